package text

// Agreement measures found clusters against true ones. Pairwise: of the pairs of mentions put together, the share that
// truly belong together (precision), and of the true pairs the share put together (recall). B³: the mean over mentions
// of |found ∩ true| over |found|, and over |true|. F1 is the harmonic mean. Without any pair a share is 1.
// Source: A. Bagga, B. Baldwin, Entity-Based Cross-Document Coreferencing Using the Vector Space Model, COLING-ACL 1998.
type Agreement struct {
	PairPrecision, PairRecall, PairF1 float64
	B3Precision, B3Recall, B3F1       float64
}

// Agree compares two clusterings of the same mentions, each given as a label for every mention.
func Agree[A, B comparable](found []A, truth []B) Agreement {
	type cell struct {
		f A
		t B
	}
	both, f, t := map[cell]int{}, map[A]int{}, map[B]int{}
	for i := range found {
		both[cell{found[i], truth[i]}]++
		f[found[i]]++
		t[truth[i]]++
	}
	var a Agreement
	hits, foundPairs, truePairs := 0, 0, 0
	for c, n := range both {
		hits += n * (n - 1) / 2
		a.B3Precision += float64(n*n) / float64(f[c.f])
		a.B3Recall += float64(n*n) / float64(t[c.t])
	}
	for _, n := range f {
		foundPairs += n * (n - 1) / 2
	}
	for _, n := range t {
		truePairs += n * (n - 1) / 2
	}
	a.PairPrecision, a.PairRecall = share(float64(hits), float64(foundPairs)), share(float64(hits), float64(truePairs))
	a.B3Precision, a.B3Recall = share(a.B3Precision, float64(len(found))), share(a.B3Recall, float64(len(found)))
	a.PairF1, a.B3F1 = harmonic(a.PairPrecision, a.PairRecall), harmonic(a.B3Precision, a.B3Recall)
	return a
}

func share(part, whole float64) float64 {
	if whole == 0 {
		return 1
	}
	return part / whole
}

func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}
