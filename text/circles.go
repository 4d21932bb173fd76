package text

// CirclesOf are the works of a person, ascending, with the circle each is in: 0, 1, 2 … in the order of their first work.
type CirclesOf struct {
	Person int32
	Works  []int32
	Circle []int32
}

// Circles parts the works of each person (rows where author is true) into circles: two works are in one circle when
// another party (row) of both is the same, or through further works of the person. Rows are work, party, author, in any
// order. Only persons with more than one circle are given, in order of their number. Where a name stands for several
// persons, no circle is likely to be of two of them. Time about the rows of all authors' works, one pass each.
func Circles(works, parties []int32, author []bool, workCount, partyCount int) []CirclesOf {
	partiesOf := Grouped(works, parties, nil, workCount)
	worksOf := Grouped(parties, works, author, partyCount)
	met := make([]int32, partyCount) // 1 + place of the first work of the person that a party is in, of this turn
	var out []CirclesOf
	for person, own := range worksOf {
		own = sortedSet(own)
		if len(own) < 2 {
			continue
		}
		up := make([]int32, len(own))
		for i := range up {
			up[i] = int32(i)
		}
		eachOther(own, partiesOf, int32(person), func(i, other int32) {
			if met[other] == 0 {
				met[other] = i + 1
			} else {
				a, b := root(up, met[other]-1), root(up, i)
				up[max(a, b)] = min(a, b)
			}
		})
		eachOther(own, partiesOf, int32(person), func(_, other int32) { met[other] = 0 })
		if c := (CirclesOf{int32(person), own, circleNumbers(up)}); c.several() {
			out = append(out, c)
		}
	}
	return out
}

func (c CirclesOf) several() bool {
	for _, n := range c.Circle {
		if n > 0 {
			return true
		}
	}
	return false
}

func eachOther(own []int32, partiesOf [][]int32, person int32, do func(i, other int32)) {
	for i, w := range own {
		for _, p := range partiesOf[w] {
			if p != person {
				do(int32(i), p)
			}
		}
	}
}

func root(up []int32, i int32) int32 {
	for up[i] != i {
		up[i] = up[up[i]]
		i = up[i]
	}
	return i
}

func circleNumbers(up []int32) []int32 {
	number, next := make([]int32, len(up)), int32(0)
	for i := range up {
		if r := root(up, int32(i)); r == int32(i) {
			number[i] = next
			next++
		} else {
			number[i] = number[r]
		}
	}
	return number
}

// Grouped lists for each key below n its values in the order of rows, of the rows that are taken (nil: all).
func Grouped(keys, values []int32, taken []bool, n int) [][]int32 {
	at := make([]int32, n+1)
	for i, k := range keys {
		if taken == nil || taken[i] {
			at[k+1]++
		}
	}
	for i := range n {
		at[i+1] += at[i]
	}
	all, out := make([]int32, at[n]), make([][]int32, n)
	for k := range out {
		out[k] = all[at[k]:at[k]:at[k+1]]
	}
	for i, k := range keys {
		if taken == nil || taken[i] {
			out[k] = append(out[k], values[i])
		}
	}
	return out
}
