package ingest

import (
	"context"
	"regexp"
	"strings"

	"asterism/internal/finding"
)

// Published lists about classes: titles, hierarchies and concordances as offices and researchers hand them out, most of
// them without a word of what they are. A list is known by its header, or where it has none by the shape of its first
// rows. docs/formats/class-table.md.
var classTable = Format{Name: "class-table", Detect: detectClassTable, Read: readClassTable}

// classList is one kind of list.
type classList struct {
	header []string                   // the header's cells; nil for a list without header
	shape  func(row []string) bool    // of every row of a list without header
	fits   func(rows [][]string) bool // of its first rows together, where one row does not tell
	begin  func(*classRows)           // prepares state
	row    func(*classRows, *oneRow)  // maps a row
	end    func(*classRows)           // after the last row of a sheet
}

var classLists = []*classList{
	chineseTitles, ipcTree, wipoFields, wipoTokens, isicShares, naicsCodes, gbtIndustries, classCounts, classCountsPATSTAT,
	titleList, depthList, sicWeights, csicCodes,
}

// classRows is one sheet being read.
type classRows struct {
	list    *classList
	out     *Sink
	at      map[string]int // header → column
	edition string         // as the file's name tells it
	scheme  string
	titles  titleState
	sums    weightSums
	err     error
}

// oneRow is a row with its cells in the list's own form.
type oneRow struct {
	*classRows
	cells []string
	line  int64
}

func (r *oneRow) cell(i int) string {
	if i < len(r.cells) {
		return r.cells[i]
	}
	return ""
}

func (r *oneRow) named(header string) string {
	if i, ok := r.at[headerKey(header)]; ok {
		return r.cell(i)
	}
	return ""
}

// put writes a row of an entity table; an error ends the sheet.
func (r *oneRow) put(table string, fields ...Field) {
	if r.err == nil {
		r.err = r.out.Row(table, Row{Line: r.line, Cells: r.cells, Fields: fields})
	}
}

func detectClassTable(h Head) int {
	for _, s := range h.Sheets {
		if list, _ := listOf(s.Rows); list != nil {
			return 88
		}
	}
	return 0
}

// listOf finds the list that a sheet's first rows belong to, and how many rows its header takes.
func listOf(rows [][]string) (*classList, int) {
	for _, l := range classLists {
		if l.header != nil && len(rows) > 0 && l.heads(rows[0]) {
			return l, 1
		}
	}
	for _, l := range classLists {
		if l.shape != nil && allShaped(rows, l.shape) && (l.fits == nil || l.fits(rows)) {
			return l, 0
		}
	}
	return nil, 0
}

func (l *classList) heads(row []string) bool {
	have := map[string]bool{}
	for _, c := range row {
		have[headerKey(cleanCell(c))] = true
	}
	for _, h := range l.header {
		if !have[headerKey(h)] {
			return false
		}
	}
	return true
}

// allShaped asks it of all rows but the last, which the head may have cut, and of three at least.
func allShaped(rows [][]string, shape func([]string) bool) bool {
	if len(rows) < 3 {
		return false
	}
	for _, r := range rows[:len(rows)-1] {
		if !shape(spaced(r)) {
			return false
		}
	}
	return true
}

// spaced cleans the cells of a row; a row of one cell whose parts are set apart by blanks is those parts when it begins
// like one of numbers.
func spaced(row []string) []string {
	out := make([]string, len(row))
	for i, c := range row {
		out[i] = cleanCell(c)
	}
	out = trimRight(out)
	if len(out) != 1 {
		return out
	}
	if parts := strings.Fields(out[0]); len(parts) > 2 && len(parts) < 6 && digits(parts[1]) {
		return parts
	}
	return out
}

func readClassTable(ctx context.Context, in *Source, out *Sink) error {
	read, left := 0, []string(nil)
	err := eachSheet(ctx, in, func(s *sheet) error {
		rows, _, err := s.peekRows(blockRows)
		if err != nil {
			in.broken = err
			return nil
		}
		top, at := topRows(rows)
		list, head := listOf(top)
		if list == nil {
			left = append(left, s.name)
			return nil
		}
		read++
		c := newClassRows(in, out, list)
		if head > 0 {
			c.index(top[0])
			s.dropRows(at[0] + 1)
		}
		return c.read(ctx, in, s)
	})
	out.Sheet("", nil)
	switch {
	case err != nil || in.broken != nil && read == 0:
		return err
	case read == 0:
		out.unknown = true
		out.Finding(finding.Finding{Severity: finding.Error, Code: "unsupported_format"})
		return nil
	}
	for _, name := range left {
		out.Finding(finding.Finding{Severity: finding.Info, Code: "sheet.not_read", Sheet: name, Value: name})
	}
	return nil
}

func newClassRows(in *Source, out *Sink, list *classList) *classRows {
	c := &classRows{list: list, out: out, at: map[string]int{}, edition: editionNamed(in.Name), scheme: "ipc"}
	if strings.Contains(strings.ToLower(stem(in.Name)), "cpc") {
		c.scheme = "cpc"
	}
	if year := c.edition; len(year) >= 4 {
		out.SourceDate(year[:4] + "0101")
	}
	if list.begin != nil {
		list.begin(c)
	}
	return c
}

func (c *classRows) index(header []string) {
	for i, h := range header {
		c.at[headerKey(cleanCell(h))] = i
	}
}

func (c *classRows) read(ctx context.Context, in *Source, s *sheet) error {
	c.out.Sheet(s.name, nil)
	err := s.blocks(ctx, 0, func(b *block) error {
		for i, cells := range b.rows {
			if r := (&oneRow{c, spaced(cells), b.lines[i]}); len(r.cells) > 0 {
				c.list.row(c, r)
			}
		}
		return c.err
	})
	if err == nil && c.list.end != nil {
		c.list.end(c)
		err = c.err
	}
	if s.remark != nil {
		s.remark(c.out)
	}
	if err != nil && c.err == nil && ctx.Err() == nil {
		in.broken, err = err, nil
	}
	return err
}

var editionIn = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)[0-9]{2})(?:[._-]?([01][0-9]))?(?:[0-3][0-9])?(?:[^0-9]|$)`)

// editionNamed is the edition that a file's name tells: ipc_2026_zh 2026, cpc-section-A_20240101 2024.01.
func editionNamed(name string) string {
	m := editionIn.FindStringSubmatch(stem(name))
	if m == nil {
		return ""
	}
	return joined(".", m[1], m[2])
}

// Counts by class are no scheme: the rows are told, not kept.
var (
	classCounts        = &classList{header: []string{"ipc_code", "sample_count"}, begin: tellCounts, row: passOver}
	classCountsPATSTAT = &classList{header: []string{"ipc_class_symbol", "NbApplbn"}, begin: tellCounts, row: passOver}
)

func tellCounts(c *classRows) {
	c.out.Finding(finding.Finding{Severity: finding.Warning, Code: "class.counts"})
}

func passOver(*classRows, *oneRow) {}
