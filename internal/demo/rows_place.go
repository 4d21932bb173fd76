package demo

import (
	"encoding/csv"
	"math"
	"strings"

	"github.com/goccy/go-yaml"

	"asterism/content"
)

func regionRows(w *world, emit func(...string)) {
	for _, r := range w.regions {
		level := r.level
		if level == "city" {
			level = "prefecture"
		}
		emit(r.code, r.name, r.nameEn, level, r.parent, orDay(r.from, "2000-01-01"), r.to)
	}
}

func orDay(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}

// codeTable reads a table of content/classifications without its header.
func codeTable(name string) [][]string {
	f, err := content.FS.Open("classifications/" + name)
	if err != nil {
		return nil
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil || len(rows) == 0 {
		return nil
	}
	return rows[1:]
}

func regionChangeRows(_ *world, emit func(...string)) {
	for _, r := range codeTable("region_changes.csv") {
		if !strings.HasPrefix(r[0], "37") {
			continue
		}
		kind := "renamed"
		if r[6] == "merged" {
			kind = "merged"
		}
		emit(r[0], r[2], r[4], kind, r[7], "")
	}
}

func regionYearRows(w *world, emit func(...string)) {
	for k, c := range w.Cities {
		for y := firstYear; y <= lastYear; y++ {
			d := roll(w.seed, 31, int64(k*100+y))
			people := 1.2e6 * math.Sqrt(c.Weight) * (1 + 0.005*float64(y-firstYear)) * d.between(0.995, 1.005)
			gdp := people * 42000 * math.Exp(0.075*float64(y-firstYear)) * d.between(0.98, 1.02)
			emit(c.Code, itoa(y), yuan(people), yuan(gdp), yuan(gdp*0.021*d.between(0.8, 1.3)), yuan(people*0.58))
		}
	}
}

// planZones are the zones of the plan as content/plans has them.
type planZones struct {
	Zones []struct {
		ID    string
		Title struct{ Zh string }
		Valid struct{ From, To int }

		Cities, Counties []string
	}
	Commitments []struct{ Clause string }
}

func readPlan() planZones {
	var p planZones
	b, err := content.FS.ReadFile("plans/shandong-2015-4.yaml")
	if err == nil {
		err = yaml.Unmarshal(b, &p)
	}
	if err != nil {
		return planZones{}
	}
	return p
}

func zoneRows(_ *world, emit func(...string)) {
	for _, z := range readPlan().Zones {
		to := ""
		if z.Valid.To > 0 {
			to = itoa(z.Valid.To) + "-12-31"
		}
		emit(z.ID, z.Title.Zh, "plan", "provincial", "", itoa(z.Valid.From)+"-01-01", to)
	}
	emit("resource_exhausted", "资源枯竭型城市", "attribute", "national", "", "2009-03-01", "")
}

func zoneRegionRows(w *world, emit func(...string)) {
	for _, z := range readPlan().Zones {
		for _, code := range w.countiesOf(z.Cities, z.Counties) {
			emit(z.ID, code, itoa(z.Valid.From)+"-01-01", "")
		}
	}
	for _, code := range []string{"370402", "370403", "370404", "370405", "370406", "370481", "370982", "370302"} {
		emit("resource_exhausted", code, "2009-03-01", "")
	}
}

// countiesOf resolves cities to their counties of 2013 and adds single counties.
func (w *world) countiesOf(cities, counties []string) []string {
	var out []string
	for _, code := range cities {
		out = append(out, w.city(code).counties...)
	}
	for _, code := range counties {
		if w.names[code] != "" {
			out = append(out, code)
		}
	}
	return out
}

func industryRows(_ *world, emit func(...string)) {
	for _, r := range codeTable("industries.csv") {
		level := "1"
		if r[3] == "division" {
			level = "2"
		}
		emit("GB/T 4754-2017", r[0], r[1], r[2], level, r[4])
	}
}

// symbolsOf lists every class symbol of the world once, with the node that uses it.
func (w *world) symbols(visit func(symbol string, c *cluster, n *node)) {
	seen := map[string]bool{}
	for _, c := range w.Clusters {
		for k := range c.Nodes {
			for _, s := range c.Nodes[k].IPC {
				if !seen[s] {
					seen[s] = true
					visit(s, c, &c.Nodes[k])
				}
			}
		}
	}
}

func classTitleRows(w *world, emit func(...string)) {
	subclass := map[string]bool{}
	w.symbols(func(s string, c *cluster, n *node) {
		if !subclass[s[:4]] {
			subclass[s[:4]] = true
			emit("ipc", s[:4], "合成名称："+c.Name+"相关小类", s[:3], "3", madeUp)
		}
		emit("ipc", s, "合成名称："+n.Product, s[:4], "5", madeUp)
	})
}

func concordanceRows(w *world, emit func(...string)) {
	w.symbols(func(s string, c *cluster, _ *node) { emit("ipc", s, "GB/T 4754-2017", c.Industry, "1", madeUp) })
}

// ioRows: flows between the clusters' divisions in 2012 and 2017, heavier within a division, and what goes to final use: enough that every division's output
// is above its purchases.
func ioRows(w *world, emit func(...string)) {
	seen := map[string]bool{}
	var sectors []string
	for _, c := range w.Clusters {
		if !seen[c.Industry] {
			seen[c.Industry] = true
			sectors = append(sectors, c.Industry)
		}
	}
	for _, y := range []int{2012, 2017} {
		sold, bought := make([]float64, len(sectors)), make([]float64, len(sectors))
		for a, from := range sectors {
			for b, to := range sectors {
				d := roll(w.seed, 33, int64(y*10000+a*100+b))
				flow := d.lognormal(6e9, 0.8)
				if a == b {
					flow *= 5
				}
				sold[a], bought[b] = sold[a]+flow, bought[b]+flow
				emit("370000", itoa(y), from, to, yuan(flow))
			}
		}
		for a, from := range sectors {
			d := roll(w.seed, 34, int64(y*100+a))
			emit("370000", itoa(y), from, "最终使用", yuan(max(0, bought[a]-sold[a])+bought[a]*d.between(0.3, 0.9)))
		}
	}
}
