package derive

import (
	"strings"

	"asterism/text"
)

// write puts out the names, the joins of groups, and the pairs for review.
func (m *nameSet) write(out *Output) error {
	id := m.partyIDs()
	r := m.found
	for i, key := range m.keys {
		w := r.Why[i]
		var err error
		if w.Rule == "" {
			err = out.Row(key, "stands", key, id[r.Of[i]], id[r.Of[r.Group[i]]], nil, nil, nil, nil)
		} else {
			err = m.pair(out, "merged", w, id[r.Of[i]], id[r.Of[r.Group[i]]])
		}
		if err != nil {
			return err
		}
	}
	for _, w := range r.GroupWhy {
		if r.Of[w.A] != r.Of[w.B] {
			if err := m.pair(out, "grouped", w, id[r.Of[w.A]], id[r.Of[r.Group[w.A]]]); err != nil {
				return err
			}
		}
	}
	return m.writeReview(out)
}

func (m *nameSet) writeReview(out *Output) error {
	type pair struct{ a, b int32 }
	seen := map[pair]bool{}
	for k, list := range [][]text.Merge{m.found.Review, m.found.Near} {
		for _, w := range list {
			a, b := m.found.Of[w.A], m.found.Of[w.B]
			if p := (pair{min(a, b), max(a, b)}); !seen[p] {
				seen[p] = true
				if err := m.pair(out, []string{"refused", "near"}[k], w, nil, nil); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (m *nameSet) pair(out *Output, decision string, w text.Merge, party, group any) error {
	return out.Row(m.keys[w.A], decision, m.keys[w.B], party, group, w.Rule, w.Score, int64(w.Shared), int64(m.sharedClasses(w)))
}

func (m *nameSet) sharedClasses(w text.Merge) (n int) {
	a, b := m.mentions[w.A].ClassIDs, m.mentions[w.B].ClassIDs
	for i, j := 0, 0; i < len(a) && j < len(b); {
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

// partyIDs names each party: its code where it has one and no other party has it (of several, which only a person can
// have joined, the smallest), else the first of its folded names in order.
func (m *nameSet) partyIDs() []string {
	code, owner := make([]string, len(m.keys)), map[string]int32{}
	for i, of := range m.found.Of {
		if c := normalCode(m.mentions[i].Code); c != "" && (code[of] == "" || c < code[of]) {
			code[of] = c
		}
	}
	for i, c := range code {
		if _, twice := owner[c]; twice {
			owner[c] = -1
		} else {
			owner[c] = int32(i)
		}
	}
	id := make([]string, len(m.keys))
	for i, c := range code {
		if id[i] = m.keys[i]; c != "" && owner[c] == int32(i) {
			id[i] = strings.Clone(c)
		}
	}
	return id
}
