package page

import (
	"net/http"
	"strconv"

	"asterism/internal/plan"
	"asterism/internal/report"
)

// completionView is the one-page table of a plan: every target and named cluster with figure, gap, outlook and doubts.
type completionView struct {
	Base
	Plan  *plan.Plan
	AsOf  int
	Years []LinkView
	Parts []completionPart
	Notes []string
	Files []LinkView
}

// completionPart is a heading of the table with its lines, written out.
type completionPart struct {
	Title   string
	Columns []report.Column
	Rows    [][]completionCell
}

type completionCell struct {
	Text, URL, Class, Tag string
}

// completion is the table behind page and workbook. Amounts stand in the unit of their line.
type completion struct {
	plan     *plan.Plan
	status   *plan.Status
	targets  []completionLine
	clusters []completionLine
	notes    []string
}

// completionLine is a target or a cluster. Nil is unknown; doubt says why.
type completionLine struct {
	name, url, clause, unit    string
	wanted, value, gap         any
	year, due                  any
	status, state, code        string
	growth                     any
	chance, tier, sum, sources string
	doubt                      string
}

var completionColumns = []string{"part", "name", "clause", "wanted", "value", "unit", "year", "status", "state", "gap", "due", "growth", "chance", "tier", "sum", "sources", "doubt"}

var completionKinds = map[string]string{"wanted": "number", "value": "number", "year": "year", "gap": "number", "due": "year", "growth": "share"}

// completionClasses are how wide the columns of texts are on the page.
var completionClasses = map[string]string{"unit": "nowrap", "year": "nowrap", "due": "nowrap", "chance": "nowrap", "sources": "wide", "doubt": "wide", "clause": "mid", "tier": "nowrap"}

// completion evaluates the plan of the request, as of the year asked for or the last year of its figures.
func (r *Request) completion() (*completion, error) {
	p, err := r.plan(r.Values.Get("plan"))
	if err != nil {
		return nil, err
	}
	year, err := r.planYear(p)
	if err != nil {
		return nil, err
	}
	status, err := r.planStatus(p, year)
	if err != nil {
		return nil, err
	}
	c := &completion{plan: p, status: status}
	if err := c.addTargets(r); err != nil {
		return nil, err
	}
	return c, c.addClusters(r)
}

// cells are a line's values in the order of completionColumns.
func (l *completionLine) cells(part string) []any {
	return []any{part, l.name, known(l.clause), l.wanted, l.value, known(l.unit), l.year, known(l.status), known(l.state), l.gap, l.due, l.growth, known(l.chance), known(l.tier), known(l.sum), known(l.sources), known(l.doubt)}
}

// known is nil for a text that is empty.
func known(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func (r *Request) completionHeads() []report.Column {
	all := make([]report.Column, len(completionColumns))
	for i, name := range completionColumns {
		all[i] = report.Column{Name: name, Title: r.T("completion." + name), Kind: first(completionKinds[name], "text")}
	}
	return all
}

func loadCompletion(r *Request) (View, error) {
	c, err := r.completion()
	if err != nil {
		return nil, err
	}
	v := &completionView{Plan: c.plan, AsOf: c.status.AsOf, Years: r.planYears(c.plan, c.status.AsOf), Notes: c.notes}
	v.Title = r.T("completion.title")
	v.Crumbs = []Crumb{{r.T("nav.plan"), r.Link("/plan", "plan", c.plan.ID, "year", c.status.AsOf)}}
	v.Parts = append(v.Parts, r.completionPart(r.T("completion.targets"), c.targets))
	if len(c.clusters) > 0 {
		v.Parts = append(v.Parts, r.completionPart(r.T("completion.clusters"), c.clusters))
	}
	for _, format := range report.TableFormats {
		v.Files = append(v.Files, LinkView{Text: formatName(format), URL: r.Link("/plan/completion/"+format, "plan", c.plan.ID, "year", c.status.AsOf)})
	}
	return v, nil
}

func (r *Request) completionPart(title string, lines []completionLine) completionPart {
	heads := r.completionHeads()[1:]
	p := completionPart{Title: title, Columns: heads}
	for i := range lines {
		var row []completionCell
		for j, v := range lines[i].cells(title)[1:] {
			cell := completionCell{Text: heads[j].Cell(v, report.Words{})}
			switch heads[j].Name {
			case "name":
				cell.URL = lines[i].url
			case "state":
				cell.Tag = lines[i].code
			}
			cell.Class = completionClasses[heads[j].Name]
			if heads[j].Numeric() {
				cell.Class = "num"
			}
			row = append(row, cell)
		}
		p.Rows = append(p.Rows, row)
	}
	return p
}

// sendCompletion writes the table as a file; the workbook's second sheet says what it rests on.
func sendCompletion(r *Request, w http.ResponseWriter) error {
	c, err := r.completion()
	if err != nil {
		return err
	}
	t := &report.Table{Name: "completion", Title: r.T("completion.title") + " " + strconv.Itoa(c.status.AsOf), Columns: r.completionHeads()}
	for i := range c.targets {
		t.Rows = append(t.Rows, c.targets[i].cells(r.T("completion.targets")))
	}
	for i := range c.clusters {
		t.Rows = append(t.Rows, c.clusters[i].cells(r.T("completion.clusters")))
	}
	facts := []report.Fact{{Title: r.T("nav.plan"), Text: c.plan.Document.Number + " " + c.plan.Title.In(r.Lang)}, {Title: r.T("plan.asof"), Text: strconv.Itoa(c.status.AsOf)}}
	for _, n := range c.notes {
		facts = append(facts, report.Fact{Title: r.T("completion.note"), Text: n})
	}
	format := r.PathValue("format")
	attach(w, r.fileName(t.Title), format)
	return report.WriteTable(w, format, t, report.TableOptions{BOM: true, Words: report.Words{Catalog: r.Site.w.Catalog(), Lang: r.Lang}, Facts: append(facts, r.tableFacts(tierTable)...)})
}
