package patent

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// FieldRule sends class symbols to one technology field. Symbol is a prefix of three characters (F21), a subclass
// (H01L), a main group (G01N33) or a run of main groups (B01D1-9). Not lists symbols that, standing anywhere on the
// same patent, switch the rule off. From is the year from which an added rule applies, 0 for those of the 2008 table.
type FieldRule struct {
	Field  int
	Symbol string
	Not    []string
	From   int
}

// Fields is a concordance from IPC to technology fields, built once and read by any number of goroutines.
type Fields struct {
	rules []fieldRule // finest first
}

type fieldRule struct {
	FieldRule
	prefix   string // 3 or 4 characters
	low, top int    // main groups, 0 = all
	rank     int
}

// NewFields builds the concordance. Source of the method: U. Schmoch, Concept of a technology classification for
// country comparisons (WIPO, 2008): the most specific rule wins, main group before a run of main groups before
// subclass before class; at equal specificity a rule of the original table comes before an added one.
func NewFields(rules []FieldRule) (*Fields, error) {
	f := &Fields{rules: make([]fieldRule, 0, len(rules))}
	for _, r := range rules {
		fr, err := compileField(r)
		if err != nil {
			return nil, err
		}
		f.rules = append(f.rules, fr)
	}
	slices.SortStableFunc(f.rules, func(a, b fieldRule) int {
		return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.From, b.From))
	})
	return f, nil
}

func compileField(r FieldRule) (fieldRule, error) {
	fr := fieldRule{FieldRule: r}
	if len(r.Symbol) < 3 {
		return fr, fmt.Errorf("field %d: symbol %q is shorter than a class", r.Field, r.Symbol)
	}
	fr.prefix, fr.rank = r.Symbol[:3], 1
	if len(r.Symbol) == 3 {
		return fr, nil
	}
	fr.prefix, fr.rank = r.Symbol[:4], 2
	if len(r.Symbol) == 4 {
		return fr, nil
	}
	low, top, run := strings.Cut(r.Symbol[4:], "-")
	fr.low, fr.rank = number(low), 4
	fr.top = fr.low
	if run {
		fr.top, fr.rank = number(top), 3
	}
	if fr.low < 1 || fr.top < fr.low {
		return fr, fmt.Errorf("field %d: symbol %q has no main group", r.Field, r.Symbol)
	}
	return fr, nil
}

// Lookup returns the field of one symbol, 0 when no rule covers it. Exclusions by other symbols are not seen here.
func (f *Fields) Lookup(symbol string) int {
	field, _ := f.lookup(symbol, nil)
	return field
}

func (f *Fields) lookup(symbol string, all []string) (field int, excluded bool) {
	subclass, group := splitGroup(symbol)
	for i := range f.rules {
		r := &f.rules[i]
		if !r.covers(subclass, group) {
			continue
		}
		if !r.off(all) {
			return r.Field, false
		}
		excluded = true
	}
	return 0, excluded
}

func splitGroup(symbol string) (subclass string, group int) {
	if len(symbol) <= 4 {
		return symbol, 0
	}
	main, _, _ := strings.Cut(symbol[4:], "/")
	g, err := strconv.Atoi(strings.TrimSpace(main))
	if err != nil {
		g = 0
	}
	return symbol[:4], g
}

func (r *fieldRule) covers(subclass string, group int) bool {
	return strings.HasPrefix(subclass, r.prefix) && (r.low == 0 || group >= r.low && group <= r.top)
}

func (r *fieldRule) off(all []string) bool {
	for _, not := range r.Not {
		for _, s := range all {
			if strings.HasPrefix(s, not) {
				return true
			}
		}
	}
	return false
}

// FieldWeight is a patent's share in one field; the weights of a patent add up to 1 where any symbol has a field.
type FieldWeight struct {
	Field  int
	Weight float64
}

// Weights spreads one patent over the fields of its symbols, each symbol counting once (as PATSTAT's table of
// technology fields does), ordered by field. Unmapped counts the symbols no rule covers, so that a share can be told
// for what it leaves out; symbols switched off by an exclusion are neither.
func (f *Fields) Weights(symbols []string) (weights []FieldWeight, unmapped int) {
	count, total := map[int]int{}, 0
	for _, s := range symbols {
		field, excluded := f.lookup(s, symbols)
		switch {
		case field > 0:
			count[field]++
			total++
		case !excluded:
			unmapped++
		}
	}
	for field, n := range count {
		weights = append(weights, FieldWeight{field, float64(n) / float64(total)})
	}
	slices.SortFunc(weights, func(a, b FieldWeight) int { return cmp.Compare(a.Field, b.Field) })
	return weights, unmapped
}
