package demo

import "math"

func firmRows(w *world, emit func(...string)) {
	for i := range w.firms {
		f := &w.firms[i]
		d := roll(w.seed, 41, int64(i))
		product := ""
		if f.cluster >= 0 {
			product = w.Clusters[f.cluster].Nodes[f.node].Product
		}
		emit(f.id, f.name, f.former, f.county, "山东省"+f.city.name+w.names[f.county]+"合成路"+itoa(1+d.upto(300))+"号",
			degree(f.city.Lon+d.between(-0.25, 0.25)), degree(f.city.Lat+d.between(-0.2, 0.2)), f.industry, someDay(&d, f.founded),
			yuan(math.Round(d.lognormal(2e7, 1))), ownership(&d), w.sizeClass(i), product, "active")
	}
}

func ownership(d *dice) string {
	return [...]string{"private", "private", "private", "private", "private", "state", "foreign", "joint", "private", "private"}[d.upto(10)]
}

// revenue of a firm in a year: members share 72 % of their cluster's output by weight (so the sum of members stays
// below what the cluster reports, as it does in life); others grow 7 % a year.
func (w *world) revenue(i, year int) float64 {
	f := &w.firms[i]
	if year < f.founded {
		return 0
	}
	d := roll(w.seed, 42, int64(i)*100+int64(year-firstYear))
	if f.cluster < 0 {
		return f.weight * math.Exp(0.07*float64(year-2014)) * d.between(0.9, 1.1)
	}
	c := w.Clusters[f.cluster]
	return 0.72 * w.output(f.cluster, year) * f.weight / c.totals[year-firstYear] * d.between(0.97, 1.03)
}

func (w *world) sizeClass(i int) string {
	switch r := w.revenue(i, lastYear); {
	case r > 4e8:
		return "large"
	case r > 2e7:
		return "medium"
	case r > 3e6:
		return "small"
	}
	return "micro"
}

func (w *world) intensity(i int) float64 {
	d := roll(w.seed, 43, int64(i))
	if w.firms[i].backbone {
		return d.between(0.04, 0.06)
	}
	return d.between(0.008, 0.045)
}

func firmYearRows(w *world, emit func(...string)) {
	for i := range w.firms {
		share := w.intensity(i)
		for y := firstYear; y <= lastYear; y++ {
			if r := w.revenue(i, y); r > 0 {
				w.firmYear(i, y, r, share, emit)
			}
		}
	}
}

func (w *world) firmYear(i, y int, revenue, share float64, emit func(...string)) {
	d := roll(w.seed, 44, int64(i)*100+int64(y-firstYear))
	rd, people := revenue*share*d.between(0.9, 1.1), math.Max(3, revenue/d.between(7e5, 1.3e6))
	emit(w.firms[i].id, itoa(y), yuan(revenue*1.03), yuan(revenue), yuan(revenue*d.between(0.3, 0.8)), yuan(revenue*d.between(-0.02, 0.12)),
		yuan(revenue*d.between(0.02, 0.05)), yuan(revenue*d.between(0, 0.2)), yuan(rd), yuan(rd*0.02), yuan(revenue*d.between(0.8, 1.6)), yuan(people),
		yuan(people*d.between(0.06, 0.25)))
}

// highTech tells from when a firm is a high-tech enterprise, 0 never: firms of 3 % R&D intensity and more.
func (w *world) highTech(i int) int {
	f := &w.firms[i]
	if w.intensity(i) < 0.03 {
		return 0
	}
	return max(f.founded+2, firstYear+i%7)
}

func titleRows(w *world, emit func(...string)) {
	for i := range w.firms {
		f := &w.firms[i]
		d := roll(w.seed, 45, int64(i))
		if y := w.highTech(i); y > 0 {
			for ; y <= lastYear; y += 3 {
				day := dayOf(y, 10, 1) + d.upto(80)
				emit(f.id, "high_tech", "national", "SYN-GR"+digits(y, 4)+digits(i, 6), iso(day), iso(day+3*365), "合成认定机构")
			}
		}
		w.otherTitles(&d, i, emit)
	}
}

func (w *world) otherTitles(d *dice, i int, emit func(...string)) {
	f := &w.firms[i]
	if d.chance(0.2) {
		y := max(f.founded+1, 2017)
		emit(f.id, "tech_sme", "national", code("SME", i), someDay(d, y), "", "合成认定机构")
	}
	if d.chance(0.06) || f.backbone {
		y := max(f.founded+3, 2012) + d.upto(6)
		emit(f.id, "specialised", "provincial", code("ZJTX", i), someDay(d, min(y, lastYear)), "", "合成认定机构")
	}
	if f.backbone && d.chance(0.5) {
		emit(f.id, "champion", "national", code("GJ", i), someDay(d, 2016+d.upto(5)), "", "合成认定机构")
	}
}

var zoneNames = []string{"高新技术产业开发区", "经济开发区", "特色产业基地"}

// Carriers: a zone, an economic zone and a base per city, numbered by the city's place in the list.
func carrierRows(w *world, emit func(...string)) {
	for k, c := range w.Cities {
		for n, name := range zoneNames {
			d := roll(w.seed, 46, int64(k*10+n))
			kind := [...]string{"provincial_zone", "economic_zone", "base"}[n]
			if n == 0 && c.Weight >= 6 {
				kind = "national_zone"
			}
			emit(code("ZT", k*10+n), c.Short+"合成"+name, kind, c.Code, w.tagOf(c.Code), someDay(&d, 1992+d.upto(20)), itoa(10+d.upto(90)),
				degree(c.Lon+d.between(-0.1, 0.1)), degree(c.Lat+d.between(-0.1, 0.1)))
		}
	}
}

func (w *world) tagOf(place string) string {
	for _, c := range w.Clusters {
		if c.City == place {
			return c.Tag
		}
	}
	return "机械"
}

func firmCarrierRows(w *world, emit func(...string)) {
	for i := range w.firms {
		f := &w.firms[i]
		d := roll(w.seed, 47, int64(i))
		if !d.chance(0.45) && !f.backbone {
			continue
		}
		emit(f.id, code("ZT", w.cityIndex(f.city)*10+d.upto(3)), someDay(&d, max(f.founded, 2000)))
	}
}

func (w *world) cityIndex(c *city) int {
	for k, x := range w.Cities {
		if x == c {
			return k
		}
	}
	return 0
}

// supplyRows: along each chain a firm of a node buys from two or three of the node before; from the bottleneck node
// everybody buys of one firm alone.
func supplyRows(w *world, emit func(...string)) {
	for k, c := range w.Clusters {
		for n := 0; n+1 < len(c.Nodes); n++ {
			sellers, buyers := w.atNode(k, n), w.atNode(k, n+1)
			if len(sellers) == 0 {
				continue
			}
			if n == c.Bottleneck {
				sellers = sellers[:1]
			}
			for _, b := range buyers {
				w.supplies(k, n, b, sellers, emit)
			}
		}
	}
}

// atNode lists the members at a node of the chain, the largest first.
func (w *world) atNode(k, n int) []int {
	var out []int
	for _, i := range w.Clusters[k].firms {
		if w.firms[i].node == n {
			out = append(out, i)
		}
	}
	return out
}

func (w *world) supplies(k, n, buyer int, sellers []int, emit func(...string)) {
	c := w.Clusters[k]
	d := roll(w.seed, 48, int64(buyer))
	from := 2014 + d.upto(4)
	links := min(len(sellers), 2+d.upto(2))
	start := d.upto(len(sellers))
	for y := max(from, w.firms[buyer].founded); y <= lastYear; y += 2 {
		spent := w.revenue(buyer, y) * 0.18
		for s := range links {
			seller := sellers[(start+s)%len(sellers)]
			sold := w.revenue(seller, y)
			if sold == 0 {
				continue
			}
			amount := spent / float64(links)
			emit(w.firms[seller].id, w.firms[buyer].id, c.Nodes[n].Product, c.ID+"."+itoa(n), itoa(y), yuan(amount), ratio(min(amount/sold, 1)), ratio(0.3/float64(links)),
				yesNo(n == c.Bottleneck), madeUp)
		}
	}
}
