package text

// MostAlike lists for each of some short texts those most like it: the cosine of their TF-IDF rows over topic terms (Vocabulary), at least least, at most so many,
// the most alike first. A text without such a term has none. O(Σ over terms of texts with it, squared).
func MostAlike(docs []string, least float32, most int) [][]Hit {
	m := NewVocabulary(docs, VocabularyRule{LeastDocs: 1, MostShare: 1}).Matrix(docs)
	type cell struct {
		doc   uint32
		value float32
	}
	with := make([][]cell, m.Terms)
	for i := range docs {
		terms, values := m.Row(i)
		for k, t := range terms {
			with[t] = append(with[t], cell{uint32(i), values[k]})
		}
	}
	out := make([][]Hit, len(docs))
	inLots(len(docs), docsAtOnce, func(_, from, to int) {
		sum := make([]float32, len(docs))
		for i := from; i < to; i++ {
			var met []uint32
			terms, values := m.Row(i)
			for k, t := range terms {
				for _, c := range with[t] {
					if sum[c.doc] == 0 {
						met = append(met, c.doc)
					}
					sum[c.doc] += values[k] * c.value
				}
			}
			best := top{k: most}
			for _, d := range met {
				if sum[d] >= least && d != uint32(i) {
					best.put(Hit{d, min(sum[d], 1)})
				}
				sum[d] = 0
			}
			out[i] = best.sorted()
		}
	})
	return out
}
