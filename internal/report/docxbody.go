package report

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// wordBody writes w:body.
type wordBody struct {
	strings.Builder
	words  Words
	lang   string
	charts []string
}

func escape(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return ""
	}
	return b.String()
}

func (b *wordBody) document(d *Document) {
	b.paragraph("Title", []Span{{Text: d.Title}})
	if d.Subtitle != "" {
		b.paragraph("Subtitle", []Span{{Text: d.Subtitle}})
	}
	b.paragraph("Imprint", []Span{{Text: fmt.Sprintf("%s %d · %s", b.words.Text("fact.snapshot"), d.Snapshot, d.Created.Format("2006-01-02"))}})
	if d.Synthetic {
		b.paragraph("Note", []Span{{Text: b.words.Text("synthetic"), Strong: true}})
	}
	b.blocks(d.Blocks)
	b.statement(d.Statement)
}

func (b *wordBody) blocks(blocks []Block) {
	for _, x := range blocks {
		b.block(x)
	}
}

func (b *wordBody) block(x Block) {
	switch x.Kind {
	case "heading":
		b.paragraph(fmt.Sprintf("Heading%d", x.Level), append([]Span{{Text: x.Number + "  "}}, x.Spans...))
	case "text":
		b.paragraph("BodyText", x.Spans)
	case "item":
		b.item(x)
	case "note":
		b.note(x.Body)
	case "prose":
		b.blocks(x.Body)
	case "figures":
		b.figures(x.Figures)
	case "table":
		b.paragraph("Caption", []Span{{Text: x.Caption}})
		b.table(x.Table)
		b.below(x)
	case "chart":
		b.paragraph("Caption", []Span{{Text: x.Caption}})
		b.picture(x)
		b.below(x)
	}
}

func (b *wordBody) item(x Block) {
	spans := x.Spans
	style := "ListBullet"
	if x.Number != "" {
		style, spans = "ListNumber", append([]Span{{Text: x.Number + " "}}, spans...)
	}
	b.paragraph(style, spans)
}

func (b *wordBody) note(blocks []Block) {
	for _, x := range blocks {
		b.paragraph("Note", x.Spans)
	}
}

func (b *wordBody) below(x Block) {
	if x.Note != "" {
		b.paragraph("Source", []Span{{Text: x.Note}})
	}
	b.paragraph("Source", []Span{{Text: x.Source}})
}

func (b *wordBody) paragraph(style string, spans []Span) {
	fmt.Fprintf(b, `<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>`, style)
	for _, s := range spans {
		b.run(s)
	}
	b.WriteString(`</w:p>`)
}

func (b *wordBody) run(s Span) {
	b.WriteString(`<w:r>`)
	if s.Strong {
		b.WriteString(`<w:rPr><w:b/></w:rPr>`)
	}
	fmt.Fprintf(b, `<w:t xml:space="preserve">%s</w:t></w:r>`, escape(s.Text))
}

// figures are a row of large numbers with their names.
func (b *wordBody) figures(all []Figure) {
	b.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="Plain"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr><w:tr>`)
	for _, f := range all {
		fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="pct"/></w:tcPr>`, 5000/len(all))
		b.paragraph("Source", []Span{{Text: f.Title}})
		b.paragraph("Figure", []Span{{Text: f.Value + " " + f.Unit}})
		b.paragraph("Source", []Span{{Text: f.Note}})
		b.WriteString(`</w:tc>`)
	}
	b.WriteString(`</w:tr></w:tbl>`)
	b.paragraph("Source", nil)
}

func (b *wordBody) table(t *Table) {
	b.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="Lines"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1"/></w:tblPr>`)
	widths := columnWidths(t, b.words)
	b.WriteString(`<w:tblGrid>`)
	for _, w := range widths {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, w)
	}
	b.WriteString(`</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for i, c := range t.Columns {
		b.cell(c, c.Header(b.lang), "TableHead", widths[i])
	}
	b.WriteString(`</w:tr>`)
	for _, row := range t.Visible() {
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		for i, v := range row {
			b.cell(t.Columns[i], t.Columns[i].Cell(v, b.words), "TableText", widths[i])
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl>`)
}

func (b *wordBody) cell(c Column, text, style string, width int) {
	align := ""
	if c.Numeric() {
		align = `<w:jc w:val="right"/>`
	}
	fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p></w:tc>`, width, style, align, escape(text))
}

// The page's text width, a half-width letter of a table, and the padding of a cell, in twips.
const (
	pageTwips   = 8844
	letterTwips = 98
	paddedTwips = 230
)

// columnWidths shares the page's width out: numbers, dates and flags keep on one line, the rest is shared by how much
// more the widest text of a column wants, none beyond 28 letters.
func columnWidths(t *Table, w Words) []int {
	least, want := make([]int, len(t.Columns)), make([]int, len(t.Columns))
	sum, more := 0, 0
	for i, c := range t.Columns {
		most := 0
		for _, row := range t.Visible() {
			most = max(most, wide(c.Cell(row[i], w)))
		}
		least[i], want[i] = 6, min(max(most, wide(c.Header(w.Lang)), 6), 28)
		if c.Numeric() || c.Kind == "date" || c.Kind == "year" || c.Kind == "flag" {
			least[i] = max(most, 4)
		}
		want[i] = max(want[i], least[i])
		sum, more = sum+least[i]*letterTwips+paddedTwips, more+want[i]-least[i]
	}
	widths := make([]int, len(t.Columns))
	for i := range widths {
		own := least[i]*letterTwips + paddedTwips
		switch {
		case sum >= pageTwips:
			widths[i] = own * pageTwips / sum
		case more > 0:
			widths[i] = own + (pageTwips-sum)*(want[i]-least[i])/more
		default:
			widths[i] = own * pageTwips / sum
		}
	}
	return widths
}

// columnWidth is the text column in English metric units: 156 mm.
const columnWidth = 156 * 36000

func (b *wordBody) picture(x Block) {
	b.charts = append(b.charts, x.Chart.Name)
	n := len(b.charts)
	height := columnWidth * x.Chart.Height / x.Chart.Width
	fmt.Fprintf(b, wordPicture, columnWidth, height, n, escape(x.Chart.Name), escape(x.Alt), n, escape(x.Chart.Name), n, n, columnWidth, height)
}

func (b *wordBody) statement(s Statement) {
	b.paragraph("Heading1", []Span{{Text: b.words.Text("statement.title")}})
	facts := &Table{Columns: []Column{{Title: b.words.Text("statement.item"), Kind: "text"}, {Title: b.words.Text("statement.text"), Kind: "text"}}}
	for _, f := range s.Facts {
		facts.Rows = append(facts.Rows, []any{f.Title, f.Text})
	}
	b.table(facts)
	for _, t := range []*Table{s.Batches, s.Sources, s.Findings} {
		if len(t.Rows) > 0 {
			b.paragraph("Heading2", []Span{{Text: t.Title}})
			b.table(t)
		}
	}
}
