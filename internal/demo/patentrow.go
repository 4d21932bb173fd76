package demo

import (
	"strconv"
	"strings"

	"asterism/patent"
)

// patentHeaders are the columns of an incoPat export, in one of the orders it comes in, and where the rows are from.
var patentHeaders = []string{"标题", "摘要", "申请人", "公开（公告）号", "公开（公告）日", "申请号", "申请日", "专利类型", "公开国别", "IPC主分类", "IPC", "洛迦诺分类号",
	"国民经济分类", "申请人国别代码", "申请人省市代码", "申请人地址", "申请人类型", "统一社会信用代码", "发明人", "当前权利人", "代理机构", "审查员", "优先权信息", "PCT国际申请号",
	"授权公告日", "失效日", "首项权利要求", "权利要求数量", "独立权利要求数量", "文献页数", "引证专利", "引证次数", "引证科技文献", "简单同族", "简单同族ID", "简单同族个数", "专利有效性", "当前法律状态",
	"法律状态", "数据来源"}

// printer writes patents of one file; its buffers are used again for every row.
type printer struct {
	w     *world
	b     []byte
	cited []int64
	truth counts
}

func (p *printer) cell(s string) { p.b = append(append(p.b, s...), ',') }
func (p *printer) int(n int)     { p.b = append(strconv.AppendInt(p.b, int64(n), 10), ',') }
func (p *printer) day(day int) {
	if day > 0 {
		p.b = appendDay(p.b, day, '.')
	}
	p.b = append(p.b, ',')
}

// patent appends patent i and counts it.
func (p *printer) patent(i int64) {
	c, l := p.row(i, false)
	p.truth.add(c, l)
	p.truth.Citations += int64(len(p.cited))
	if wrongCheck(i) {
		p.truth.BadCheckDigits++
	}
}

// row appends patent i as the database shows it: the grant where there is one, the application otherwise; early asks
// for the application of a granted invention.
func (p *printer) row(i int64, early bool) (core, life) {
	c := p.w.core(i)
	l := p.w.life(c)
	a := p.w.applicants(c)
	d := roll(p.w.seed, 25, i)
	product, symbols := p.w.subject(&d, c)
	title := titleOf(&d, c, product)
	shown := l
	if early {
		shown.granted = 0
	}
	p.cell(title)
	p.cell("合成数据：" + title + "，由" + product + "与控制部件组成，用于示例，不描述任何真实技术。")
	p.joined(a.names[:a.n])
	p.publication(c, shown)
	p.numbers(c)
	p.cell(typeName(c.kind, shown.granted > 0))
	p.cell("CN")
	p.classes(c, symbols, d)
	p.party(c, a, l)
	p.procedure(&d, c, shown)
	p.content(&d, c, product)
	p.citations(c)
	p.family(&d, c, l)
	p.state(c, l, shown)
	p.b = append(append(p.b, "合成数据"...), '\n')
	p.truth.Rows++
	return c, l
}

// wrongCheck: one patent in 2,000 carries a wrong check digit on purpose.
func wrongCheck(i int64) bool { return i%2000 == 777 }

func (p *printer) joined(list []string) {
	for k, s := range list {
		if k > 0 {
			p.b = append(p.b, ';')
		}
		p.b = append(p.b, s...)
	}
	p.b = append(p.b, ',')
}

func typeName(kind int, granted bool) string {
	switch {
	case kind == utility:
		return "实用新型"
	case kind == design:
		return "外观设计"
	case granted:
		return "发明授权"
	}
	return "发明申请"
}

// number is the publication number: type digit, 9, and i in seven digits: no real number is so high.
func appendPublication(b []byte, c core, granted bool) []byte {
	b = append(b, 'C', 'N', byte('0'+c.kind), '9')
	b = append(b, digits(int(c.i), 7)...)
	switch {
	case c.kind == utility:
		return append(b, 'U')
	case c.kind == design:
		return append(b, 'S')
	case granted:
		return append(b, 'B')
	}
	return append(b, 'A')
}

func (p *printer) publication(c core, l life) {
	p.b = append(appendPublication(p.b, c, l.granted > 0), ',')
	day := l.published
	if l.granted > 0 {
		day = l.granted
	}
	p.day(day)
}

// numbers writes the application number and the day of filing.
func (p *printer) numbers(c core) {
	p.b = append(p.w.appendApplication(p.b, c, wrongCheck(c.i)), ',')
	p.day(c.filed)
}

// appendApplication writes year, type digit and a serial from 9000000 upward, which no office has reached, with its
// check digit, or a wrong one.
func (w *world) appendApplication(b []byte, c core, wrong bool) []byte {
	serial := 9000000 + int(c.i-w.calendar.start[c.year-firstPatent])
	body := digits(c.year, 4) + string(byte('0'+c.kind)) + digits(serial, 7)
	check, _ := patent.CNCheckDigit(body)
	if wrong {
		check = "1234567890"[strings.IndexByte("0123456789X", check)%10]
	}
	return append(append(append(b, "CN"...), body...), '.', check)
}

func (p *printer) classes(c core, symbols []string, d dice) {
	if c.kind == design {
		p.b = append(p.b, ",,"...)
		p.b = append(append(p.b, digits(1+d.upto(31), 2)...), '-', '0', byte('1'+d.upto(5)), ',')
	} else {
		p.cell(symbols[0])
		p.joined(symbols)
		p.cell("")
	}
	p.cell(p.w.industryOf(c))
}

func (w *world) industryOf(c core) string {
	if c.cluster < 0 {
		return ""
	}
	return w.Clusters[c.cluster].Industry
}
