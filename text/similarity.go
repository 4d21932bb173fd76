package text

// Levenshtein is the least number of insertions, deletions and substitutions of characters that turns a into b.
// Time O(n·m), space O(m). Source: V. I. Levenshtein, Soviet Physics Doklady 10 (1966) 707.
func Levenshtein(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			cost := diagonal
			if x[i] != y[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(y)]
}

// Jaro similarity, 0 to 1: with m matching characters no further apart than half the longer string less one, and t
// transpositions, (m/|a| + m/|b| + (m−t)/m)/3. Two empty strings are equal (1).
// Source: M. A. Jaro, JASA 84 (1989) 414, doi:10.1080/01621459.1989.10478785.
func Jaro(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	if len(x) == 0 && len(y) == 0 {
		return 1
	}
	xs, ys := matching(x, y)
	if len(xs) == 0 {
		return 0
	}
	moved := 0
	for i := range xs {
		if xs[i] != ys[i] {
			moved++
		}
	}
	m := float64(len(xs))
	return (m/float64(len(x)) + m/float64(len(y)) + (m-float64(moved/2))/m) / 3
}

// matching returns the matched characters of each string in its own order.
func matching(x, y []rune) (xs, ys []rune) {
	window := max(max(len(x), len(y))/2-1, 0)
	taken := make([]bool, len(y))
	for i, r := range x {
		for j := max(0, i-window); j < min(len(y), i+window+1); j++ {
			if !taken[j] && y[j] == r {
				taken[j] = true
				xs = append(xs, r)
				break
			}
		}
	}
	for j, t := range taken {
		if t {
			ys = append(ys, y[j])
		}
	}
	return xs, ys
}

// JaroWinkler raises the Jaro similarity of strings that begin alike: J + ℓ·0.1·(1−J), ℓ the common prefix up to 4.
// Source: W. E. Winkler, Proc. Survey Research Methods, ASA (1990) 354.
func JaroWinkler(a, b string) float64 {
	j := Jaro(a, b)
	x, y := []rune(a), []rune(b)
	l := 0
	for l < min(4, len(x), len(y)) && x[l] == y[l] {
		l++
	}
	return j + float64(l)*0.1*(1-j)
}

// Dice is the similarity of two strings by their pairs of neighbouring characters, 2·|A∩B|/(|A|+|B|) over multisets;
// strings shorter than two characters are alike only when equal.
// Source: L. R. Dice, Ecology 26 (1945) 297, doi:10.2307/1932409.
func Dice(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	if len(x) < 2 || len(y) < 2 {
		if a == b {
			return 1
		}
		return 0
	}
	pairs := map[[2]rune]int{}
	for i := 1; i < len(x); i++ {
		pairs[[2]rune{x[i-1], x[i]}]++
	}
	shared := 0
	for i := 1; i < len(y); i++ {
		p := [2]rune{y[i-1], y[i]}
		if pairs[p] > 0 {
			pairs[p]--
			shared++
		}
	}
	return 2 * float64(shared) / float64(len(x)+len(y)-2)
}
