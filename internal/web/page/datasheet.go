package page

import (
	"fmt"
	"strings"

	"asterism/internal/report"
)

// tableOptions are what a table takes along when it leaves: the sheet 数据说明 says which rows these are, of which
// snapshot and imports, and what each column means.
func (r *Request) tableOptions(table string) report.TableOptions {
	return report.TableOptions{BOM: true, Words: report.Words{Catalog: r.Site.w.Catalog(), Lang: r.Lang}, Facts: append(r.tableFacts(table), r.columnFacts(table)...)}
}

func (r *Request) tableFacts(table string) []report.Fact {
	s := r.Reader.Snapshot()
	facts := []report.Fact{{Title: r.T("sheet.table"), Text: table}, {Title: r.T("sheet.snapshot"), Text: r.T("snapshot.line", "id", s.ID, "time", Format{r.Lang}.Time(s.Created))}}
	if s.Synthetic {
		facts = append(facts, report.Fact{Title: r.T("synthetic.word"), Text: r.T("synthetic")})
	}
	add := func(title, text string) {
		if text != "" {
			facts = append(facts, report.Fact{Title: title, Text: text})
		}
	}
	n, _ := r.Site.tables.graph.Node(table)
	add(r.T("sheet.about"), n.About.In(r.Lang))
	add(r.T("tables.grain"), strings.Join(r.Site.tables.grain(table), ", "))
	add(r.T("sheet.count"), n.Count)
	add(r.T("trace.method"), n.Method)
	add(r.T("about.content"), s.Content)
	ids := r.batchesUnder([]string{table})
	for _, b := range s.Batches {
		if ids[b.ID] {
			add(r.T("batch.one"), r.batchFact(r.batchLine(b)))
		}
	}
	return facts
}

func (r *Request) batchFact(b batchLine) string {
	fact := fmt.Sprintf("%s · %s", b.ID, b.Names)
	for _, p := range append(b.Assertions, b.Complete...) {
		fact += " · " + p.Name + " = " + p.Value
	}
	if len(b.Complete) == 0 {
		fact += " · " + r.T("complete.unknown")
	}
	return fact
}

func (r *Request) columnFacts(table string) []report.Fact {
	t, _, err := r.tableOrAnswer(table)
	if err != nil {
		return nil
	}
	var facts []report.Fact
	for _, c := range r.columnLines(t) {
		words := c.Label
		if c.Unit != "" {
			words += " [" + c.Unit + "]"
		}
		facts = append(facts, report.Fact{Title: c.Name, Text: strings.TrimSpace(words + " " + c.Doc)})
	}
	return facts
}
