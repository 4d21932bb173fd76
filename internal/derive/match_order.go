package derive

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"asterism/graph"
)

// orderTerms are the terms of the order within a list, those of the network and those of the attributes.
var orderTerms = slices.Concat(graph.OrderTerms, []string{"industry_fit", "product_fit", "same_location"})

// ofFirms are terms of the candidate, not of the pair: they enter the order but are no reason for this very pair.
var ofFirms = []string{"partners", "other_side"}

// plainOrder are the shares of the terms where there is nothing to learn from: a convention.
var plainOrder = map[string]float64{"paths": 5.0 / 9, "lapsed": 1.0 / 9, "industry_fit": 1.0 / 9, "product_fit": 1.0 / 9, "same_location": 1.0 / 9}

// orderOf works the terms of the order out of those of the pair, into by.
func (d *matchDesk) orderOf(candidate uint32, x []float64) {
	d.now.network.Order(candidate, d.supplier, x, d.by[:len(graph.OrderTerms)])
	copy(d.by[len(graph.OrderTerms):], x[len(graph.MatchTerms):])
}

// orderParts are what each term gives to the place of a candidate: by the model, or in fixed shares, each against its greatest in the list.
func (d *matchDesk) orderParts(candidate uint32, x []float64, s shortlist) []float64 {
	d.orderOf(candidate, x)
	if d.order != nil {
		return d.order.Parts(d.by)
	}
	out := make([]float64, len(orderTerms))
	for i, name := range orderTerms {
		value, most := graph.PathStrength(x), s.strongest
		if name != "paths" {
			value, most = d.by[i], 0
			if k := slices.Index(d.now.terms, name); k >= 0 {
				most = s.most[k]
			}
		}
		if most > 0 {
			out[i] = plainOrder[name] * value / most
		}
	}
	return out
}

func sum(list []float64) (total float64) {
	for _, v := range list {
		total += v
	}
	return total
}

// learnLists bounds the firms whose lists the order is learned from.
const learnLists = 2_000

// learnOrder weighs the terms of the order by the lists as they would have been a year ago, and what firms took of them since.
func (m *matching) learnOrder(ctx context.Context, then *fitting, is *graph.Graph, fresh []graph.Tie, seed uint64, out *Output) error {
	ago := *m
	ago.now = then
	firms := m.choosers(fresh, seed)
	choices := make([]graph.Choice, len(firms))
	if err := ago.eachFirm(ctx, len(firms), func(d *matchDesk, i int) { choices[i] = d.choice(firms[i], is) }); err != nil {
		return err
	}
	taken, lists := 0, 0
	for _, c := range choices {
		n := 0
		for _, is := range c.Taken {
			if is {
				n++
			}
		}
		taken += n
		if n > 0 {
			lists++
		}
	}
	if taken < 20 {
		out.noted("旧候选中一年内成为新联系的只有 %d 家，不足以学习名次，按路径强度 · too few candidates of a year ago were taken to learn the order from: strength of paths", taken)
		return nil
	}
	var err error
	if m.order, err = graph.FitOrder(choices); err != nil {
		return asInvalid(err)
	}
	out.noted("名次（order_score）由 %d 张旧候选表中后来成为联系的 %d 家学习；各项权重（标准化）· order learned from lists of a year ago and what was taken of them; weights of the standardised terms:", lists, taken)
	for i, name := range orderTerms {
		if m.order.Weight[i] != 0 {
			out.noted("  %-16s %+.3f", name, m.order.Weight[i])
		}
	}
	return nil
}

// choosers are the firms that got new links, at most learnLists, drawn by seed.
func (m *matching) choosers(fresh []graph.Tie, seed uint64) (firms []uint32) {
	for _, t := range fresh {
		if m.supplier {
			firms = append(firms, t.Customer)
		} else {
			firms = append(firms, t.Supplier)
		}
	}
	slices.Sort(firms)
	firms = slices.Compact(firms)
	rand.New(rand.NewPCG(seed, 2)).Shuffle(len(firms), func(i, j int) { firms[i], firms[j] = firms[j], firms[i] })
	return firms[:min(learnLists, len(firms))]
}

// choice is the list of a firm with what it took later.
func (d *matchDesk) choice(firm uint32, later *graph.Graph) (c graph.Choice) {
	d.around.Of(firm, d.supplier)
	links := later.Sources(firm)
	if !d.supplier {
		links = later.Targets(firm)
	}
	x := make([]float64, len(d.now.terms))
	for _, v := range d.candidates(firm) {
		d.terms(firm, v, x)
		d.orderOf(v, x)
		_, took := slices.BinarySearch(links, v)
		c.Terms, c.Taken = append(c.Terms, slices.Clone(d.by)), append(c.Taken, took)
	}
	return c
}

// why names the three terms of the pair, of those it has, that gave most to its place.
func why(terms, parts []float64) string {
	var order []int
	for i, name := range orderTerms {
		if terms[i] > 0 && parts[i] > 0 && !slices.Contains(ofFirms, name) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(parts[b], parts[a]) })
	var words []string
	for _, i := range order[:min(3, len(order))] {
		words = append(words, fmt.Sprintf("%s %+.2f", orderTerms[i], parts[i]))
	}
	return strings.Join(words, "; ")
}

// via writes the strongest path of three steps, arrows from supplier to customer; "" where there is none.
func (d *matchDesk) via(firm, candidate uint32) string {
	v := d.around.Via(candidate)
	if !v.Found {
		return ""
	}
	text := d.names[firm]
	for _, step := range [][2]uint32{{firm, v.First}, {v.First, v.Second}, {v.Second, candidate}} {
		arrow := " → "
		if !d.now.network.Supplies(step[0], step[1]) {
			arrow = " ← "
		} else if d.now.network.Supplies(step[1], step[0]) {
			arrow = " ↔ "
		}
		text += arrow + d.names[step[1]]
	}
	return text
}

// small tells a firm that has two partners or fewer in the candidate's part today.
func (m *matching) small(v uint32) bool {
	suppliers, customers := m.now.partners(v)
	if m.supplier {
		return customers <= 2
	}
	return suppliers <= 2
}

// noteSmall tells the share of small firms in the lists beside that among the firms that have ever played the part.
func (m *matching) noteSmall(taken [][]graph.Candidate, out *Output) {
	places, ofSmall, firms, small := 0, 0, 0, 0
	for _, list := range taken {
		for _, c := range list {
			if places++; m.small(c.Firm) {
				ofSmall++
			}
		}
	}
	for v := range uint32(len(m.names)) {
		if m.now.network.Plays(v, m.supplier) {
			if firms++; m.small(v) {
				small++
			}
		}
	}
	if places > 0 && firms > 0 {
		out.noted("小企业（同类伙伴不超过两家）占推荐位次 %.1f%%（%d/%d），占曾任此角色企业的 %.1f%%（%d/%d）· small firms (two partners or fewer in that part): share of places, share of firms that ever played the part",
			100*float64(ofSmall)/float64(places), ofSmall, places, 100*float64(small)/float64(firms), small, firms)
	}
}
