package text

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// TopicTerm is a term that sets a topic apart: its c-TF-IDF score and the documents of the topic it stands in.
type TopicTerm struct {
	Term  string
	Score float64
	Docs  int
}

const (
	phraseDocs  = 300 // of each topic, from which phrases are found
	sharedLimit = 0.5 // a longer term stands for the shorter one in it when it has this share of its documents
)

// TopicTerms finds up to most terms of each topic, the first the most distinctive. topic is of each document from 0, below topics; the first line of a
// document of several is its title. Terms are counted once a document, in titles four times over: score = n(t,c)/n(c) · ln(1 + A/f(t)), n(t,c) of the
// documents of topic c with t, n(c) its documents, f(t) the sum of n(t,c) over topics, A the mean over topics of their sums, times a bonus for length (class-based TF-IDF, Grootendorst 2022, arXiv
// 2203.05794). Where most documents have a title a term has to stand in two: titles name things, abstracts also tell of them.
func TopicTerms(docs []string, topic []uint32, topics, most int) [][]TopicTerm {
	phrases := FindPhrases(evenly(docs, topic, topics), max(4, min(20, len(docs)/500)))
	count, titled := phrases.tally(docs, topic, topics)
	inTitles, all, total := make([]uint32, len(phrases.Text)), make([]float64, len(phrases.Text)), 0.0
	for _, counts := range count {
		for p, n := range counts {
			inTitles[p] += n.title
			all[p] += n.weight()
			total += n.weight()
		}
	}
	size := make([]int, topics)
	for _, c := range topic {
		size[c]++
	}
	out := make([][]TopicTerm, topics)
	for c := range out {
		list := make([]TopicTerm, 0, len(count[c]))
		for p, n := range count[c] {
			if 2*titled < len(docs) || inTitles[p] >= 2 {
				score := n.weight() / float64(size[c]) * math.Log(1+total/float64(topics)/all[p])
				list = append(list, TopicTerm{phrases.Text[p], score * telling(phrases.Text[p]), int(n.docs)})
			}
		}
		out[c] = distinct(list, most, size[c])
	}
	return out
}

// telling favours longer Chinese terms and phrases of words: 太阳能热水器 says more than 热水. A quarter more for each unit beyond the shortest, at most twice.
func telling(term string) float64 {
	units := strings.Count(term, " ")
	if r, _ := utf8.DecodeRuneInString(term); Han(r) {
		units = utf8.RuneCountInString(term) - 2
	}
	return min(1+float64(units)/4, 2)
}

// termCount of a phrase in a topic.
type termCount struct{ docs, title uint32 }

func (n termCount) weight() float64 { return float64(n.docs) + 3*float64(n.title) }

// tally counts the documents of each topic that have a phrase, and all that have a title.
func (p *Phrases) tally(docs []string, topic []uint32, topics int) (count []map[uint32]termCount, titled int) {
	type part struct {
		count  []map[uint32]termCount
		titled int
	}
	lots := make([]part, (len(docs)+docsAtOnce-1)/docsAtOnce)
	inLots(len(docs), docsAtOnce, func(lot, from, to int) {
		t := part{count: make([]map[uint32]termCount, topics)}
		seen := make([]uint32, len(p.Text))
		for i := from; i < to; i++ {
			counts := t.count[topic[i]]
			if counts == nil {
				counts = map[uint32]termCount{}
				t.count[topic[i]] = counts
			}
			title, _, more := strings.Cut(docs[i], "\n")
			if more {
				t.titled++
				p.Each(title, func(w uint32) {
					if seen[w] != 2*uint32(i)+1 {
						seen[w] = 2*uint32(i) + 1
						n := counts[w]
						n.title++
						counts[w] = n
					}
				})
			}
			p.Each(docs[i], func(w uint32) {
				if seen[w] != 2*uint32(i)+2 {
					seen[w] = 2*uint32(i) + 2
					n := counts[w]
					n.docs++
					counts[w] = n
				}
			})
		}
		lots[lot] = t
	})
	count = make([]map[uint32]termCount, topics)
	for c := range count {
		count[c] = map[uint32]termCount{}
		for _, l := range lots {
			for w, n := range l.count[c] {
				count[c][w] = termCount{count[c][w].docs + n.docs, count[c][w].title + n.title}
			}
		}
	}
	for _, l := range lots {
		titled += l.titled
	}
	return count, titled
}

// evenly takes up to phraseDocs documents of each topic, spread over it, so that small topics speak too.
func evenly(docs []string, topic []uint32, topics int) (some []string) {
	size, met := make([]int, topics), make([]int, topics)
	for _, c := range topic {
		size[c]++
	}
	for i, c := range topic {
		k := met[c]
		met[c]++
		if step := max(1, size[c]/phraseDocs); k%step == 0 && k/step < phraseDocs {
			some = append(some, docs[i])
		}
	}
	return some
}

// distinct takes the best terms, none inside another: of two the longer where it is nearly as frequent.
func distinct(list []TopicTerm, most, size int) (best []TopicTerm) {
	slices.SortFunc(list, func(a, b TopicTerm) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Term, b.Term))
	})
	list = list[:min(len(list), 20*most)]
	for _, t := range list {
		if t.Docs < max(min(3, size), size/40) {
			continue // of a few documents, not of the topic
		}
		k := slices.IndexFunc(best, func(o TopicTerm) bool { return within(o.Term, t.Term) || within(t.Term, o.Term) })
		switch {
		case k < 0 && len(best) < most:
			best = append(best, t)
		case k >= 0 && within(best[k].Term, t.Term) && float64(t.Docs) >= sharedLimit*float64(best[k].Docs):
			best[k] = TopicTerm{t.Term, best[k].Score, t.Docs}
			kept := best[:k+1]
			for _, o := range best[k+1:] {
				if !within(o.Term, t.Term) {
					kept = append(kept, o)
				}
			}
			best = kept
		}
	}
	return best
}

// within: the words of a stand in b.
func within(a, b string) bool {
	if r, _ := utf8.DecodeRuneInString(a); Han(r) {
		return strings.Contains(b, a)
	}
	return strings.Contains(" "+b+" ", " "+a+" ")
}
