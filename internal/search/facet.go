package search

import (
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
	counts, none := text.CountCodes(l.codes, l.starts, len(l.values), within)
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

// top lists the most frequent values; of equal ones the first by value.
func (l *list) top(name string, counts []uint32, none, k int) Facet {
	f := Facet{Name: name, None: none, Values: []FacetValue{}}
	best, present := text.TopCodes(counts, k)
	for _, code := range best {
		v := FacetValue{Value: l.values[code], Count: int(counts[code])}
		if label := l.label(code); label != v.Value {
			v.Label = label
		}
		f.Values = append(f.Values, v)
	}
	f.Others = present - len(best)
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

// conditionFields are the fields that facets narrow by.
var conditionFields = map[string]string{"applicant": "applicant", "year": "application_year", "class": "ipc", "region": "region", "status": "legal_status", "type": "patent_type", "office": "office"}

// Condition is a choice of a facet as a part of a query, in brackets where needed.
func (d *Dialect) Condition(facet, value string) string {
	n := &Node{Op: Code, Field: conditionFields[facet], Words: []Piece{{Literal: value}}}
	switch facet {
	case "applicant":
		n.Op, n.Exact = Text, true
	case "year":
		n = &Node{Op: Range, Field: "application_date", Low: value + "-01-01", High: value + "-12-31"}
	case "class":
		n.Op = Class
		if _, ok := classOf("ipc", value); !ok {
			n.Field = "locarno"
		}
	}
	written, _ := n.Write(d.Name)
	return written
}
