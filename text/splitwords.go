package text

import (
	"maps"
	"slices"
)

// joinSplit parts words that are written in one where the same names elsewhere part them: STMICROELECTRONICS beside
// ST MICROELECTRONICS. Both halves must stand together in one other name.
func joinSplit(parsed []*spelling) {
	where := map[string][]int32{}
	seen := map[string]bool{}
	var own []*spelling
	for _, p := range parsed {
		if p.west == nil || p.west.person && p.west.last != "" {
			continue
		}
		if seen[p.key] {
			continue
		}
		seen[p.key] = true
		for _, w := range p.west.words {
			if list := where[w.text]; len(list) < 5000 {
				where[w.text] = append(list, int32(len(own)))
			}
		}
		own = append(own, p)
	}
	parts := splitWords(where)
	for _, p := range parsed {
		if p.west != nil && p.west.last == "" && slices.ContainsFunc(p.west.words, func(w word) bool { return parts[w.text] != [2]string{} }) {
			own := *p.west // mentions of one name share it
			p.west = &own
			p.west.part(parts)
			p.keys()
		}
	}
}

func splitWords(where map[string][]int32) map[string][2]string {
	words := slices.Collect(maps.Keys(where))
	halves := make([][2]string, len(words))
	parallel(len(words), func() func(int) {
		return func(i int) {
			if a, b, ok := splitWord(words[i], where); ok {
				halves[i] = [2]string{a, b}
			}
		}
	})
	parts := map[string][2]string{}
	for i, w := range words {
		if halves[i][0] != "" {
			parts[w] = halves[i]
		}
	}
	return parts
}

func splitWord(w string, where map[string][]int32) (a, b string, ok bool) {
	if len(w) < 5 || len(w) > longestWord || known[w].canon != "" {
		return "", "", false
	}
	for i := 2; i <= len(w)-2; i++ {
		a, b = w[:i], w[i:]
		if x := known[a]; x.canon != "" {
			a = x.canon
		}
		if x := known[b]; x.canon != "" {
			b = x.canon
		}
		one, two := where[a], where[b]
		if len(one) > 0 && len(two) > 0 && meet(one, two) {
			return a, b, true
		}
	}
	return "", "", false
}

// meet tells whether two ascending lists share a value.
func meet(a, b []int32) bool { return common2(a, b, 1) > 0 }

// common2 counts the values two ascending lists share, up to most.
func common2(a, b []int32, most int) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b) && n < most; {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			i, j, n = i+1, j+1, n+1
		}
	}
	return n
}

func (n *western) part(parts map[string][2]string) {
	var out []word
	for _, w := range n.words {
		p, ok := parts[w.text]
		if !ok {
			out = append(out, w)
			continue
		}
		for _, t := range p {
			if !slices.ContainsFunc(out, func(x word) bool { return x.text == t }) {
				out = append(out, word{t, lookUp(t).class})
			}
		}
	}
	n.words = slices.DeleteFunc(out, func(w word) bool { return w.class == article || w.class == form })
}
