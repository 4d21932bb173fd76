package ingest

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"asterism/internal/finding"
	"asterism/patent"
)

// Lists of titles. chineseTitles is CNIPA's IPC as taken from its PDF; titleList is "symbol, title" without header, as
// WIPO's title lists and many derived files are; depthList is the CPC title list: symbol, dots, title; ipcTree is
// PATSTAT's tls209 hierarchy.
var (
	chineseTitles = &classList{header: []string{"code", "level", "title_zh"}, begin: beginTitles, row: chineseTitle, end: endTitles}
	titleList     = &classList{shape: isTitleRow, begin: beginTitles, row: plainTitle, end: endTitles}
	depthList     = &classList{shape: isDepthRow, begin: beginTitles, row: depthTitle, end: endTitles}
	ipcTree       = &classList{header: []string{"ipc_code", "ancestor", "parent", "ipc_version"}, row: treeRow, end: endTree}
)

// titleState holds the rows of a list until its end: symbols come again, and of such rows one is the title.
type titleState struct {
	rows      []titleRow
	at        map[string]int // symbol → row
	above     []string       // symbols of the rows above by depth, for lists that give depth only
	lost      int64
	firstLost string
	private   int64
	ownParent int64
}

type titleRow struct {
	symbol, parent, title, note string
	level                       int
	line                        int64
	cells                       []string
	rank                        int // 2 a title, 1 one that lists other symbols, 0 none
}

// heldTitles bounds the rows held at once: more than four times the CPC.
const heldTitles = 1 << 20

func beginTitles(c *classRows) { c.titles = titleState{at: map[string]int{}} }

func isTitleRow(row []string) bool {
	return len(row) == 2 && isSymbol(row[0]) && !isNumeric(row[1]) && len(row[1]) > 2
}

func isDepthRow(row []string) bool {
	return len(row) == 3 && isSymbol(row[0]) && (row[1] == "" || digits(row[1]) && len(row[1]) < 3) && !isNumeric(row[2])
}

func isSymbol(s string) bool {
	_, ok := patent.ParseCPC(s)
	return ok
}

func isNumeric(s string) bool {
	_, err := strconv.ParseFloat(strings.TrimSuffix(s, "%"), 64)
	return err == nil
}

func chineseTitle(c *classRows, r *oneRow) {
	symbol, title := r.named("code"), r.named("title_zh")
	if fragment.MatchString(title) { // the PDF broke a long subgroup symbol: its last digits came out as the title
		c.titles.loseTitle(symbol)
		symbol, title = symbol+strings.Trim(title, "."), ""
	}
	c.hold(r, symbol, "", title, 0)
}

var fragment = regexp.MustCompile(`^(\.+|[0-9]{1,3})$`)

func (t *titleState) loseTitle(symbol string) {
	if t.lost == 0 {
		t.firstLost = symbol
	}
	t.lost++
}

func plainTitle(c *classRows, r *oneRow) { c.hold(r, r.cell(0), "", r.cell(1), 0) }

// depthTitle takes the parent from the rows above: the nearest one of smaller depth. Blank depth stands above groups.
func depthTitle(c *classRows, r *oneRow) {
	symbol := c.normal(r.cell(0))
	if r.cell(1) == "" {
		c.titles.above = nil
		c.hold(r, symbol, "", r.cell(2), 0)
		return
	}
	depth := numberIn(r.cell(1))
	above := c.titles.above
	parent := ""
	if depth > 0 && depth <= len(above) {
		parent = above[depth-1]
	}
	for len(above) < depth {
		above = append(above, "")
	}
	c.titles.above = append(above[:depth], symbol)
	c.hold(r, symbol, parent, r.cell(2), mainGroupLevel+depth)
}

// Levels of a class table: 1 section, 2 class, 3 subclass, 4 main group, 5 subgroup of one dot and so on.
const mainGroupLevel = 4

func (c *classRows) normal(symbol string) string {
	if k := c.out.memo.class(c.scheme, symbol); k.ok {
		return k.class.Normal
	}
	if k := c.out.memo.class("cpc", symbol); k.ok { // section Y, groups of the 2000 series
		c.scheme = "cpc"
		return k.class.Normal
	}
	return symbol
}

func (c *classRows) hold(r *oneRow, symbol, parent, text string, level int) {
	if len(c.titles.rows) >= heldTitles {
		endTitles(c)
		beginTitles(c)
	}
	row := titleRow{symbol: c.normal(symbol), parent: parent, line: r.line, cells: r.cells, level: level}
	row.title, row.note = splitTitle(c.cleanTitle(text))
	row.rank = titleRank(row.title)
	if row.level == 0 {
		row.level = levelOf(row.symbol)
	}
	at, again := c.titles.at[row.symbol]
	if !again {
		c.titles.at[row.symbol] = len(c.titles.rows)
		c.titles.rows = append(c.titles.rows, row)
		return
	}
	if kept := &c.titles.rows[at]; row.rank >= kept.rank {
		*kept = row
	}
	c.out.Skip("repeated")
}

// levelOf is the level a symbol shows by itself: 1 to 4; a subgroup's depth does not show.
func levelOf(symbol string) int {
	switch {
	case len(symbol) == 1:
		return 1
	case len(symbol) == 3:
		return 2
	case len(symbol) == 4:
		return 3
	case strings.HasSuffix(symbol, "/00"):
		return mainGroupLevel
	}
	return 0
}

func titleRank(title string) int {
	switch {
	case title == "":
		return 0
	case symbolIn.MatchString(title):
		return 1
	}
	return 2
}

func endTitles(c *classRows) {
	for i := range c.titles.rows {
		t := &c.titles.rows[i]
		name, note := "title", "note"
		if !chinese(t.title + t.note) {
			name, note = "title_en", "note_en"
		}
		r := &oneRow{c, t.cells, t.line}
		r.put("class_title", Field{Name: "scheme", Value: c.scheme}, Field{Name: "symbol", Value: t.symbol}, Field{Name: name, Value: t.title}, Field{Name: note, Value: t.note},
			Field{Name: "parent_symbol", Value: t.parent}, Field{Name: "level", Value: levelText(t.level)}, Field{Name: "edition", Value: c.edition})
	}
	c.tell("class.title_lost", c.titles.lost, c.titles.firstLost)
	c.tell("class.private_characters", c.titles.private, "")
}

func (c *classRows) tell(code string, n int64, value string) {
	if n > 0 {
		c.out.Finding(finding.Finding{Severity: finding.Info, Code: code, Field: "title", Value: value, Args: map[string]string{"count": strconv.FormatInt(n, 10)}})
	}
}

func levelText(level int) string {
	if level == 0 {
		return ""
	}
	return strconv.Itoa(level)
}

func chinese(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0
}

// treeRow reads PATSTAT's hierarchy: "ancestor" is the symbol above, packed; "parent" is the section.
func treeRow(c *classRows, r *oneRow) {
	symbol := c.normal(r.named("ipc_code"))
	parent := r.named("ancestor")
	if parent != "" {
		parent = c.normal(parent)
	}
	if parent == symbol {
		parent = ""
		c.titles.ownParent++
	}
	r.put("class_title", Field{Name: "scheme", Value: c.scheme}, Field{Name: "symbol", Value: symbol}, Field{Name: "parent_symbol", Value: parent},
		Field{Name: "level", Value: levelText(levelOf(symbol))}, Field{Name: "edition", Value: r.named("ipc_version")})
}

func endTree(c *classRows) { c.tell("class.own_parent", c.titles.ownParent, "") }
