package search

import (
	"cmp"
	"math/bits"
	"runtime"
	"slices"
	"strconv"
	"sync"

	"asterism/text"
)

// Facet is the most frequent values of a property among some patents. A patent counts once for each of its values.
type Facet struct {
	Name   string       `json:"name"`
	Values []FacetValue `json:"values"`
	Others int          `json:"others"` // values beyond those listed
	None   int          `json:"none"`   // patents without a value
}

// FacetValue is a value with how many patents have it.
type FacetValue struct {
	Value string `json:"value"`
	Label string `json:"label,omitempty"`
	Count int    `json:"count"`
}

// Facets lists what can be counted.
var Facets = []string{"applicant", "inventor", "year", "publication_year", "class", "ipc", "cpc", "locarno", "region", "status", "type", "office", "event"}

// HasFacet tells whether something can be counted.
func HasFacet(name string) bool { return slices.Contains(Facets, name) }

// facetColumn is the column of a facet and how its values are shortened.
var facetColumn = map[string]string{"applicant": "applicant", "inventor": "inventor", "class": "subclass", "ipc": "ipc", "cpc": "cpc", "locarno": "locarno",
	"region": "region", "status": "legal_status", "type": "patent_type", "office": "office", "event": "legal_event"}

var facetYears = map[string]string{"year": "application_date", "publication_year": "publication_date"}

// facet counts one property: the k most frequent values, years newest first.
func (c *columns) facet(name string, within *text.Bitmap, k int) Facet {
	if column := facetYears[name]; column != "" {
		return c.years(name, column, within, k)
	}
	l := c.lists[facetColumn[name]]
	if l == nil {
		return Facet{Name: name, Values: []FacetValue{}}
	}
	counts, none := l.count(within)
	return l.top(name, counts, none, k)
}

// facets counts several properties at once, on all cores.
func (c *columns) facets(names []string, within *text.Bitmap, k int) []Facet {
	out := make([]Facet, len(names))
	var wait sync.WaitGroup
	limit := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, name := range names {
		limit <- struct{}{}
		wait.Go(func() {
			out[i] = c.facet(name, within, k)
			<-limit
		})
	}
	wait.Wait()
	return out
}

// count counts the codes of the rows of a set; rows without any are none.
func (l *list) count(within *text.Bitmap) (counts []uint32, none int) {
	words := within.Words()
	shares := min(runtime.GOMAXPROCS(0), 1+len(words)/4096)
	parts, empty := make([][]uint32, shares), make([]int, shares)
	var wait sync.WaitGroup
	for s := range shares {
		wait.Go(func() {
			parts[s], empty[s] = l.countWords(words, s*len(words)/shares, (s+1)*len(words)/shares)
		})
	}
	wait.Wait()
	counts = parts[0]
	for _, p := range parts[1:] {
		for i, n := range p {
			counts[i] += n
		}
	}
	for _, n := range empty {
		none += n
	}
	return counts, none
}

func (l *list) countWords(words []uint64, from, to int) (counts []uint32, none int) {
	if l.single {
		counts = make([]uint32, len(l.values)+1)
		for i := from; i < to; i++ {
			for w := words[i]; w != 0; w &= w - 1 {
				counts[l.codes[i*64+bits.TrailingZeros64(w)]]++
			}
		}
		return counts[1:], int(counts[0])
	}
	counts = make([]uint32, len(l.values))
	for i := from; i < to; i++ {
		for w := words[i]; w != 0; w &= w - 1 {
			row := i*64 + bits.TrailingZeros64(w)
			codes := l.codes[l.starts[row]:l.starts[row+1]]
			if len(codes) == 0 {
				none++
			}
			for _, c := range codes {
				counts[c]++
			}
		}
	}
	return counts, none
}

// top lists the most frequent values; of equal ones the first by value.
func (l *list) top(name string, counts []uint32, none, k int) Facet {
	f := Facet{Name: name, None: none, Values: []FacetValue{}}
	var best []uint32 // codes, the most frequent first
	rarer := func(a, b uint32) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) }
	for code, n := range counts {
		if n == 0 {
			continue
		}
		f.Others++
		if len(best) == k && counts[best[k-1]] >= n {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, uint32(code), rarer)
		if best = slices.Insert(best, at, uint32(code)); len(best) > k {
			best = best[:k]
		}
	}
	for _, code := range best {
		v := FacetValue{Value: l.values[code], Count: int(counts[code])}
		if label := l.label(code); label != v.Value {
			v.Label = label
		}
		f.Values = append(f.Values, v)
	}
	f.Others -= len(best)
	return f
}

func (c *columns) years(name, column string, within *text.Bitmap, k int) Facet {
	f := Facet{Name: name, Values: []FacetValue{}}
	var counts [10000]int
	dates := c.ints[column]
	if dates != nil {
		within.Each(func(row uint32) { counts[max(dates[row], 0)/10000%10000]++ })
	}
	f.None = counts[0]
	for year := len(counts) - 1; year > 0; year-- {
		switch {
		case counts[year] == 0:
		case len(f.Values) == k:
			f.Others++
		default:
			f.Values = append(f.Values, FacetValue{Value: strconv.Itoa(year), Count: counts[year]})
		}
	}
	return f
}
