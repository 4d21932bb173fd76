package derive

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"

	"asterism/econ"
	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// proximityKernel adapts econ.Nearness: profiles of firms by class in, for each firm those nearest in technology out.
func proximityKernel() KernelAdapter {
	word := func(name string) lake.Column { return lake.Column{Name: name, Type: "VARCHAR"} }
	number := func(name string) lake.Column { return lake.Column{Name: name, Type: "DOUBLE"} }
	count := func(name string) lake.Column { return lake.Column{Name: name, Type: "BIGINT"} }
	return KernelAdapter{
		Name: "technology-proximity",
		Doc: lang.Text{Zh: "技术邻近度：每行一个主体在一个分类的专利数；输出每个主体最邻近的主体（Jaffe 余弦）和最互补的主体（相邻领域 × (1 − Jaffe)），附 Mahalanobis（Bloom 等 2013）、min-complement 和共有的主要分类（双方较少件数最大者）。方法见 docs/methods/partners.md",
			En: "technology proximity: a row is a party's patents in a class; for each party those nearest (Jaffe's cosine) and most complementary (adjacent fields × (1 − Jaffe)), with Mahalanobis (Bloom et al. 2013), min-complement and the main class in common (where the smaller count is greatest). docs/methods/partners.md"},
		Input:    []lake.Column{word("party_id"), word("class"), count("patent_count")},
		Optional: []lake.Column{word("party_type")},
		Options:  []KernelOption{{Name: "nearest", Default: "10", Doc: lang.Text{Zh: "每个主体、每类对方（party_type）保留的名次数；0 为全部两两组合", En: "ranks kept for each party and kind of the other (party_type); 0: all pairs"}}},
		Output: []lake.Column{word("party_id"), word("other_id"), word("party_type"), number("jaffe"), number("mahalanobis"), number("adjacent"), number("min_complement"), number("complement"),
			count("shared_class_count"), count("competitor_rank"), count("complement_rank"), word("main_class")},
		Version: "2", AnyOrder: true, Run: runProximity,
	}
}

// profiled are the parties in order of id, with their profiles.
type profiled struct {
	econ.Profiles
	ids, kinds []string
	classes    []string // by number
}

func runProximity(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	keep, err := o.whole("nearest", 0)
	if err != nil {
		return err
	}
	p, err := readProfiles(ctx, in)
	if err != nil {
		return err
	}
	near, err := econ.NewNearness(p.Profiles)
	if err != nil {
		return fail.New(fail.Invalid, "profiles: %v", err)
	}
	return p.each(ctx, func(i int, row []econ.Proximity) []neighbour {
		near.Of(i, row)
		return p.nearest(i, row, int(keep))
	}, out)
}

type cell struct {
	party, class string
	count        int64
	kind         string
}

func readProfiles(ctx context.Context, in array.RecordReader) (*profiled, error) {
	var cells []cell
	for in.Next() {
		cells = appendCells(cells, in.RecordBatch())
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	if err := in.Err(); err != nil {
		return nil, err
	}
	slices.SortFunc(cells, func(a, b cell) int {
		return cmp.Or(strings.Compare(a.party, b.party), strings.Compare(a.class, b.class), strings.Compare(a.kind, b.kind))
	})
	return profilesOf(cells), nil
}

// appendCells takes the rows with a party, a class and a count above 0.
func appendCells(cells []cell, b arrow.RecordBatch) []cell {
	party, class, count := b.Column(0).(*array.String), b.Column(1).(*array.String), b.Column(2).(*array.Int64)
	var kind *array.String
	for _, k := range b.Schema().FieldIndices("party_type") {
		kind = b.Column(k).(*array.String)
	}
	for i := range int(b.NumRows()) {
		if party.IsNull(i) || class.IsNull(i) || count.IsNull(i) || count.Value(i) <= 0 {
			continue
		}
		c := cell{party: strings.Clone(party.Value(i)), class: strings.Clone(class.Value(i)), count: count.Value(i)}
		if kind != nil && kind.IsValid(i) {
			c.kind = strings.Clone(kind.Value(i))
		}
		cells = append(cells, c)
	}
	return cells
}

func profilesOf(cells []cell) *profiled {
	p := &profiled{}
	number := map[string]uint32{}
	for i, c := range cells {
		if _, known := number[c.class]; !known {
			number[c.class] = uint32(len(number))
			p.classes = append(p.classes, c.class)
		}
		if i == 0 || c.party != cells[i-1].party {
			p.ids, p.kinds, p.At = append(p.ids, c.party), append(p.kinds, c.kind), append(p.At, len(p.Class))
		} else if c.class == cells[i-1].class {
			p.Weight[len(p.Weight)-1] += float64(c.count)
			continue
		}
		p.Class, p.Weight = append(p.Class, number[c.class]), append(p.Weight, float64(c.count))
	}
	p.At, p.Classes = append(p.At, len(p.Class)), len(number)
	return p
}

// neighbour is one party seen from another, with its ranks; 0: not among those kept.
type neighbour struct {
	other                          int
	at                             econ.Proximity
	complement                     float64
	competitorRank, complementRank int64
}

// nearest ranks the others of each kind by Jaffe and by complement, and keeps the foremost; equals by id.
func (p *profiled) nearest(i int, row []econ.Proximity, keep int) []neighbour {
	of := map[string][]neighbour{}
	for j, at := range row {
		if j == i || !(at.Mahalanobis > 0) {
			continue
		}
		of[p.kinds[j]] = append(of[p.kinds[j]], neighbour{other: j, at: at, complement: at.Adjacent() * (1 - min(1, at.Jaffe))})
	}
	var kept []neighbour
	for _, list := range of {
		rank(list, keep, func(n *neighbour) (float64, *int64) { return n.at.Jaffe, &n.competitorRank })
		rank(list, keep, func(n *neighbour) (float64, *int64) { return n.complement, &n.complementRank })
		for _, n := range list {
			if n.competitorRank+n.complementRank > 0 {
				kept = append(kept, n)
			}
		}
	}
	slices.SortFunc(kept, func(a, b neighbour) int { return cmp.Compare(a.other, b.other) })
	return kept
}

// rounding is what sums of the same numbers in another order may differ by: less is no difference, so that ranks do not depend on it.
const rounding = 1e-9

// rank gives 1, 2, 3 … to the list by a value, greatest first, where it is above 0; no more than keep, 0: all. The list is in order
// of the others, which decides among equals.
func rank(list []neighbour, keep int, by func(*neighbour) (float64, *int64)) {
	var top []placed
	for k := range list {
		v, _ := by(&list[k])
		p := placed{math.Round(v / rounding), k}
		if v <= rounding || keep > 0 && len(top) == keep && p.value <= top[keep-1].value {
			continue
		}
		if keep == 0 {
			top = append(top, p)
			continue
		}
		at, _ := slices.BinarySearchFunc(top, p, placed.before)
		top = slices.Insert(top[:min(len(top), keep-1)], at, p)
	}
	slices.SortFunc(top, placed.before)
	for k, p := range top {
		_, place := by(&list[p.at])
		*place = int64(k + 1)
	}
}

// placed is an entry of a list by its rounded value.
type placed struct {
	value float64
	at    int
}

func (a placed) before(b placed) int {
	return cmp.Or(cmp.Compare(b.value, a.value), cmp.Compare(a.at, b.at))
}

// stretch is how many parties are worked at before their rows are written.
const stretch = 512

// each works at all parties on every core and writes their neighbours in order.
func (p *profiled) each(ctx context.Context, find func(i int, row []econ.Proximity) []neighbour, out *Output) error {
	found := make([][]neighbour, stretch)
	for from := 0; from < len(p.ids); from += stretch {
		if err := ctx.Err(); err != nil {
			return err
		}
		p.stretch(from, found, find)
		for k, list := range found[:min(stretch, len(p.ids)-from)] {
			if err := p.write(from+k, list, out); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *profiled) stretch(from int, found [][]neighbour, find func(int, []econ.Proximity) []neighbour) {
	var wg sync.WaitGroup
	cores := runtime.GOMAXPROCS(0)
	for core := range cores {
		wg.Go(func() {
			row := make([]econ.Proximity, len(p.ids))
			for k := core; k < stretch && from+k < len(p.ids); k += cores {
				found[k] = find(from+k, row)
			}
		})
	}
	wg.Wait()
}

func (p *profiled) write(i int, list []neighbour, out *Output) error {
	for _, n := range list {
		err := out.Row(p.ids[i], p.ids[n.other], wordOrNull(p.kinds[n.other]), n.at.Jaffe, n.at.Mahalanobis, n.at.Adjacent(), n.at.MinComplement, n.complement,
			int64(n.at.Shared), rankOrNull(n.competitorRank), rankOrNull(n.complementRank), wordOrNull(p.mainClass(i, n.other)))
		if err != nil {
			return err
		}
	}
	return nil
}

// mainClass is the class in which the smaller of two parties' counts is greatest, of equals the last; "" without one in common.
// A party's classes stand in order of their names.
func (p *profiled) mainClass(i, j int) (main string) {
	most := 0.0
	for a, b := p.At[i], p.At[j]; a < p.At[i+1] && b < p.At[j+1]; {
		x, y := p.classes[p.Class[a]], p.classes[p.Class[b]]
		if x == y {
			if least := min(p.Weight[a], p.Weight[b]); least >= most {
				main, most = x, least
			}
		}
		if x <= y {
			a++
		}
		if y <= x {
			b++
		}
	}
	return main
}

func wordOrNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func rankOrNull(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}
