package demo

import "strconv"

var (
	qualities = []string{"高效", "节能", "低成本", "智能", "一体化", "模块化", "耐腐蚀", "高精度", "便携", "可调"}
	endings   = []string{"的制备方法", "及其应用", "的控制方法", "生产系统", "的检测装置", "加工工艺", "的回收方法"}
	devices   = []string{"装置", "夹具", "生产线", "冷却机构", "检测台", "输送机构", "密封结构"}
	free      = []string{"包装箱", "纺纱机", "食品罐", "门窗", "水泵", "阀门", "传感器", "农机具", "书桌", "自行车", "滤网", "玩具"}
	freeIPC   = []string{"B65D5/00", "D01H1/00", "A23L3/00", "E06B3/00", "F04D13/00", "F16K1/00", "G01D5/00", "A01B3/00", "A47B17/00", "B62K3/00", "B01D29/00", "A63H3/00"}
)

// subject draws the product and the class symbols: the node's own, and now and then those of another node or cluster.
func (w *world) subject(d *dice, c core) (product string, symbols []string) {
	if c.cluster < 0 {
		k := d.upto(len(free))
		return free[k], []string{freeIPC[k]}
	}
	k := w.Clusters[c.cluster]
	n := &k.Nodes[d.upto(len(k.Nodes))]
	first := d.upto(len(n.IPC))
	symbols = append(symbols, n.IPC[first])
	if d.chance(0.6) {
		symbols = append(symbols, n.IPC[(first+1)%len(n.IPC)])
	}
	if d.chance(0.3) {
		other := k
		if d.chance(0.3) {
			other = pick(d, w.Clusters)
		}
		if s := pick(d, pick(d, other.Nodes).IPC); s != symbols[0] && s != symbols[len(symbols)-1] {
			symbols = append(symbols, s)
		}
	}
	return n.Product, symbols
}

func titleOf(d *dice, c core, product string) string {
	switch c.kind {
	case invention:
		return "一种" + pick(d, qualities) + product + pick(d, endings)
	case utility:
		return "一种" + pick(d, qualities) + product + pick(d, devices)
	}
	return product + "（" + pick(d, qualities) + "型）"
}

func (p *printer) party(c core, a applicants, l life) {
	p.cell("CN")
	p.cell(a.region)
	p.cell(a.address)
	p.joined(a.kinds[:a.n])
	p.joined(a.allCodes())
	p.inventors(c, a)
	owner := a.names[0]
	if l.trade == "转移" && l.traded > 0 {
		d := roll(p.w.seed, 26, c.i)
		owner = p.w.firms[d.upto(len(p.w.firms))].name
	}
	p.cell(owner)
}

// inventors work for the first applicant: a firm's patents share a small circle of people.
func (p *printer) inventors(c core, a applicants) {
	d := roll(p.w.seed, 27, c.i)
	circle := 100000 + d.upto(60000)
	if a.first >= 0 {
		circle = a.first * 6
	}
	start := d.upto(6)
	for k := range 1 + d.upto(4) {
		if k > 0 {
			p.b = append(p.b, ';')
		}
		p.b = append(append(p.b, "合成人员"...), digits(circle+(start+k)%6, 6)...)
	}
	p.b = append(p.b, ',')
}

func (p *printer) procedure(d *dice, c core, l life) {
	p.cell("合成专利代理事务所" + digits(d.upto(40), 2))
	if c.kind == invention {
		p.cell("合成审查员" + digits(d.upto(200), 3))
	} else {
		p.cell("")
	}
	p.priority(d, c)
	if c.kind == invention && d.chance(0.03) {
		p.cell("PCT/CN" + digits(c.year, 4) + "/9" + digits(int(c.i%100000), 5))
	} else {
		p.cell("")
	}
	p.day(l.granted)
	p.day(l.ended)
}

// priority: five inventions in a hundred claim that of an application one to eleven months older.
func (p *printer) priority(d *dice, c core) {
	low, high := p.w.calendar.before(c.filed-330), p.w.calendar.before(c.filed-30)
	if c.kind == invention && d.chance(0.05) && high > low {
		older := p.w.core(low + int64(d.upto(int(high-low))))
		p.b = p.w.appendApplication(append(p.b, "CN "...), older, false)
		p.b = appendDay(append(p.b, ' '), older.filed, '.')
	}
	p.b = append(p.b, ',')
}

func (p *printer) content(d *dice, c core, product string) {
	claims := 1 + d.upto(10)
	if c.kind == design {
		p.b = append(p.b, ",,,"...)
		p.int(2 + d.upto(4))
		return
	}
	p.cell("1.一种" + product + "，其特征在于，包括示例部件。")
	p.int(claims)
	p.int(1 + d.upto(min(claims, 3)))
	p.int(4 + d.upto(16))
}

func (p *printer) citations(c core) {
	p.cited = p.w.cites(c, p.cited[:0])
	for k, j := range p.cited {
		if k > 0 {
			p.b = append(p.b, ';')
		}
		earlier := p.w.core(j)
		p.b = appendPublication(p.b, earlier, false)
	}
	p.b = append(p.b, ',')
	if c.kind != invention {
		p.b = append(p.b, ",,"...)
		return
	}
	p.int(len(p.cited))
	if c.i%7 == 3 {
		p.b = append(append(p.b, "合成文献第"...), digits(int(c.i%1000), 3)...)
		p.b = append(p.b, "号"...)
	}
	p.b = append(p.b, ',')
}

// family: six inventions in a hundred were filed abroad; the foreign numbers are beyond any that offices gave.
func (p *printer) family(d *dice, c core, l life) {
	p.b = appendPublication(p.b, c, l.granted > 0)
	size := 1
	if c.kind == invention && d.chance(0.06) {
		p.b = append(append(append(p.b, ";US"...), digits(c.year+1, 4)...), '9')
		p.b = append(append(p.b, digits(int(c.i%1000000), 6)...), "A1"...)
		size = 2
		if d.chance(0.5) {
			p.b = append(append(append(p.b, ";EP9"...), digits(int(c.i%1000000), 6)...), "A1"...)
			size = 3
		}
	}
	p.b = append(append(p.b, ",SYN"...), digits(int(c.i), 8)...)
	p.b = append(p.b, ',')
	p.int(size)
}

// state writes validity, the current word and the list of events.
func (p *printer) state(c core, l, shown life) {
	validity, word := "有效", "授权"
	switch {
	case l.granted == 0 && l.ended == 0:
		validity, word = "审中", "实质审查"
	case l.ended > 0:
		validity, word = "失效", endWord(l.end)
	}
	p.cell(validity)
	p.cell(word)
	if c.kind == invention {
		p.event(l.published, "公布", true)
		p.event(l.examined, "实质审查的生效", false)
	}
	p.event(l.granted, "授权", c.kind != invention)
	switch l.trade {
	case "转移":
		p.event(l.traded, "专利申请权、专利权的转移", false)
	case "许可":
		p.event(l.traded, "专利实施许可合同备案的生效", false)
	case "质押":
		p.event(l.traded, "专利权质押合同登记的生效", false)
	}
	p.event(l.ended, l.end, false)
	p.b = append(p.b, ',')
}

func (p *printer) event(day int, word string, first bool) {
	if day == 0 {
		return
	}
	if !first {
		p.b = append(p.b, ';')
	}
	p.b = append(append(appendDay(p.b, day, '.'), ' '), word...)
}

func endWord(end string) string {
	switch end {
	case "发明专利申请公布后的驳回":
		return "驳回"
	case "发明专利申请公布后的视为撤回":
		return "视为撤回"
	case "专利权有效期届满":
		return "期限届满"
	}
	return "未缴年费"
}

// counts are facts of the patent files, added up over them.
type counts struct {
	Patents        int64            `yaml:"patents"`
	Rows           int64            `yaml:"rows"`
	EarlyRows      int64            `yaml:"rows_of_earlier_publications"`
	CopiedRows     int64            `yaml:"rows_copied"`
	BadCheckDigits int64            `yaml:"wrong_check_digits"`
	Citations      int64            `yaml:"citations"`
	GrantedInvent  int64            `yaml:"granted_inventions"`
	ByType         map[string]int64 `yaml:"by_type"`
	ByYear         map[string]int64 `yaml:"by_filing_year"`
	byYear, byType [32]int64
}

func (t *counts) add(c core, l life) {
	t.Patents++
	t.byYear[c.year-firstPatent]++
	t.byType[c.kind]++
	if c.kind == invention && l.granted > 0 {
		t.GrantedInvent++
	}
}

func (t *counts) sum(o *counts) {
	t.Patents, t.Rows, t.EarlyRows, t.CopiedRows = t.Patents+o.Patents, t.Rows+o.Rows, t.EarlyRows+o.EarlyRows, t.CopiedRows+o.CopiedRows
	t.BadCheckDigits, t.Citations, t.GrantedInvent = t.BadCheckDigits+o.BadCheckDigits, t.Citations+o.Citations, t.GrantedInvent+o.GrantedInvent
	for k := range t.byYear {
		t.byYear[k] += o.byYear[k]
		t.byType[k] += o.byType[k]
	}
}

// named fills the maps that truth.yaml shows.
func (t *counts) named() {
	t.ByType = map[string]int64{"invention": t.byType[invention], "utility_model": t.byType[utility], "design": t.byType[design]}
	t.ByYear = map[string]int64{}
	for y := firstPatent; y <= lastPatent; y++ {
		t.ByYear[strconv.Itoa(y)] = t.byYear[y-firstPatent]
	}
}
