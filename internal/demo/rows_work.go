package demo

func allianceRows(w *world, emit func(...string)) {
	for k, c := range w.Clusters {
		d := roll(w.seed, 61, int64(k))
		emit(code("LM", k), "合成"+c.Name+"产业技术创新战略联盟", c.ID, w.firms[c.firms[0]].id, "provincial", someDay(&d, 2010+d.upto(8)), c.Nodes[c.Bottleneck].Product+"攻关")
	}
}

func allianceMemberRows(w *world, emit func(...string)) {
	for k, c := range w.Clusters {
		for rank, i := range c.firms[:min(12, len(c.firms))] {
			role := "member"
			if rank == 0 {
				role = "leader"
			}
			emit(code("LM", k), w.firms[i].id, w.firms[i].name, role)
		}
		o := &w.organs[k%len(w.organs)]
		emit(code("LM", k), o.id, o.name, "member")
	}
}

func intermediaryRows(w *world, emit func(...string)) {
	kinds := []struct{ kind, word string }{{"incubator", "专业孵化器"}, {"productivity_centre", "生产力促进中心"}, {"ip_centre", "知识产权信息服务与利用中心"}, {"transfer_agency", "技术转移中心"}}
	for k, c := range w.Clusters {
		for n, x := range kinds {
			d := roll(w.seed, 62, int64(k*10+n))
			investor := ""
			if n == 0 {
				investor = w.firms[c.firms[1]].id
			}
			emit(code("ZJ", k*10+n), "合成"+c.Name+x.word, x.kind, c.City, c.ID, investor, c.Name, "provincial", someDay(&d, 2009+d.upto(11)), itoa(d.upto(80)))
		}
	}
}

func agreementRows(w *world, emit func(...string)) {
	kinds := []string{"talent", "technology", "joint_research", "commissioned_research", "joint_centre", "cross_licence", "transfer_agency", "cooperation_base", "joint_base", "joint_incubation"}
	words := []string{"人才引进", "技术引进", "合作研发", "委托研发", "联合研发中心", "专利交叉许可", "国际技术转移", "国际科技合作", "共建产业基地", "联合孵化"}
	for k := range 240 {
		d := roll(w.seed, 63, int64(k))
		c := w.Clusters[k%len(w.Clusters)]
		n := d.upto(len(kinds))
		y := 2012 + d.upto(9)
		emit(code("HZ", k), "合成"+c.Name+words[n]+"协议", kinds[n], w.firms[c.firms[d.upto(min(10, len(c.firms)))]].id, "合成伙伴机构"+digits(d.upto(60), 2),
			pick(&d, []string{"CN", "CN", "CN", "DE", "JP", "US", "KR"}), c.ID, someDay(&d, y), itoa(y+3)+"-12-31", yuan(d.lognormal(3e6, 1)))
	}
}

func talentRows(w *world, emit func(...string)) {
	for k := range 360 {
		d := roll(w.seed, 64, int64(k))
		c := w.Clusters[k%len(w.Clusters)]
		kind, size := "person", 1
		if d.chance(0.3) {
			kind, size = "team", 4+d.upto(9)
		}
		emit(code("RC", k), kind, "合成人才计划", "provincial", itoa(2012+d.upto(9)), w.firms[c.firms[d.upto(min(20, len(c.firms)))]].id, c.ID, c.Name, itoa(size))
	}
}

// projects: forty per cluster; the first is on the chain's bottleneck.
const projectsPerCluster = 40

func projectRows(w *world, emit func(...string)) {
	w.eachProject(func(id string, n int, c *cluster, f *firm, d *dice) {
		y, subject, kind := 2011+d.upto(9), c.Nodes[n%len(c.Nodes)].Product, "key_technology"
		if n == 0 {
			subject = c.Nodes[c.Bottleneck].Product
		}
		if n%3 == 1 {
			kind = "demonstration"
		}
		status := "running"
		if y < 2018 {
			status = "finished"
		}
		grant := d.lognormal(2e6, 0.7)
		emit(id, "合成"+subject+"关键技术研究", kind, [...]string{"provincial", "national", "city"}[n%3], "合成科技计划", f.id, f.name, c.ID, itoa(y)+"-01-01", itoa(y+3)+"-12-31", yuan(grant),
			yuan(grant*d.between(2, 5)), status)
	})
}

func (w *world) eachProject(visit func(id string, n int, c *cluster, f *firm, d *dice)) {
	for k, c := range w.Clusters {
		for n := range projectsPerCluster {
			d := roll(w.seed, 65, int64(k*1000+n))
			f := &w.firms[c.firms[d.upto(min(30, len(c.firms)))]]
			visit(code("XM", k*1000+n), n, c, f, &d)
		}
	}
}

func resultRows(w *world, emit func(...string)) {
	w.eachProject(func(id string, n int, c *cluster, f *firm, d *dice) {
		if n%2 == 0 {
			emit("SYN-CG-"+id[7:], "合成"+c.Nodes[n%len(c.Nodes)].Product+"成果", f.id, c.ID, id, [...]string{"application", "pilot", "research", "reserve"}[d.upto(4)], someDay(d, 2014+d.upto(7)), yuan(d.lognormal(5e6, 1)))
		}
	})
}

func awardRows(w *world, emit func(...string)) {
	w.eachProject(func(id string, n int, c *cluster, f *firm, d *dice) {
		if n%8 == 0 {
			emit("SYN-JL-"+id[7:], "合成"+c.Nodes[n%len(c.Nodes)].Product+"项目", "合成科学技术进步奖", itoa(1+d.upto(3)), [...]string{"provincial", "provincial", "national"}[d.upto(3)], f.id, c.ID, someDay(d, 2013+d.upto(8)))
		}
	})
}

func fundingRows(w *world, emit func(...string)) {
	kinds := []string{"post_subsidy", "guidance_fund", "industry_fund", "pilot_fund", "venture", "insurance", "guarantee", "ip_pledge", "grant"}
	stages := []string{"research", "incubation", "market"}
	w.eachProject(func(id string, n int, c *cluster, f *firm, d *dice) {
		kind := pick(d, kinds)
		source := "public"
		if kind == "venture" || kind == "industry_fund" || kind == "ip_pledge" {
			source = "private"
		}
		promised := d.lognormal(3e6, 0.9)
		emit("SYN-ZJ-"+id[7:], kind, pick(d, stages), source, "合成出资方"+digits(d.upto(30), 2), f.id, c.ID, id, yuan(promised), yuan(promised*d.between(0.6, 1)), someDay(d, 2013+d.upto(8)))
	})
}

func standardRows(w *world, emit func(...string)) {
	levels := []struct{ code, prefix string }{{"national", "GB/T"}, {"industry", "HG/T"}, {"local", "DB37/T"}, {"group", "T/SYN"}}
	for k := range 260 {
		d := roll(w.seed, 66, int64(k))
		c := w.Clusters[k%len(w.Clusters)]
		l, y := pick(&d, levels), 2008+d.upto(13)
		number := l.prefix + " SYN" + digits(k, 5) + "-" + itoa(y)
		for n := range 1 + d.upto(3) {
			f, role := &w.firms[c.firms[(n+d.upto(3)*3)%len(c.firms)]], "drafting"
			if n == 0 {
				role = "leading"
			}
			emit(number, "合成"+c.Name+"技术要求", l.code, f.id, f.name, role, someDay(&d, y))
		}
	}
}

func contractRows(w *world, emit func(...string)) {
	kinds := []string{"development", "transfer", "licence", "consulting", "service"}
	words := []string{"技术开发", "技术转让", "技术许可", "技术咨询", "技术服务"}
	for k := range 1500 {
		d := roll(w.seed, 67, int64(k))
		c := w.Clusters[k%len(w.Clusters)]
		n := d.upto(len(kinds))
		amount := d.lognormal(8e5, 1.1)
		emit(code("HT", k), "合成"+c.Name+words[n]+"合同", kinds[n], w.organs[d.upto(len(w.organs))].id, w.firms[c.firms[d.upto(len(c.firms))]].id, someDay(&d, 2010+d.upto(11)),
			yuan(amount), yuan(amount*d.between(0.5, 1)))
	}
}

func trademarkRows(w *world, emit func(...string)) {
	for k := range 900 {
		d := roll(w.seed, 68, int64(k))
		f := &w.firms[d.upto(len(w.firms))]
		emit("SYN"+digits(k, 8), "合成"+pick(&d, signsA)+pick(&d, signsB), itoa(1+d.upto(45)), f.id, someDay(&d, max(f.founded+1, 2000)), yesNo(d.chance(0.04)),
			[...]string{"valid", "valid", "valid", "pending", "expired"}[d.upto(5)])
	}
}

func pledgeRows(w *world, emit func(...string)) {
	for k := range 420 {
		d := roll(w.seed, 69, int64(k))
		c := w.Clusters[k%len(w.Clusters)]
		value := d.lognormal(8e6, 0.8)
		day := dayOf(2011+d.upto(10), 1, 1) + d.upto(365)
		released, status := "", "registered"
		if d.chance(0.4) {
			released, status = iso(day+365+d.upto(300)), "released"
		}
		loan := value * d.between(0.25, 0.5)
		emit(code("ZY", k), w.firms[c.firms[d.upto(len(c.firms))]].id, "合成银行"+digits(d.upto(12), 2), itoa(1+d.upto(8)), yuan(loan), yuan(value), iso(day), released, yuan(loan*0.02), status)
	}
}

// benefitRows: firms with R&D are entitled to the deduction; one in five takes up less than it may, and says why.
func benefitRows(w *world, emit func(...string)) {
	for i := range w.firms {
		if w.highTech(i) == 0 {
			continue
		}
		for y := 2015; y <= lastYear; y++ {
			d := roll(w.seed, 70, int64(i)*100+int64(y-firstYear))
			revenue := w.revenue(i, y)
			may := revenue * w.intensity(i) * 0.5 * 0.25
			taken, why := may, ""
			if d.chance(0.2) {
				taken, why = may*d.between(0, 0.8), [...]string{"未设辅助账", "未申报", "费用归集不全"}[d.upto(3)]
			}
			if revenue > 0 {
				emit(w.firms[i].id, "rd_deduction", itoa(y), yuan(may), yuan(taken), why, madeUp)
			}
		}
	}
}
