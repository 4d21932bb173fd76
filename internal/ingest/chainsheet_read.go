package ingest

import (
	"io"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/internal/ingest/xlsx"
)

var errNoChainSheet = fail.New(fail.Invalid, "this is no decomposition table: none of its sheets has the columns 一级 (Level 1) and 检索式 (Query) or 分类号 (Classes)")

// maxChainRows bounds a decomposition table: more rows than any chain has nodes.
const maxChainRows = 5000

// ReadChainSheet reads a decomposition table: one that Write made, or any workbook with a sheet whose first rows name its columns
// (一级, 二级 …, 检索式, 分类号). What is wrong in single cells is a finding of severity Error, and its row is Refused. Errors: Invalid for
// any other file.
func ReadChainSheet(r io.Reader) (_ *ChainSheet, found []finding.Finding, err error) {
	defer fail.Wrap(&err, "read decomposition table")
	book, closeBook, err := handedIn(r)
	if err != nil {
		return nil, nil, err
	}
	defer closeBook()
	c := &chainReader{sheet: &ChainSheet{Chain: map[string]string{}}}
	if err := c.read(book); err != nil {
		return nil, nil, err
	}
	return c.sheet, c.found, nil
}

type chainReader struct {
	sheet  *ChainSheet
	found  []finding.Finding
	page   string
	column map[string]int
	path   []string // titles down to the row before
	full   bool     // too many rows were told
}

func (c *chainReader) read(book *xlsx.Book) error {
	table := false
	for _, each := range book.Sheets {
		if each.Name == explanation {
			continue
		}
		s, done, err := workbookSheet(book, each)
		if err != nil {
			return err
		}
		switch {
		case each.Name == chainAbout:
			err = eachRow(s, c.about)
		case !table:
			table, err = c.table(s, each.Name)
		}
		done()
		if err != nil {
			return err
		}
	}
	if !table {
		return errNoChainSheet
	}
	return nil
}

func (c *chainReader) about(_ int64, cells []string) {
	key := strings.TrimSpace(at(cells, 0))
	for _, f := range chainFields {
		if key == f.key {
			c.sheet.Chain[key] = strings.TrimSpace(at(cells, 2))
		}
	}
}

// table reads a sheet whose columns are named in one of its first three rows; false when it has none.
func (c *chainReader) table(s *sheet, name string) (bool, error) {
	c.page = name
	for range 3 {
		rows, _, err := s.next(1)
		if len(rows) == 0 {
			if err == io.EOF {
				return false, nil
			}
			return false, err
		}
		if columns := chainHeader(rows[0]); columns != nil {
			c.column = columns
			return true, eachRow(s, c.row)
		}
	}
	return false, nil
}

// chainHeader finds the columns that a row names; nil where it names too few.
func chainHeader(cells []string) map[string]int {
	columns := map[string]int{}
	for i, cell := range cells {
		cell = strings.TrimSpace(cell)
		for _, c := range chainColumns {
			if _, twice := columns[c.key]; !twice && (cell == c.key || cell == c.zh || strings.EqualFold(cell, c.en) || strings.HasPrefix(c.key, "level_") && (cell == c.zh+"分支" || cell == c.zh+"技术")) {
				columns[c.key] = i
			}
		}
	}
	_, level := columns["level_1"]
	_, query := columns["query"]
	_, classes := columns["classes"]
	if !level || !query && !classes {
		return nil
	}
	return columns
}

func (c *chainReader) cell(cells []string, key string) string {
	i, ok := c.column[key]
	if !ok {
		return ""
	}
	return strings.TrimSpace(at(cells, i))
}

func (c *chainReader) refuse(r *ChainRow, code, field, value string) {
	r.Refused = true
	c.found = append(c.found, finding.Finding{Severity: finding.Error, Sheet: c.page, Line: r.Line, Field: field, Code: code, Value: clip(value), Args: map[string]string{"value": clip(value)}})
}

func (c *chainReader) row(line int64, cells []string) {
	if strings.TrimSpace(strings.Join(cells, "")) == "" || chainHeader(cells) != nil {
		return // a blank row, or the heads below the hidden keys
	}
	r := ChainRow{Line: line, Values: map[string]string{}}
	if len(c.sheet.Rows) >= maxChainRows {
		if !c.full {
			c.refuse(&r, "chain.many", "", "")
		}
		c.full = true
		return
	}
	if c.place(&r, cells); r.Depth == 0 {
		return
	}
	for _, column := range chainColumns[ChainLevels:] {
		if _, there := c.column[column.key]; there {
			r.Values[column.key] = c.coded(&r, column.key, c.cell(cells, column.key))
		}
	}
	c.sheet.Rows = append(c.sheet.Rows, r)
}

// place finds the level of a row. Names on its left that are not those of the rows before are nodes too.
func (c *chainReader) place(r *ChainRow, cells []string) {
	var levels []string
	for _, column := range chainColumns[:ChainLevels] {
		levels = append(levels, c.cell(cells, column.key))
	}
	for i, title := range levels {
		if title != "" {
			r.Depth, r.Title = i+1, title
		}
	}
	if r.Depth == 0 {
		c.refuse(r, "chainsheet.untitled", "level_1", "")
		return
	}
	for i, title := range levels[:r.Depth-1] {
		switch {
		case title == "" && i >= len(c.path):
			c.refuse(r, "chainsheet.level", chainColumns[i].key, r.Title)
			r.Depth = 0
			return
		case title != "" && (i >= len(c.path) || c.path[i] != title):
			c.path = append(c.path[:i:i], title)
			c.sheet.Rows = append(c.sheet.Rows, ChainRow{Depth: i + 1, Title: title, Values: map[string]string{}})
		}
	}
	c.path = append(c.path[:r.Depth-1:r.Depth-1], r.Title)
}

// coded reads a coded cell in either language; other cells are as they are.
func (c *chainReader) coded(r *ChainRow, column, cell string) string {
	words, ok := chainWords[column]
	if errorCells[cell] {
		c.refuse(r, "chainsheet.value", column, cell)
		return ""
	}
	if !ok || cell == "" {
		return cell
	}
	for _, w := range words {
		if strings.EqualFold(cell, w.code) || cell == w.zh || strings.EqualFold(cell, w.en) {
			return w.code
		}
	}
	c.refuse(r, "chainsheet."+column, column, cell)
	return ""
}
