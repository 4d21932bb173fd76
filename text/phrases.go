package text

import (
	"math"
	"strings"
	"unicode/utf8"
)

// Phrases are the words and phrases of a corpus, found without a dictionary: Chinese of two to six characters, others of one to three words.
// A run of n units is a phrase when it stands often enough, when no way to cut it in two explains it (mutual information of the
// parts), and when no neighbour stands beside it nearly always, for then it is a piece of a longer phrase: 光二极 belongs to 发光二极管 and is none.
type Phrases struct {
	Text []string
	unit map[string]uint32
	han  []bool // of each unit
	grow []map[uint64]uint32
	of   [][]int32 // of each level and run: its phrase, or −1
}

const (
	longestChinese = 6
	longestWords   = 3
	boundTo        = 0.65 // a run beside the same neighbour in this share of its places is a piece of a longer one
	leastCohesion  = 1.5  // ln of how much oftener than by chance the parts meet; of longer runs and words half of it
)

// run is a run of units of one level while phrases are sought.
type run struct {
	count          uint32
	prefix, suffix uint32 // runs of the level below
	left, right    uint32 // the most frequent runs of the level above that end and begin with it
	text           string
	han            bool
}

// FindPhrases finds the phrases that stand at least so often in the documents. O(characters·longest).
func FindPhrases(docs []string, least int) *Phrases {
	p := &Phrases{unit: map[string]uint32{}}
	var level []run
	var seq []int32 // unit at each place, −1 a break
	for _, d := range docs {
		eachUnit(d, func(unit []byte, han bool) {
			if unit == nil {
				seq = append(seq, -1)
				return
			}
			id, ok := p.unit[string(unit)]
			if !ok {
				id = uint32(len(level))
				p.unit[string(unit)] = id
				level = append(level, run{text: string(unit), han: han})
				p.han = append(p.han, han)
			}
			level[id].count++
			seq = append(seq, int32(id))
		})
		seq = append(seq, -1)
	}
	levels := [][]run{level}
	for n := 2; n <= longestChinese+1 && len(level) > 0; n++ {
		pairs, above := longer(level, seq, n, uint32(least))
		p.grow, levels = append(p.grow, pairs), append(levels, above)
		level = above
	}
	p.accept(levels, float64(len(seq)), uint32(least))
	return p
}

// longer finds the frequent runs of n units, each two runs of n−1 that overlap, and writes them over seq.
func longer(level []run, seq []int32, n int, least uint32) (map[uint64]uint32, []run) {
	counts := map[uint64]uint32{}
	key := func(i int) (uint64, bool) {
		if i+1 >= len(seq) || seq[i] < 0 || seq[i+1] < 0 {
			return 0, false
		}
		a, b := &level[seq[i]], &level[seq[i+1]]
		if a.count < least || b.count < least || a.han != b.han || !a.han && n > longestWords+1 {
			return 0, false
		}
		return uint64(seq[i])<<32 | uint64(seq[i+1]), true
	}
	for i := range seq {
		if k, ok := key(i); ok {
			counts[k]++
		}
	}
	pairs, above := map[uint64]uint32{}, []run(nil)
	for i := range seq { // the last place of seq[i+1] is read before it is written
		k, ok := key(i)
		if !ok || counts[k] < least {
			seq[i] = -1
			continue
		}
		id, known := pairs[k]
		if !known {
			id = uint32(len(above))
			pairs[k] = id
			a, b := uint32(k>>32), uint32(k)
			above = append(above, run{count: counts[k], prefix: a, suffix: b, text: extended(level[a].text, level[b].text, level[a].han, n), han: level[a].han})
			level[a].right, level[b].left = max(level[a].right, counts[k]), max(level[b].left, counts[k])
		}
		seq[i] = int32(id)
	}
	return pairs, above
}

// extended is a run and the last unit of the run one place on.
func extended(a, b string, han bool, n int) string {
	if han {
		_, size := utf8.DecodeLastRuneInString(b)
		return a + b[len(b)-size:]
	}
	if n == 2 {
		return a + " " + b
	}
	return a + b[strings.LastIndexByte(b, ' '):]
}

// accept takes the runs that are phrases.
func (p *Phrases) accept(levels [][]run, places float64, least uint32) {
	for n, level := range levels {
		of := make([]int32, len(level))
		for i := range level {
			of[i] = -1
			if isPhrase(levels, n, &level[i], places, least) {
				of[i] = int32(len(p.Text))
				p.Text = append(p.Text, level[i].text)
			}
		}
		p.of = append(p.of, of)
	}
}

// isPhrase judges a run of n+1 units.
func isPhrase(levels [][]run, n int, r *run, places float64, least uint32) bool {
	longest := longestWords
	if r.han {
		longest = longestChinese
	}
	if r.count < least || n+1 > longest || r.han && (n == 0 || badEdge(r.text)) || stopTerms[r.text] {
		return false
	}
	if max(r.left, r.right) > uint32(boundTo*float64(r.count)) {
		return false
	}
	if r.han && n > 1 && grafted(r, &levels[n-1][r.suffix]) {
		return false
	}
	for cut := 1; cut <= n; cut++ {
		a, b := r, r
		for l := n; l >= cut; l-- {
			a = &levels[l-1][a.prefix]
		}
		for l := n; l > n-cut; l-- {
			b = &levels[l-1][b.suffix]
		}
		want := leastCohesion
		if !r.han || n > 2 {
			want /= 2
		}
		if math.Log(float64(r.count)*places/(float64(a.count)*float64(b.count))) < want || stopTerms[a.text] || stopTerms[b.text] {
			return false
		}
	}
	return true
}

// grafted tells that a run is the end of some word and a word that stands without it more often: 剂输送机构 of 制剂输送机构 and 试剂输送机构. Before words of two characters only an
// ending is taken for one, since 锂电池 is a word.
func grafted(r, rest *run) bool {
	if rest.count < 2*r.count {
		return false
	}
	first, size := utf8.DecodeRuneInString(r.text)
	return utf8.RuneCountInString(r.text[size:]) > 2 || strings.ContainsRune("化能性型式器剂体", first)
}

// badEdge: no Chinese term begins or ends so.
func badEdge(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("个所各都又再就未已均较更最得被着种等置装对从有至向两三四五六七八九十本这那式型设", first) || strings.ContainsRune("一个所各都又再就未已均较更最得被着在对由从并可有等后至向中上下内外两三四五六七八九十本这那设", last)
}

// eachUnit calls take for every Chinese character and every word of a text, and with nil where no phrase goes on.
func eachUnit(s string, take func(unit []byte, han bool)) {
	end := -1
	EachToken(s, func(t Token) {
		switch t.Kind {
		case Break:
			take(nil, false)
		case Word:
			if end >= 0 && t.Start > end+1 {
				take(nil, false) // a comma between words
			}
			if w := singular(t.Term); topicWord(w) {
				take(w, false)
			} else {
				take(nil, false)
			}
			end = t.End
		case Gram:
			_, size := utf8.DecodeRune(t.Term)
			if binds(t.Term[:size]) {
				take(nil, false)
			} else {
				take(t.Term[:size], true)
			}
			if size == len(t.Term) {
				take(nil, false) // the last of its run
			}
			end = -1
		}
	})
}

// binds is a character that joins words and stands in hardly any.
func binds(char []byte) bool {
	return strings.Contains("的了及或与其该之且则若被把也是述和将于为而以使", string(char))
}

// Each calls take for every phrase at every place of a document.
func (p *Phrases) Each(doc string, take func(phrase uint32)) {
	var seq []int32
	eachUnit(doc, func(unit []byte, _ bool) {
		id, ok := p.unit[string(unit)]
		if unit == nil || !ok {
			seq = append(seq, -1)
			return
		}
		seq = append(seq, int32(id))
	})
	for n, of := range p.of {
		any := false
		for i, id := range seq {
			if id < 0 {
				continue
			}
			if of[id] >= 0 {
				take(uint32(of[id]))
			}
			next := int32(-1)
			if n < len(p.grow) && i+1 < len(seq) && seq[i+1] >= 0 {
				if up, ok := p.grow[n][uint64(id)<<32|uint64(seq[i+1])]; ok {
					next, any = int32(up), true
				}
			}
			seq[i] = next
		}
		if !any {
			return
		}
	}
}
