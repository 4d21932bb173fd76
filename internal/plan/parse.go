package plan

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"asterism/content"
	"asterism/internal/finding"
)

// Policy is the text of a policy document with its outline, as Parse reads it from a page.
type Policy struct {
	Number   string       `json:"number"`            // 文号: 鲁政办发〔2015〕4号
	Title    string       `json:"title"`             // of the notice
	Subject  string       `json:"subject,omitempty"` // of the document the notice forwards
	Issued   string       `json:"issued,omitempty"`  // 成文日期, ISO
	Printed  string       `json:"printed,omitempty"` // 印发日期, ISO
	Posted   string       `json:"posted,omitempty"`  // when the page was put up, ISO
	Source   string       `json:"source,omitempty"`  // as the page names it
	To       string       `json:"to,omitempty"`      // 主送
	Notice   string       `json:"notice,omitempty"`  // of a forwarding notice: its own words
	Preamble string       `json:"preamble,omitempty"`
	Parts    []PolicyPart `json:"parts"`
	CopiedTo string       `json:"copied_to,omitempty"` // 抄送
}

// PolicyPart is one part of a policy: 一、二、三.
type PolicyPart struct {
	Number string       `json:"number"` // 一
	Title  string       `json:"title"`
	Items  []PolicyItem `json:"items"`
	Line   int64        `json:"line"` // in the page, from 1
}

// PolicyItem is an item (一), or a point 1. of an item.
type PolicyItem struct {
	Clause string       `json:"clause"` // 一(二), of a point 一(二)1
	Title  string       `json:"title"`
	Text   string       `json:"text"`
	Points []PolicyItem `json:"points,omitempty"`
	Line   int64        `json:"line"`
}

// Items counts the items (一) … of all parts.
func (p *Policy) Items() (n int) {
	for _, part := range p.Parts {
		n += len(part.Items)
	}
	return n
}

var embedded = sync.OnceValues(func() (*strings.Replacer, error) { return variants(content.FS) })

// Parse reads a policy page as found on the web: it drops what belongs to the site, removes pinyin, simplifies
// traditional characters, and finds number, title, dates and outline. Damaged characters and missing pieces are
// findings with their line; what can be read is kept.
func Parse(page string) (*Policy, []finding.Finding) {
	simplify, err := embedded()
	if err != nil {
		panic(err) // the table is embedded in the program: only a broken build lacks it
	}
	lines, found := clean(page, simplify)
	p := &parser{policy: &Policy{}}
	for _, l := range lines {
		p.take(l)
	}
	found = append(found, counted("plan.text.furniture", p.dropped))
	return p.policy, append(found, p.policy.check()...)
}

// parser walks the lines once. Its state is how far the document has come.
type parser struct {
	policy  *Policy
	opened  bool // 文号 was seen: the document proper has begun
	closed  bool // 印发 was seen: the site's footer follows
	dropped int
}

const hanNumber = `[一二三四五六七八九十]+`

var (
	documentNumber = regexp.MustCompile(`^\p{Han}{2,10}〔\d{4}〕\d+号$`)
	partHead       = regexp.MustCompile(`^(` + hanNumber + `)、(.+)$`)
	itemHead       = regexp.MustCompile(`^[(（](` + hanNumber + `)[)）](.+)$`)
	pointHead      = regexp.MustCompile(`^(\d+)[.．、](.+)$`)
	titleLine      = regexp.MustCompile(`^[^，。:：]*关于.+的(意见|通知|办法|规定|决定|方案|规划)[.。]?$`)
	longDate       = regexp.MustCompile(`(\d{4})年(\d{1,2})月(\d{1,2})日`)
	posted         = regexp.MustCompile(`发布时间[:：](\d{4})-(\d{1,2})-(\d{1,2})`)
	signature      = regexp.MustCompile(`^\p{Han}{2,30}(政府|办公厅|办公室|委员会|厅|局|部)$`)
	sourceName     = regexp.MustCompile(`来源[:：](\p{Han}+?)(点击|浏览|$|\s)`)
)

func (p *parser) take(l line) {
	switch {
	case l.text == "":
	case p.closed || !p.head(l) && !p.opened:
		p.dropped++
	case p.opened:
		p.body(l)
	}
}

// head reads what stands before the document: the page's title, its date and source, and the number that opens it.
func (p *parser) head(l line) bool {
	switch {
	case p.opened:
		return true
	case titleLine.MatchString(l.text):
		p.policy.Title = strings.TrimRight(l.text, ".。")
	case documentNumber.MatchString(l.text):
		p.policy.Number, p.opened = l.text, true
		return false
	case posted.MatchString(l.text):
		p.policy.Posted = isoDate(posted.FindStringSubmatch(l.text))
		if m := sourceName.FindStringSubmatch(l.text); m != nil {
			p.policy.Source = m[1]
		}
	default:
		return false
	}
	return true
}

func (p *parser) body(l line) {
	switch {
	case documentNumber.MatchString(l.text):
	case strings.HasPrefix(l.text, "抄送"):
		p.policy.CopiedTo = strings.TrimLeft(strings.TrimPrefix(l.text, "抄送"), ":：")
	case strings.HasSuffix(l.text, "印发"):
		p.policy.Printed = isoDate(longDate.FindStringSubmatch(l.text))
		p.closed = true
	case len(p.policy.Parts) == 0 && !partHead.MatchString(l.text):
		p.letter(l)
	default:
		p.outline(l)
	}
}

// letter reads the notice and the preamble, all that stands before the first part. A date on a line of its own
// signs the notice: what follows is the text it forwards.
func (p *parser) letter(l line) {
	switch {
	case p.sign(l), signature.MatchString(l.text):
	case titleLine.MatchString(l.text):
		p.policy.Subject = l.text
	case p.policy.To == "" && p.policy.Issued == "" && strings.HasSuffix(l.text, ":"):
		p.policy.To = strings.TrimRight(l.text, ":：")
	default:
		p.policy.Preamble += l.text
	}
}

// sign takes a line that is nothing but a date as 成文日期.
func (p *parser) sign(l line) bool {
	date := longDate.FindStringSubmatch(l.text)
	if date == nil || p.policy.Issued != "" || len(date[0]) != len(l.text) {
		return false
	}
	p.policy.Issued = isoDate(date)
	if len(p.policy.Parts) == 0 {
		p.policy.Notice, p.policy.Preamble = p.policy.Preamble, ""
	}
	return true
}

func (p *parser) outline(l line) {
	if m := partHead.FindStringSubmatch(l.text); m != nil {
		p.policy.Parts = append(p.policy.Parts, PolicyPart{Number: m[1], Title: m[2], Line: l.number})
		return
	}
	part := &p.policy.Parts[len(p.policy.Parts)-1]
	if m := itemHead.FindStringSubmatch(l.text); m != nil {
		part.Items = append(part.Items, newItem(part.Number+"("+m[1]+")", m[2], l.number))
		return
	}
	if len(part.Items) == 0 || signature.MatchString(l.text) || p.sign(l) {
		return
	}
	item := &part.Items[len(part.Items)-1]
	if m := pointHead.FindStringSubmatch(l.text); m != nil {
		item.Points = append(item.Points, newItem(item.Clause+m[1], m[2], l.number))
		return
	}
	if n := len(item.Points); n > 0 {
		item = &item.Points[n-1]
	}
	item.Text += l.text
}

// newItem splits "标题。正文" at the first full stop.
func newItem(clause, text string, number int64) PolicyItem {
	title, rest, _ := strings.Cut(text, "。")
	return PolicyItem{Clause: clause, Title: title, Text: rest, Line: number}
}

// check reports what a policy should have and this page did not show.
func (p *Policy) check() []finding.Finding {
	var found []finding.Finding
	for _, need := range []struct{ field, value string }{{"number", p.Number}, {"title", p.Title}, {"issued", p.Issued}} {
		if need.value == "" {
			found = append(found, finding.Finding{Severity: finding.Warning, Code: "plan.text.missing", Field: need.field})
		}
	}
	if len(p.Parts) == 0 {
		found = append(found, finding.Finding{Severity: finding.Error, Code: "plan.text.outline"})
	}
	for _, part := range p.Parts {
		if len(part.Items) == 0 {
			found = append(found, finding.Finding{Severity: finding.Warning, Code: "plan.text.empty_part", Line: part.Line, Value: part.Number})
		}
	}
	return found
}

func isoDate(match []string) string {
	if len(match) < 4 {
		return ""
	}
	return fmt.Sprintf("%s-%02d-%02d", match[1], atoi(match[2]), atoi(match[3]))
}

func itoa(n int) string { return strconv.Itoa(n) }

// atoi reads digits a pattern has already matched.
func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
