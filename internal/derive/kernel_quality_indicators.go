package derive

import (
	"math"
	"slices"
	"strings"
	"time"

	"asterism/patent"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// indicators are the columns of the output, one value a patent.
type indicators struct {
	number       map[string][]float64
	breakthrough []bool
	cohort       []uint32
	size         []int64 // patents of each cohort
	cited        bool    // there are citations at all
}

// indicators computes all of them. Where a source does not tell of something, the value is not known (NaN), not 0.
func (r *patentRows) indicators(byFamily bool, least int) *indicators {
	x := &indicators{number: map[string][]float64{}, cited: len(r.citing) > 0}
	x.cohort, x.size = r.cohorts()
	s := r.symbolsOf()
	cited := patent.NewLists(len(r.facts), r.citing, r.cited)
	month := r.months()
	x.number["scope"] = known(patent.Scope(s), func(i int) bool { return s.At[i+1] > s.At[i] })
	r.backward(x, cited, s)
	r.forward(x, cited, month, s, byFamily)
	x.number["cycle_time"] = patent.CycleTime(cited, r.days(func(f *patentFacts) int32 { return f.filed }), r.days(func(f *patentFacts) int32 { return f.published }))
	r.told(x)
	r.withhold(x)
	r.composites(x, least)
	return x
}

// known makes what does not hold not known.
func known(x []float64, holds func(i int) bool) []float64 {
	for i := range x {
		if !holds(i) {
			x[i] = math.NaN()
		}
	}
	return x
}

func (r *patentRows) each(value func(f *patentFacts) float64) []float64 {
	x := make([]float64, len(r.facts))
	for i := range r.facts {
		x[i] = value(&r.facts[i])
	}
	return x
}

func (r *patentRows) days(day func(f *patentFacts) int32) []int32 {
	x := make([]int32, len(r.facts))
	for i := range r.facts {
		x[i] = day(&r.facts[i])
	}
	return x
}

func monthOf(day int32) int32 {
	if day == unknownDay {
		return unknownDay
	}
	t := time.Unix(int64(day)*86400, 0).UTC()
	return int32(t.Year())*12 + int32(t.Month())
}

func (r *patentRows) months() []int32 {
	return r.days(func(f *patentFacts) int32 { return monthOf(f.published) })
}

// lists of the citations that are of a kind.
func (r *patentRows) lists(kind uint8) patent.Lists {
	var citing, cited []uint32
	for k, how := range r.how {
		if how&kind != 0 {
			citing, cited = append(citing, r.citing[k]), append(cited, r.cited[k])
		}
	}
	return patent.NewLists(len(r.facts), citing, cited)
}

func counts(l patent.Lists) []float64 {
	x := make([]float64, l.Len())
	for i := range x {
		x[i] = float64(l.At[i+1] - l.At[i])
	}
	return x
}

func (r *patentRows) backward(x *indicators, cited patent.Lists, s patent.Symbols) {
	tells := func(i int) bool {
		return cited.At[i+1] > cited.At[i] || r.facts[i].backwardKnown || !r.has["backward_known"] && r.has["cites"]
	}
	x.number["backward"] = known(counts(cited), tells)
	x.number["backward_self"] = known(counts(r.lists(selfCitation)), func(i int) bool { return tells(i) && r.has["is_self"] })
	x.number["originality"], x.number["radicalness"] = patent.Backward(cited, s)
	backward := x.number["backward"]
	npl := r.each(func(f *patentFacts) float64 { return f.npl })
	share, claims := make([]float64, len(npl)), make([]float64, len(npl))
	for i := range npl {
		share[i] = npl[i] / (npl[i] + backward[i]) // NaN for 0/0 as for what is not known
		claims[i] = math.NaN()
		if backward[i] > 0 {
			claims[i] = r.facts[i].claims / backward[i]
		}
	}
	x.number["npl"], x.number["npl_share"], x.number["claims_per_backward"] = npl, share, claims
}

func (r *patentRows) forward(x *indicators, cited patent.Lists, month []int32, s patent.Symbols, byFamily bool) {
	citing := r.citingOf(cited, month, byFamily)
	x.number["generality"], x.number["forward5"] = patent.Generality(citing, month, 60, s)
	x.number["forward7"] = patent.Forward(citing, month, 84)
	self := r.citingOf(r.lists(selfCitation), month, byFamily)
	x.number["forward5_self"], x.number["forward7_self"] = patent.Forward(self, month, 60), patent.Forward(self, month, 84)
	x.number["forward5_xy"] = patent.Forward(r.citingOf(r.lists(blockingCitation), month, byFamily), month, 60)
	for _, name := range []string{"forward5", "forward7", "forward5_self", "forward7_self", "forward5_xy"} {
		known(x.number[name], func(int) bool { return x.cited })
	}
	known(x.number["forward5_self"], func(int) bool { return r.has["is_self"] })
	known(x.number["forward7_self"], func(int) bool { return r.has["is_self"] })
	blocking := slices.ContainsFunc(r.how, func(h uint8) bool { return h&blockingCitation != 0 })
	known(x.number["forward5_xy"], func(int) bool { return blocking })
}

// citingOf lists who cites each patent, by families where the rows name any.
func (r *patentRows) citingOf(cited patent.Lists, month []int32, byFamily bool) patent.Lists {
	if !byFamily || len(r.families.names) == 0 {
		return cited.Turn()
	}
	family := make([]uint32, len(r.facts))
	for i, f := range r.facts {
		family[i] = uint32(f.family)
		if f.family < 0 {
			family[i] = uint32(len(r.families.names) + i)
		}
	}
	return patent.Equivalents(cited, family, month)
}

// told are the indicators that rows tell themselves.
func (r *patentRows) told(x *indicators) {
	x.number["family_size"] = r.each(func(f *patentFacts) float64 { return f.familySize })
	x.number["claims"] = r.each(func(f *patentFacts) float64 { return f.claims })
	x.number["grant_lag_days"] = r.each(func(f *patentFacts) float64 {
		if f.filed == unknownDay || f.granted == unknownDay || f.granted < f.filed {
			return math.NaN()
		}
		return float64(f.granted) - float64(f.filed)
	})
}

// citationNumbers are what utility models and designs are never ranked by.
var citationNumbers = []string{"claims_per_backward", "backward", "backward_self", "npl", "npl_share", "forward5", "forward7", "forward5_self", "forward7_self", "forward5_xy",
	"generality", "originality", "radicalness", "cycle_time"}

func (r *patentRows) withhold(x *indicators) {
	for _, name := range citationNumbers {
		known(x.number[name], func(i int) bool { return r.ranked(i) })
	}
}

// ranked tells whether citations may rank a patent: nobody examines utility models and designs, and nobody cites for them.
func (r *patentRows) ranked(i int) bool {
	kind := r.facts[i].kind
	return kind < 0 || r.words.names[kind] != "utility_model" && r.words.names[kind] != "design"
}

func (r *patentRows) composites(x *indicators, least int) {
	x.number["grant_lag_index"] = patent.GrantLag(x.number["grant_lag_days"], x.cohort)
	x.breakthrough = patent.Breakthrough(x.number["forward5"], x.cohort)
	normal := func(name string) []float64 { return patent.Normalise(x.number[name], x.cohort) }
	granted := make([]bool, len(r.facts))
	for i := range granted {
		granted[i] = r.facts[i].granted != unknownDay && r.ranked(i)
	}
	four := [][]float64{normal("forward5"), normal("family_size"), normal("claims"), normal("generality")}
	x.number["quality4"] = patent.Composite(granted, four...)
	x.number["quality6"] = patent.Composite(granted, append(four, normal("backward"), x.number["grant_lag_index"])...)
	for _, name := range qualityNumbers {
		if of, ok := strings.CutSuffix(name, "_percentile"); ok {
			x.number[name] = patent.Percentile(x.number[of], x.cohort, least)
		}
	}
}

// cohorts numbers office × type × field × filing year, as far as the input has these columns; a patent that lacks one of them is
// in none.
func (r *patentRows) cohorts() (of []uint32, size []int64) {
	type key struct{ office, kind, field, year int32 }
	at := map[key]uint32{}
	of = make([]uint32, len(r.facts))
	for i := range r.facts {
		f := &r.facts[i]
		k := key{f.office, f.kind, f.field, yearOf(f.filed)}
		of[i] = patent.NoCohort
		if !f.told || r.has["office"] && k.office < 0 || r.has["patent_type"] && k.kind < 0 || r.has["field"] && k.field < 0 || r.has["filed"] && f.filed == unknownDay {
			continue
		}
		n, ok := at[k]
		if !ok {
			n = uint32(len(size))
			at[k], size = n, append(size, 0)
		}
		of[i] = n
		size[n]++
	}
	return of, size
}

func yearOf(day int32) int32 {
	if day == unknownDay {
		return unknownDay
	}
	return int32(time.Unix(int64(day)*86400, 0).UTC().Year())
}

// write puts out the patents that have rows of their own, in the order of their names.
func (r *patentRows) write(x *indicators, out *Output) error {
	columns := r.columns(x)
	for i := range uint32(len(r.facts)) {
		if !r.facts[i].told {
			continue
		}
		for k, put := range columns {
			put(out.build.Field(k), i)
		}
		if err := out.step(); err != nil {
			return err
		}
	}
	out.noted("%d 件专利，%d 条引证，%d 个同组 · patents, citations, cohorts", len(r.facts), len(r.citing), len(x.size))
	return nil
}

func (r *patentRows) columns(x *indicators) []func(array.Builder, uint32) {
	word := func(of func(f *patentFacts) int32) func(array.Builder, uint32) {
		return texts1(func(i uint32) (string, bool) {
			if n := of(&r.facts[i]); n >= 0 {
				return r.words.names[n], true
			}
			return "", false
		})
	}
	list := []func(array.Builder, uint32){
		texts1(func(i uint32) (string, bool) { return r.patents.names[i], true }),
		word(func(f *patentFacts) int32 { return f.office }), word(func(f *patentFacts) int32 { return f.kind }), word(func(f *patentFacts) int32 { return f.field }),
		wholes1(func(i uint32) (int64, bool) { return int64(yearOf(r.facts[i].filed)), r.facts[i].filed != unknownDay }),
		wholes1(func(i uint32) (int64, bool) {
			if x.cohort[i] == patent.NoCohort {
				return 0, false
			}
			return x.size[x.cohort[i]], true
		}),
	}
	for _, name := range qualityNumbers {
		list = append(list, floats(x.number[name]))
	}
	complete := func(months int32) func(array.Builder, uint32) {
		return flags1(func(i uint32) (bool, bool) {
			f := &r.facts[i]
			return monthOf(f.cutoff)-monthOf(f.published) >= months, f.cutoff != unknownDay && f.published != unknownDay
		})
	}
	return append(list, flags1(func(i uint32) (bool, bool) {
		return x.breakthrough[i], !math.IsNaN(x.number["forward5"][i]) && x.cohort[i] != patent.NoCohort
	}),
		complete(60), complete(84), texts1(func(i uint32) (string, bool) { return r.reason(x, i) }))
}

// reason tells why a patent has no quality index.
func (r *patentRows) reason(x *indicators, i uint32) (string, bool) {
	switch {
	case !math.IsNaN(x.number["quality4"][i]):
		return "", false
	case !r.ranked(int(i)):
		return "type_not_ranked", true
	case r.facts[i].granted == unknownDay:
		return "not_granted", true
	case x.cohort[i] == patent.NoCohort:
		return "no_cohort", true
	case !x.cited:
		return "no_citation_data", true
	}
	for _, name := range []string{"forward5", "family_size", "claims"} {
		if math.IsNaN(x.number[name][i]) {
			return "no_" + name, true
		}
	}
	return "not_cited", true
}

func texts1(of func(i uint32) (string, bool)) func(array.Builder, uint32) {
	return func(b array.Builder, i uint32) {
		if s, ok := of(i); ok {
			b.(*array.StringBuilder).Append(s)
		} else {
			b.AppendNull()
		}
	}
}

func wholes1(of func(i uint32) (int64, bool)) func(array.Builder, uint32) {
	return func(b array.Builder, i uint32) {
		if n, ok := of(i); ok {
			b.(*array.Int64Builder).Append(n)
		} else {
			b.AppendNull()
		}
	}
}

func flags1(of func(i uint32) (value, ok bool)) func(array.Builder, uint32) {
	return func(b array.Builder, i uint32) {
		if v, ok := of(i); ok {
			b.(*array.BooleanBuilder).Append(v)
		} else {
			b.AppendNull()
		}
	}
}
