package econ

import "math/bits"

// band is how many industries are summed at together: their sums fill the registers, a row of their proximities is four lines of the cache.
const band = 32

// tile is how many industries are compared with as many others before the next: what is written on both sides of the diagonal stays in the cache.
const tile = 64

// sumsOf adds the rows of phi that has names, in its order.
func sumsOf(has []uint32, phi [][band]float64, sums *[band]float64) {
	if sumsWide {
		sumBand(has, &phi[0], sums)
		return
	}
	sumsPlain(has, phi, sums)
}

// sumsPlain takes eight columns at a time, as many as stay in the registers.
func sumsPlain(has []uint32, phi [][band]float64, sums *[band]float64) {
	for x := 0; x < band; x += 8 {
		var a, b, c, d, e, f, g, h float64
		for _, k := range has {
			row := (*[8]float64)(phi[k][x:])
			a += row[0]
			b += row[1]
			c += row[2]
			d += row[3]
			e += row[4]
			f += row[5]
			g += row[6]
			h += row[7]
		}
		*(*[8]float64)(sums[x:]) = [8]float64{a, b, c, d, e, f, g, h}
	}
}

// countsOf adds to n the bits that a row of words shares with each of the columns, word for word. No sum passes 65,535.
func countsOf(row []uint64, columns [][tile]uint64, n *[tile]uint16) {
	if countsWide {
		countTile(row, &columns[0], n)
		return
	}
	countsPlain(row, columns, n)
}

// countsPlain takes four words at a time, of which Presence has a multiple.
func countsPlain(row []uint64, columns [][tile]uint64, n *[tile]uint16) {
	for ; len(row) >= quad; row, columns = row[quad:], columns[quad:] {
		a, b, c, d := row[0], row[1], row[2], row[3]
		p, q, r, s := &columns[0], &columns[1], &columns[2], &columns[3]
		for j := range n {
			n[j] += uint16(bits.OnesCount64(a&p[j]) + bits.OnesCount64(b&q[j]) + bits.OnesCount64(c&r[j]) + bits.OnesCount64(d&s[j]))
		}
	}
}
