package text

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Vocabulary holds the terms that tell documents apart, sorted, each with its inverse document frequency
// idf = ln((1+N)/(1+df)) + 1.
type Vocabulary struct {
	Terms []string
	IDF   []float32
	Docs  int // N, the documents it was made of
	ids   map[string]uint32
}

// VocabularyRule says which terms a vocabulary keeps.
type VocabularyRule struct {
	LeastDocs int     // in fewer documents a term ties nothing together
	MostShare float64 // in more than this share of documents it is boilerplate
	MostTerms int     // of those left, the ones in most documents; 0: all
}

// TermMatrix is sparse and by rows: row i is Term and Value from At[i] to At[i+1], terms ascending.
type TermMatrix struct {
	At    []int
	Term  []uint32
	Value []float32
	Terms int // columns
}

// Rows is the number of documents.
func (m *TermMatrix) Rows() int { return len(m.At) - 1 }

// Row gives the terms of a document with their values.
func (m *TermMatrix) Row(i int) ([]uint32, []float32) {
	return m.Term[m.At[i]:m.At[i+1]], m.Value[m.At[i]:m.At[i+1]]
}

const docsAtOnce = 1024 // the unit of parallel work, fixed so that results do not depend on the cores

func inLots(n, size int, do func(lot, from, to int)) {
	inParallel((n+size-1)/size, func(lot int) { do(lot, lot*size, min(n, (lot+1)*size)) })
}

// NewVocabulary counts the topic terms of documents (EachTopicTerm) and keeps those of the rule.
func NewVocabulary(docs []string, rule VocabularyRule) *Vocabulary {
	counts := documentFrequencies(docs)
	most := int(rule.MostShare * float64(len(docs)))
	var terms []string
	for t, n := range counts {
		if int(n) >= rule.LeastDocs && int(n) <= most {
			terms = append(terms, t)
		}
	}
	if rule.MostTerms > 0 && len(terms) > rule.MostTerms {
		slices.SortFunc(terms, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), strings.Compare(a, b)) })
		terms = terms[:rule.MostTerms]
	}
	slices.Sort(terms)
	idf := make([]float32, len(terms))
	for i, t := range terms {
		idf[i] = float32(math.Log(float64(1+len(docs))/float64(1+counts[t])) + 1)
	}
	return StoredVocabulary(terms, idf, len(docs))
}

// StoredVocabulary is a vocabulary as it was kept.
func StoredVocabulary(terms []string, idf []float32, docs int) *Vocabulary {
	v := &Vocabulary{Terms: terms, IDF: idf, Docs: docs, ids: make(map[string]uint32, len(terms))}
	for i, t := range terms {
		v.ids[t] = uint32(i)
	}
	return v
}

// documentFrequencies counts in how many documents a term stands.
func documentFrequencies(docs []string) map[string]uint32 {
	lots := make([]map[string]uint32, (len(docs)+docsAtOnce-1)/docsAtOnce)
	inLots(len(docs), docsAtOnce, func(lot, from, to int) {
		type seen struct{ docs, last uint32 }
		found := map[string]*seen{}
		for i, d := range docs[from:to] {
			EachTopicTerm(d, func(term []byte) {
				s := found[string(term)]
				if s == nil {
					s = &seen{}
					found[string(term)] = s
				}
				if s.last != uint32(i)+1 {
					s.docs, s.last = s.docs+1, uint32(i)+1
				}
			})
		}
		lots[lot] = make(map[string]uint32, len(found))
		for t, s := range found {
			lots[lot][t] = s.docs
		}
	})
	all := map[string]uint32{}
	for k, lot := range lots {
		for t, n := range lot {
			all[t] += n
		}
		lots[k] = nil
	}
	return all
}

// Matrix gives the TF-IDF rows of documents: (1 + ln tf)·idf, each row of length 1; a document without any term of the
// vocabulary has an empty row. O(characters).
func (v *Vocabulary) Matrix(docs []string) *TermMatrix {
	type part struct {
		size  []int
		term  []uint32
		value []float32
	}
	parts := make([]part, (len(docs)+docsAtOnce-1)/docsAtOnce)
	inLots(len(docs), docsAtOnce, func(lot, from, to int) {
		p := &parts[lot]
		times := make([]uint32, len(v.Terms))
		var here []uint32
		for _, d := range docs[from:to] {
			here = here[:0]
			EachTopicTerm(d, func(term []byte) {
				if id, ok := v.ids[string(term)]; ok {
					if times[id] == 0 {
						here = append(here, id)
					}
					times[id]++
				}
			})
			slices.Sort(here)
			begin := len(p.value)
			for _, id := range here {
				p.term, p.value = append(p.term, id), append(p.value, float32(1+math.Log(float64(times[id])))*v.IDF[id])
				times[id] = 0
			}
			normalise(p.value[begin:])
			p.size = append(p.size, len(here))
		}
	})
	m := &TermMatrix{At: make([]int, 1, len(docs)+1), Terms: len(v.Terms)}
	for _, p := range parts {
		m.Term, m.Value = append(m.Term, p.term...), append(m.Value, p.value...)
		for _, n := range p.size {
			m.At = append(m.At, m.At[len(m.At)-1]+n)
		}
	}
	return m
}

// normalise gives a vector the length 1; a zero vector stays.
func normalise(x []float32) {
	sum := 0.0
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	if sum == 0 {
		return
	}
	by := float32(1 / math.Sqrt(sum))
	for i := range x {
		x[i] *= by
	}
}

// EachTopicTerm calls take for every term of a text that can tell its subject: pairs of Chinese characters without grammatical
// ones, and words of two letters and more, the plural as the singular, without function words and words of every patent.
func EachTopicTerm(s string, take func(term []byte)) {
	EachToken(s, func(t Token) {
		switch t.Kind {
		case Gram:
			if utf8.RuneCount(t.Term) == 2 && !grammatical(t.Term) && !stopGrams[string(t.Term)] {
				take(t.Term)
			}
		case Word:
			if w := singular(t.Term); topicWord(w) {
				take(w)
			}
		}
	})
}

// topicWord is a word that can stand for a subject.
func topicWord(w []byte) bool {
	letters := 0
	for _, r := range string(w) {
		if r < '0' || r > '9' {
			letters++
		}
	}
	return letters >= 2 && len(w) < MaxTerm && !stopWords[string(w)]
}

// singular takes the ending of an English plural off (the S stemmer of Harman 1991, doi 10.1002/(SICI)1097-4571(199101)42:1<7::AID-ASI2>3.0.CO;2-P):
// -ies → -y, -sses, -ches, -shes and -xes lose -es, other words -s but for -ss, -us and -is.
func singular(w []byte) []byte {
	n := len(w)
	if n < 4 || w[n-1] != 's' {
		return w
	}
	switch w[n-2] {
	case 's', 'u', 'i':
		return w
	case 'e':
		if w[n-3] == 'i' && n > 4 {
			return append(w[:n-3:n-3], 'y')
		}
		for _, end := range []string{"sses", "ches", "shes", "xes"} {
			if bytes.HasSuffix(w, []byte(end)) {
				return w[:n-2]
			}
		}
	}
	return w[:n-1]
}

// grammatical: one of the characters of a pair binds words and is in none.
func grammatical(gram []byte) bool {
	return strings.ContainsAny(string(gram), "的了及或与其该之且则若被把也是述设")
}
