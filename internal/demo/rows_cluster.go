package demo

// cultivated is how many clusters the demo's register lists as newly cultivated 2016–2020: the plan wants fifteen.
const cultivated = 12

func clusterRows(w *world, emit func(...string)) {
	for k, c := range w.Clusters {
		emit(c.ID, c.Name, c.Tag, c.Zone, c.City, code("ZT", w.cityIndex(w.city(c.City))*10), "supported", "2015-06-30", "合成牵头单位"+itoa(k+1), madeUp+"（所在地为虚构假设）")
	}
	for k := range cultivated {
		emit(cultivatedID(k), cultivatedName(k), "新材料", "", w.Cities[k%len(w.Cities)].Code, "", "cultivated", cultivatedDay(k), "", madeUp)
	}
}

func cultivatedID(k int) string   { return "cultivated_" + digits(k+1, 2) }
func cultivatedName(k int) string { return "合成培育集群" + digits(k+1, 2) }
func cultivatedDay(k int) string  { return itoa(2016+k%5) + "-11-" + digits(10+k, 2) }

// clusterRegionRows: the home city, and a neighbour or two where members sit.
func clusterRegionRows(w *world, emit func(...string)) {
	for _, c := range w.Clusters {
		count := map[string]int{}
		for _, i := range c.firms {
			count[w.firms[i].city.Code]++
		}
		emit(c.ID, c.City, yesNo(true))
		for _, place := range w.Cities {
			if place.Code != c.City && count[place.Code]*20 > len(c.firms) {
				emit(c.ID, place.Code, yesNo(false))
			}
		}
	}
}

func decisionRows(w *world, emit func(...string)) {
	for _, c := range w.Clusters {
		emit(c.ID, c.Name, "supported", "2015-06-30", "provincial", "合成文〔2015〕1号", madeUp)
	}
	for k := range cultivated {
		emit(cultivatedID(k), cultivatedName(k), "cultivated", cultivatedDay(k), "provincial", "合成文〔"+itoa(2016+k%5)+"〕"+itoa(k+2)+"号", madeUp)
	}
}

func memberRows(w *world, emit func(...string)) {
	for _, c := range w.Clusters {
		for _, i := range c.firms {
			f := &w.firms[i]
			role := "supporting"
			switch {
			case f.backbone:
				role = "backbone"
			case w.revenue(i, lastYear) < 2e7:
				role = "sme"
			}
			emit(c.ID, f.id, role, itoa(max(f.founded, 2010))+"-01-01")
		}
	}
}

// clusterYearRows: what the cluster reports each year; from 2015 also the reviewed figure, 2 % below.
func clusterYearRows(w *world, emit func(...string)) {
	for k, c := range w.Clusters {
		for y := firstYear; y <= lastYear; y++ {
			w.clusterYear(k, c, y, 1, "reported", emit)
			if y >= 2015 && c.Pass != y {
				w.clusterYear(k, c, y, 0.98, "reviewed", emit)
			}
		}
	}
}

func (w *world) clusterYear(k int, c *cluster, y int, part float64, status string, emit func(...string)) {
	d := roll(w.seed, 51, int64(k*100+y-firstYear))
	out := w.output(k, y)
	shown := out * part
	if c.Pass > 0 && y > c.Pass {
		shown = max(shown, 1000.5e8) // review never takes a planted crossing back
	}
	firms, high := w.membersIn(c, y)
	emit(c.ID, itoa(y), billions(shown), "集群内企业主营工业总产值，当年价", yuan(out*0.97), yuan(out*d.between(0.04, 0.08)), yuan(out*0.035), yuan(out*d.between(0.05, 0.15)),
		yuan(out*d.between(0.02, 0.035)), itoa(firms), itoa(high), yuan(out/950000), itoa(int(c.Weight)*(y-2004)), itoa(int(c.Weight)*(y-2004)*4), itoa(3+(y-firstYear)/2),
		itoa(2+(y-firstYear)), status, madeUp)
}

func (w *world) membersIn(c *cluster, y int) (firms, high int) {
	for _, i := range c.firms {
		if w.firms[i].founded > y {
			continue
		}
		firms++
		if h := w.highTech(i); h > 0 && h <= y {
			high++
		}
	}
	return firms, high
}

// observationRows: for five clusters a second source tells another output (whole zone instead of main industry); first figures, and the goals to 2027.
func observationRows(w *world, emit func(...string)) {
	for k, c := range w.Clusters[:5] {
		for y := 2015; y <= lastYear; y++ {
			out := w.output(k, y) / 1e8
			emit("cluster", c.ID, "output_cny", itoa(y), yuan(out*1.25*1e8), "元", "园区全部企业总产值，当年价", "reported", itoa(y+1)+"-03-31", madeUp+"：园区统计")
			emit("cluster", c.ID, "output_cny", itoa(y), yuan(out*1e8), "元", "主营行业总产值，当年价", "published", itoa(y+1)+"-09-30", madeUp+"：公布")
		}
	}
	revisionRows(w, emit)
	goalRows(w, emit)
}

func bodyRows(_ *world, emit func(...string)) {
	for k, c := range readPlan().Commitments {
		if k%3 == 0 && c.Clause != "" {
			emit("shandong-2015-4", c.Clause, "合成牵头单位"+itoa(k%7+1), "lead", "2015-12-31")
		}
	}
}

// platformRows: three to six per cluster, hosted by its backbone firms and by universities.
func platformRows(w *world, emit func(...string)) {
	n := 0
	for k, c := range w.Clusters {
		d := roll(w.seed, 52, int64(k))
		for j := range 3 + d.upto(4) {
			kind := [...]string{"technology_centre", "engineering_centre", "key_laboratory", "engineering_laboratory", "research_institute", "service_platform"}[j]
			id, name := w.host(&d, c, j)
			emit(code("PT", n), "合成"+c.Name+platformWord[kind], kind, [...]string{"provincial", "national", "provincial"}[d.upto(3)], id, name, c.ID, c.City, c.Tag,
				yesNo(j == 4), yesNo(d.chance(0.6)), someDay(&d, 2008+d.upto(12)))
			n++
		}
	}
}

var platformWord = map[string]string{"technology_centre": "企业技术中心", "engineering_centre": "工程技术研究中心", "key_laboratory": "重点实验室", "engineering_laboratory": "工程实验室",
	"research_institute": "产业技术研究院", "service_platform": "公共服务平台"}

func (w *world) host(d *dice, c *cluster, j int) (id, name string) {
	if j%2 == 0 {
		f := &w.firms[c.firms[j/2]]
		return f.id, f.name
	}
	o := &w.organs[d.upto(len(w.organs))]
	return o.id, o.name
}

var instrumentKinds = []string{"扫描电子显微镜", "透射电子显微镜", "X射线衍射仪", "核磁共振波谱仪", "液相色谱质谱联用仪", "气相色谱仪", "原子力显微镜", "万能材料试验机", "三坐标测量机", "电池测试系统"}

// instruments: 600 at scale one, at universities, institutes and backbone firms.
func (w *world) instruments() int { return max(60, int(600*min(w.scale, 10))) }

func instrumentRows(w *world, emit func(...string)) {
	for i := range w.instruments() {
		d := roll(w.seed, 53, int64(i))
		kind, bought := pick(&d, instrumentKinds), 2005+d.upto(15)
		c := w.Clusters[i%len(w.Clusters)]
		id, name := w.host(&d, c, 1-i%3%2)
		joined := ""
		if d.chance(0.7) {
			joined = someDay(&d, bought+1)
		}
		emit(code("YQ", i), kind, "合成仪器厂"+itoa(d.upto(9)+1), "SYN-"+itoa(100+d.upto(900)), "分析仪器", id, name, c.City, someDay(&d, bought), yuan(d.lognormal(9e5, 0.7)),
			ratio(d.between(0, 1)), yesNo(joined != ""), joined, itoa(100+d.upto(900)), "小时")
	}
}

// useRows: open instruments are used up to 24 times; four in ten uses come from outside the host.
func useRows(w *world, emit func(...string)) {
	n := 0
	for i := range w.instruments() {
		d := roll(w.seed, 54, int64(i))
		c := w.Clusters[i%len(w.Clusters)]
		for range d.upto(25) {
			f := &w.firms[c.firms[d.upto(len(c.firms))]]
			hours, fee := 0.5+float64(d.upto(30))/2, float64(100+d.upto(900))
			outside := d.chance(0.4)
			subsidy := 0.0
			if outside {
				subsidy = fee * hours * 0.6
			}
			emit(code("JS", n), code("YQ", i), f.id, f.name, someDay(&d, 2014+d.upto(7)), ratio(hours), yuan(fee*hours), yuan(subsidy), yesNo(outside), yesNo(d.chance(0.05)))
			n++
		}
	}
}
