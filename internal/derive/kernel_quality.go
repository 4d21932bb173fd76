package derive

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"asterism/internal/lake"
	"asterism/internal/lang"
	"asterism/patent"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// qualityKernel adapts the indicators of package patent: rows about patents in, the OECD indicators of each patent out.
func qualityKernel() KernelAdapter {
	return KernelAdapter{
		Name: "quality",
		Doc: lang.Text{
			Zh: "OECD 专利质量指标（Squicciarini 等 2013, doi 10.1787/5k4522wkw1r8-en）。同一专利可占多行，各行的值相加；class、cites、cited_by 可一格多值，以 ; 分隔。实用新型与外观设计不给引证指标。方法见 docs/methods/patent-quality.md",
			En: "OECD patent quality indicators (Squicciarini et al. 2013, doi 10.1787/5k4522wkw1r8-en). A patent may have several rows, which add up; class, cites and cited_by may hold several values parted by ;. No citation indicators for utility models and designs. docs/methods/patent-quality.md"},
		Input:    []lake.Column{{Name: "patent_id", Type: "VARCHAR"}},
		Optional: qualityInput,
		Options: []KernelOption{
			{Name: "equivalents", Default: "family", Values: []string{"family", "application"}, Doc: lang.Text{Zh: "被引次数：family 同族合并（按 family 列），application 按申请", En: "forward citations: by family (column family) or by application"}},
			{Name: "least", Default: "10", Doc: lang.Text{Zh: "同组有值者少于此数不给百分位", En: "no percentile in cohorts of fewer values"}}},
		Output: qualityOutput(), Version: "2", AnyOrder: true, Run: runQuality,
	}
}

var qualityInput = []lake.Column{
	{Name: "filed", Type: "DATE"}, {Name: "published", Type: "DATE"}, {Name: "granted", Type: "DATE"}, {Name: "cutoff", Type: "DATE"},
	{Name: "office", Type: "VARCHAR"}, {Name: "patent_type", Type: "VARCHAR"}, {Name: "field", Type: "VARCHAR"}, {Name: "family", Type: "VARCHAR"},
	{Name: "class", Type: "VARCHAR"}, {Name: "cites", Type: "VARCHAR"}, {Name: "cited_by", Type: "VARCHAR"}, {Name: "category", Type: "VARCHAR"},
	{Name: "is_self", Type: "BOOLEAN"}, {Name: "backward_known", Type: "BOOLEAN"},
	{Name: "family_size", Type: "BIGINT"}, {Name: "claims", Type: "BIGINT"}, {Name: "npl", Type: "BIGINT"},
}

// qualityNumbers are the indicators in the order of the output; those of citations begin at backward.
var qualityNumbers = []string{"scope", "family_size", "grant_lag_days", "grant_lag_index", "claims", "claims_per_backward", "backward", "backward_self", "npl",
	"npl_share", "forward5", "forward7", "forward5_self", "forward7_self", "forward5_xy", "generality", "originality", "radicalness", "cycle_time", "quality4", "quality6",
	"scope_percentile", "family_size_percentile", "grant_lag_index_percentile", "claims_percentile", "backward_percentile", "forward5_percentile", "generality_percentile",
	"originality_percentile", "radicalness_percentile", "quality4_percentile", "quality6_percentile"}

func qualityOutput() []lake.Column {
	out := []lake.Column{{Name: "patent_id", Type: "VARCHAR"}, {Name: "office", Type: "VARCHAR"}, {Name: "patent_type", Type: "VARCHAR"}, {Name: "field_number", Type: "VARCHAR"},
		{Name: "application_year", Type: "BIGINT"}, {Name: "cohort_count", Type: "BIGINT"}}
	for _, name := range qualityNumbers {
		out = append(out, lake.Column{Name: name, Type: "DOUBLE"})
	}
	return append(out, lake.Column{Name: "is_breakthrough", Type: "BOOLEAN"}, lake.Column{Name: "is_forward5_complete", Type: "BOOLEAN"},
		lake.Column{Name: "is_forward7_complete", Type: "BOOLEAN"}, lake.Column{Name: "reason", Type: "VARCHAR"})
}

func runQuality(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	least, err := o.whole("least", 1)
	if err != nil {
		return err
	}
	r := newPatentRows()
	for in.Next() {
		r.take(in.RecordBatch())
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	if err := in.Err(); err != nil {
		return err
	}
	r.order()
	return r.write(r.indicators(o["equivalents"] == "family", int(least)), out)
}

// unknownDay stands for a date that is not known.
const unknownDay = math.MinInt32

// patentFacts is what rows tell of one patent; NaN and −1 stand for what no row tells.
type patentFacts struct {
	filed, published, granted, cutoff int32 // days since 1970
	office, kind, field, family       int32 // numbers of words
	familySize, claims, npl           float64
	told, backwardKnown               bool // has a row of its own; its citations are known to be complete
}

// patentRows gathers rows about patents.
type patentRows struct {
	patents, words, families, symbols numbered
	facts                             []patentFacts
	class                             [2][]uint32 // patent, symbol
	citing, cited                     []uint32
	how                               []uint8 // of each citation
	has                               map[string]bool
}

const selfCitation, blockingCitation = 1, 2

func newPatentRows() *patentRows {
	names := func() numbered { return numbered{at: map[string]int32{}} }
	return &patentRows{patents: names(), words: names(), families: names(), symbols: names(), has: map[string]bool{}}
}

func (r *patentRows) patent(name string) uint32 {
	i := r.patents.number(name)
	if int(i) == len(r.facts) {
		nan := math.NaN()
		r.facts = append(r.facts, patentFacts{unknownDay, unknownDay, unknownDay, unknownDay, -1, -1, -1, -1, nan, nan, nan, false, false})
	}
	return uint32(i)
}

// take reads a batch. A column the input lacks leaves its facts open.
func (r *patentRows) take(b arrow.RecordBatch) {
	text, day, number, flag := map[string]*array.String{}, map[string]*array.Date32{}, map[string]*array.Int64{}, map[string]*array.Boolean{}
	for i, f := range b.Schema().Fields() {
		r.has[f.Name] = true
		switch a := b.Column(i).(type) {
		case *array.String:
			text[f.Name] = a
		case *array.Date32:
			day[f.Name] = a
		case *array.Int64:
			number[f.Name] = a
		case *array.Boolean:
			flag[f.Name] = a
		}
	}
	ids, class, cites, citedBy, category, self := text["patent_id"], text["class"], text["cites"], text["cited_by"], text["category"], flag["is_self"]
	for i := range int(b.NumRows()) {
		if ids.IsNull(i) {
			continue
		}
		p := r.patent(ids.Value(i))
		how := howCited(self, category, i)
		parts(class, i, func(s string) { r.symbol(p, s) })
		parts(cites, i, func(s string) { r.cites(p, r.patent(s), how) })
		parts(citedBy, i, func(s string) { r.cites(r.patent(s), p, how) })
		f := &r.facts[p]
		f.told = true
		day1(&f.filed, day["filed"], i)
		day1(&f.published, day["published"], i)
		day1(&f.granted, day["granted"], i)
		day1(&f.cutoff, day["cutoff"], i)
		r.word(&f.office, &r.words, text["office"], i)
		r.word(&f.kind, &r.words, text["patent_type"], i)
		r.word(&f.field, &r.words, text["field"], i)
		r.word(&f.family, &r.families, text["family"], i)
		number1(&f.familySize, number["family_size"], i)
		number1(&f.claims, number["claims"], i)
		number1(&f.npl, number["npl"], i)
		if a := flag["backward_known"]; a != nil && a.IsValid(i) {
			f.backwardKnown = f.backwardKnown || a.Value(i)
		}
	}
}

func howCited(self *array.Boolean, category *array.String, i int) (how uint8) {
	if self != nil && self.IsValid(i) && self.Value(i) {
		how = selfCitation
	}
	if category != nil && category.IsValid(i) && strings.ContainsAny(category.Value(i), "XYI") {
		how |= blockingCitation
	}
	return how
}

// parts gives the values of a cell one by one.
func parts(a *array.String, i int, do func(string)) {
	if a == nil || a.IsNull(i) {
		return
	}
	cell := a.Value(i)
	if !strings.ContainsAny(cell, ";；|*") {
		do(cell)
		return
	}
	for _, s := range strings.FieldsFunc(cell, func(c rune) bool { return strings.ContainsRune(";；|*", c) }) {
		if s = strings.TrimSpace(s); s != "" {
			do(s)
		}
	}
}

// Of several rows the earliest day, the largest number and the first word hold.
func day1(to *int32, a *array.Date32, i int) {
	if a != nil && a.IsValid(i) && (*to == unknownDay || int32(a.Value(i)) < *to) {
		*to = int32(a.Value(i))
	}
}

func number1(to *float64, a *array.Int64, i int) {
	if a != nil && a.IsValid(i) && !(*to >= float64(a.Value(i))) {
		*to = float64(a.Value(i))
	}
}

func (r *patentRows) word(to *int32, names *numbered, a *array.String, i int) {
	if a == nil || a.IsNull(i) {
		return
	}
	if n := names.number(a.Value(i)); *to < 0 || names.names[n] < names.names[*to] {
		*to = n
	}
}

func (r *patentRows) symbol(p uint32, symbol string) {
	r.class[0], r.class[1] = append(r.class[0], p), append(r.class[1], uint32(r.symbols.number(symbol)))
}

func (r *patentRows) cites(from, to uint32, how uint8) {
	if from != to {
		r.citing, r.cited, r.how = append(r.citing, from), append(r.cited, to), append(r.how, how)
	}
}

// order numbers patents and symbols by their names, so that results do not depend on the order of the rows.
func (r *patentRows) order() {
	place := func(names []string) (sorted []string, to []uint32) {
		at := make([]uint32, len(names))
		for i := range at {
			at[i] = uint32(i)
		}
		slices.SortFunc(at, func(a, b uint32) int { return cmp.Compare(names[a], names[b]) })
		sorted, to = make([]string, len(names)), make([]uint32, len(names))
		for i, old := range at {
			sorted[i], to[old] = names[old], uint32(i)
		}
		return sorted, to
	}
	moved := func(list, to []uint32) {
		for i := range list {
			list[i] = to[list[i]]
		}
	}
	var to []uint32
	r.patents.names, to = place(r.patents.names)
	facts := make([]patentFacts, len(to))
	for old, now := range to {
		facts[now] = r.facts[old]
	}
	r.facts = facts
	moved(r.class[0], to)
	moved(r.citing, to)
	moved(r.cited, to)
	r.symbols.names, to = place(r.symbols.names)
	moved(r.class[1], to)
	r.patents.at, r.symbols.at = nil, nil
}

// symbolsOf reads the classes; what is no IPC symbol with a subclass is passed over.
func (r *patentRows) symbolsOf() patent.Symbols {
	sub, group := numbered{at: map[string]int32{}}, numbered{at: map[string]int32{}}
	var s patent.Symbols
	good := make([]bool, len(r.symbols.names))
	for i, name := range r.symbols.names {
		c, ok := patent.ParseIPC(name)
		good[i] = ok && c.Subclass != ""
		s.Subclass, s.MainGroup = append(s.Subclass, 0), append(s.MainGroup, 0)
		if good[i] {
			s.Subclass[i], s.MainGroup[i] = uint32(sub.number(c.Subclass)), uint32(group.number(cmp.Or(c.MainGroup, c.Subclass)))
		}
	}
	kept := 0
	for k, symbol := range r.class[1] {
		if good[symbol] {
			r.class[0][kept], r.class[1][kept] = r.class[0][k], symbol
			kept++
		}
	}
	s.Lists, s.Subclasses, s.MainGroups = patent.NewLists(len(r.facts), r.class[0][:kept], r.class[1][:kept]), len(sub.names), len(group.names)
	return s
}
