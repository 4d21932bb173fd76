package report

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"

	"asterism/internal/lang"
)

// element is a piece of a report's source.
//
//	heading   ## 中文 || English
//	text      Markdown, for both languages or inside ::: zh / ::: en
//	when      ::: when query            shown when the query has rows
//	          ::: when query.column     shown when that value of its first row is true, not 0, not empty
//	unless    the contrary
//	note      ::: note                  a remark set apart
//	prose     ::: prose name            text that people may replace; what stands here is the default
//	chart, table, figures               ```chart with YAML
type element struct {
	kind  string
	arg   string
	level int
	title lang.Text
	text  string
	body  []element
	view  view
	line  int
}

// query is one ```sql block.
type query struct {
	name   string
	title  lang.Text
	sql    string   // one statement, with the common tables it reads
	own    string   // as the report has it
	shared []shared // the common tables it reads, in their order
	line   int
}

type parser struct {
	report *Report
	open   []element // open[0] collects the whole
	text   []string
	line   int
	from   int
}

func (p *parser) read(body string) error {
	p.open = []element{{}}
	lines := strings.Split(body, "\n")
	for i := 0; i < len(lines); i++ {
		p.line++
		used, err := p.one(lines[i:])
		if err != nil {
			return fmt.Errorf("line %d: %w", p.line, err)
		}
		i, p.line = i+used, p.line+used
	}
	p.flush()
	if len(p.open) > 1 {
		return fmt.Errorf("line %d: ::: %s is never closed", p.open[len(p.open)-1].line, p.open[len(p.open)-1].kind)
	}
	return nil
}

// one reads the first of the lines and tells how many more belonged to it.
func (p *parser) one(lines []string) (int, error) {
	first := strings.TrimRight(lines[0], " \t")
	switch {
	case strings.HasPrefix(first, "```"):
		p.flush()
		return p.block(strings.TrimPrefix(first, "```"), lines[1:])
	case strings.HasPrefix(first, ":::"):
		p.flush()
		return 0, p.fence(strings.Fields(strings.TrimPrefix(first, ":::")))
	case strings.HasPrefix(first, "## "), strings.HasPrefix(first, "### "):
		p.flush()
		p.add(p.heading(first))
	default:
		p.collect(first)
	}
	return 0, nil
}

func (p *parser) collect(line string) {
	if len(p.text) == 0 {
		p.from = p.line
	}
	p.text = append(p.text, line)
}

func (p *parser) flush() {
	text := strings.TrimSpace(strings.Join(p.text, "\n"))
	if text != "" {
		p.add(element{kind: "text", text: text, line: p.from})
	}
	p.text = nil
}

func (p *parser) add(e element) {
	last := &p.open[len(p.open)-1]
	last.body = append(last.body, e)
}

func (p *parser) top() []element { return p.open[0].body }

func (p *parser) heading(line string) element {
	marks := strings.IndexByte(line, ' ')
	zh, en, both := strings.Cut(line[marks+1:], " || ")
	if !both {
		en = zh
	}
	return element{kind: "heading", level: marks - 1, title: lang.Text{Zh: strings.TrimSpace(zh), En: strings.TrimSpace(en)}, line: p.line}
}

var fences = map[string]int{"zh": 0, "en": 0, "note": 0, "when": 1, "unless": 1, "prose": 1}

func (p *parser) fence(words []string) error {
	if len(words) == 0 {
		return p.closeFence()
	}
	want, known := fences[words[0]]
	if !known || len(words) != want+1 {
		return fmt.Errorf("::: %s is not known; there are zh, en, note, when QUERY, unless QUERY, prose NAME", strings.Join(words, " "))
	}
	e := element{kind: words[0], line: p.line}
	if want == 1 {
		e.arg = words[1]
	}
	p.open = append(p.open, e)
	return nil
}

func (p *parser) closeFence() error {
	if len(p.open) == 1 {
		return fmt.Errorf("::: closes nothing")
	}
	last := p.open[len(p.open)-1]
	p.open = p.open[:len(p.open)-1]
	p.add(last)
	return nil
}

func (p *parser) block(info string, lines []string) (int, error) {
	for i, l := range lines {
		if strings.TrimRight(l, " \t") == "```" {
			return i + 1, p.fenced(strings.TrimSpace(info), strings.Join(lines[:i], "\n"))
		}
	}
	return 0, fmt.Errorf("``` %s is never closed", info)
}

func (p *parser) fenced(info, text string) error {
	kind, rest, _ := strings.Cut(info, " ")
	switch kind {
	case "sql":
		return p.sql(rest, text)
	case "chart", "table", "figures":
		return p.view(kind, text)
	}
	return fmt.Errorf("a block is sql, chart, table or figures, not %q", kind)
}

// sql reads the info string: name=trend zh="…" en="…".
func (p *parser) sql(info, text string) error {
	q := query{sql: strings.TrimSpace(text), line: p.line + 1}
	for key, value := range attributes(info) {
		switch key {
		case "name":
			q.name = value
		case "zh":
			q.title.Zh = value
		case "en":
			q.title.En = value
		default:
			return fmt.Errorf("a query has name, zh and en, not %q", key)
		}
	}
	if q.name == "" {
		return fmt.Errorf("a query needs a name: ```sql name=…")
	}
	if _, twice := p.report.queries[q.name]; twice {
		return fmt.Errorf("two queries are named %s", q.name)
	}
	p.report.queries[q.name] = q
	return nil
}

func attributes(info string) map[string]string {
	out := map[string]string{}
	for info = strings.TrimSpace(info); info != ""; info = strings.TrimSpace(info) {
		key, rest, _ := strings.Cut(info, "=")
		value := ""
		if strings.HasPrefix(rest, `"`) {
			value, info, _ = strings.Cut(rest[1:], `"`)
		} else {
			value, info, _ = strings.Cut(rest, " ")
		}
		out[strings.TrimSpace(key)] = value
	}
	return out
}

func (p *parser) view(kind, text string) error {
	e := element{kind: kind, line: p.line}
	if err := yaml.UnmarshalWithOptions([]byte(text), &e.view, yaml.Strict()); err != nil {
		return err
	}
	p.add(e)
	return nil
}
