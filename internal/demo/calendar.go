package demo

import (
	"math"
	"sort"
)

// calendar lays the patents out in time: patent i is filed on a day that never falls with i, so that any patent's
// date, type and cluster follow from i alone and a citation can look back without a list.
type calendar struct {
	start []int64 // first patent of each year, and the end
	mix   []wheel // clusters by year; the last index is "outside clusters"
	total int64
	days  []int // day number of 1 January of each year, and the end
}

func newCalendar(w *world) calendar {
	c := calendar{total: int64(math.Round(60000 * w.scale))}
	years := lastPatent - firstPatent + 1
	weights, sum := make([]float64, years), 0.0
	for y := range years {
		weights[y] = math.Exp(0.19*float64(y) - 0.004*float64(y*y))
		sum += weights[y]
	}
	run := 0.0
	for y := range years {
		c.start = append(c.start, int64(run/sum*float64(c.total)))
		c.days = append(c.days, dayOf(firstPatent+y, 1, 1))
		run += weights[y]
		c.mix = append(c.mix, w.clusterWheel(firstPatent+y))
	}
	c.start = append(c.start, c.total)
	c.days = append(c.days, dayOf(lastPatent+1, 1, 1))
	return c
}

func (w *world) clusterWheel(year int) wheel {
	weights := make([]float64, len(w.Clusters)+1)
	for i, k := range w.Clusters {
		weights[i] = k.Weight * math.Exp(k.Rise*float64(year-2013))
	}
	weights[len(w.Clusters)] = 30
	return newWheel(weights)
}

// filed is year and day number of patent i.
func (c *calendar) filed(i int64) (year, day int) {
	y := sort.Search(len(c.start)-2, func(k int) bool { return c.start[k+1] > i })
	n := c.start[y+1] - c.start[y]
	span := int64(c.days[y+1] - c.days[y])
	return firstPatent + y, c.days[y] + int((i-c.start[y])*span/max(n, 1))
}

// before is the number of patents filed before a day.
func (c *calendar) before(day int) int64 {
	y := sort.Search(len(c.days)-1, func(k int) bool { return c.days[k+1] > day })
	if y >= len(c.start)-1 {
		return c.total
	}
	if day < c.days[0] {
		return 0
	}
	n, span := c.start[y+1]-c.start[y], int64(c.days[y+1]-c.days[y])
	return c.start[y] + int64(day-c.days[y])*n/span
}

// dayOf counts days since 1970-01-01 (H. Hinnant, chrono-compatible low-level date algorithms).
func dayOf(y, m, d int) int {
	if m <= 2 {
		y--
	}
	era := y / 400
	yoe := y - era*400
	doy := (153*((m+9)%12)+2)/5 + d - 1
	return era*146097 + yoe*365 + yoe/4 - yoe/100 + doy - 719468
}

func dateOf(day int) (y, m, d int) {
	z := day + 719468
	era := z / 146097
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	y, m, d = yoe+era*400, mp+3, doy-(153*mp+2)/5+1
	if m > 12 {
		return y + 1, m - 12, d
	}
	return y, m, d
}

// appendDay writes 2013.01.02, the exports' dialect; appendISO 2013-01-02.
func appendDay(b []byte, day int, sep byte) []byte {
	y, m, d := dateOf(day)
	b = append(b, byte('0'+y/1000), byte('0'+y/100%10), byte('0'+y/10%10), byte('0'+y%10), sep)
	b = append(b, byte('0'+m/10), byte('0'+m%10), sep)
	return append(b, byte('0'+d/10), byte('0'+d%10))
}

func iso(day int) string { return string(appendDay(nil, day, '-')) }
