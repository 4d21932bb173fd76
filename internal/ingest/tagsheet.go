package ingest

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"asterism/internal/fail"
	"asterism/internal/finding"
)

// TagSheet is a workbook in which one reader tags the patents of a set (标引): technical branch, technical effect, importance, noise.
// ReadTagSheet reads it back.
type TagSheet struct {
	Set, Reader string
	Language    string
	Rows        []TagRow
}

// TagRow is one patent: what helps to read it, and what the reader said of it.
type TagRow struct {
	Line                      int64 // in the workbook that was read
	PatentID, Title, Abstract string
	Tags
}

// Tags are what a reader says of a patent. Branch and Effect may have several values; Importance is high, medium, low or "";
// Noise is yes, no or "".
type Tags struct {
	Branch, Effect    []string
	Importance, Noise string
}

// Bounds of a tag sheet: it is for people.
const (
	MaxTagged  = 5000 // patents of a set
	maxTags    = 20   // values in one cell
	maxTagText = 60   // characters of one value
)

const (
	tagMark  = "asterism-tags-1"
	tagsPage = "标引"
	aboutTag = "_asterism"
)

var tagColumns = []struct{ key, zh, en string }{
	{"patent_id", "专利标识", "Patent"}, {"title", "名称", "Title"}, {"abstract", "摘要", "Abstract"},
	{"branch", "技术分支", "Branch"}, {"effect", "技术效果", "Technical effect"}, {"importance", "重要程度", "Importance"}, {"noise", "是否噪声", "Noise"},
}

// tagWords are the words of the coded columns, Chinese and English.
var tagWords = map[string][]struct{ code, zh, en string }{
	"importance": {{"high", "高", "high"}, {"medium", "中", "medium"}, {"low", "低", "low"}},
	"noise":      {{"yes", "是", "yes"}, {"no", "否", "no"}},
}

func (s *TagSheet) word(zh, en string) string {
	if s.Language == "en" {
		return en
	}
	return zh
}

// Write writes the workbook. Column keys are hidden in row 1; a hidden sheet names set and reader. Errors: Invalid for more
// than MaxTagged rows.
func (s *TagSheet) Write(w io.Writer) (err error) {
	defer fail.Wrap(&err, "tag sheet of %s", s.Set)
	if len(s.Rows) > MaxTagged {
		return fail.New(fail.Invalid, "a set of %d patents: at most %d", len(s.Rows), MaxTagged)
	}
	x := excelize.NewFile()
	defer x.Close()
	if err := firstError(x.SetSheetName("Sheet1", tagsPage), s.sheet(x), s.lists(x), s.about(x)); err != nil {
		return err
	}
	return x.Write(w)
}

func (s *TagSheet) sheet(x *excelize.File) error {
	grey, err := x.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"ECECEC"}}, Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	text, err := x.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	out, err := x.NewStreamWriter(tagsPage)
	if err != nil {
		return err
	}
	var keys, heads []any
	for _, c := range tagColumns {
		keys, heads = append(keys, c.key), append(heads, excelize.Cell{StyleID: grey, Value: s.word(c.zh, c.en)})
	}
	err = firstError(out.SetColWidth(1, 1, 18), out.SetColWidth(2, 2, 36), out.SetColWidth(3, 3, 60), out.SetColWidth(4, 7, 18),
		out.SetPanes(&excelize.Panes{Freeze: true, XSplit: 2, YSplit: 2, TopLeftCell: "C3", ActivePane: "bottomRight"}),
		out.SetRow("A1", keys, excelize.RowOpts{Hidden: true}), out.SetRow("A2", heads))
	for i := 0; i < len(s.Rows) && err == nil; i++ {
		var cells []any
		for _, v := range s.cells(s.Rows[i]) {
			cells = append(cells, excelize.Cell{StyleID: text, Value: v})
		}
		err = out.SetRow("A"+strconv.Itoa(i+3), cells)
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

func (s *TagSheet) cells(r TagRow) []string {
	abstract := []rune(r.Abstract)
	if len(abstract) > 2000 {
		abstract = append(abstract[:2000], '…')
	}
	return []string{r.PatentID, r.Title, string(abstract), strings.Join(r.Branch, "；"), strings.Join(r.Effect, "；"), s.coded("importance", r.Importance), s.coded("noise", r.Noise)}
}

func (s *TagSheet) coded(column, code string) string {
	for _, w := range tagWords[column] {
		if w.code == code {
			return s.word(w.zh, w.en)
		}
	}
	return ""
}

// lists offers the coded values as drop-downs.
func (s *TagSheet) lists(x *excelize.File) error {
	for i, c := range tagColumns {
		var words []string
		for _, w := range tagWords[c.key] {
			words = append(words, s.word(w.zh, w.en))
		}
		if len(words) == 0 || len(s.Rows) == 0 {
			continue
		}
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		choice := excelize.NewDataValidation(true)
		choice.SetSqref(fmt.Sprintf("%s3:%s%d", column, column, len(s.Rows)+2))
		if err := firstError(choice.SetDropList(words), x.AddDataValidation(tagsPage, choice)); err != nil {
			return err
		}
	}
	return nil
}

// about writes the hidden sheet that names set and reader, and one that says how to fill the other.
func (s *TagSheet) about(x *excelize.File) error {
	if _, err := x.NewSheet(aboutTag); err != nil {
		return err
	}
	if _, err := x.NewSheet(explanation); err != nil {
		return err
	}
	mark := []any{tagMark, s.Set, s.Reader}
	if err := x.SetSheetRow(aboutTag, "A1", &mark); err != nil {
		return err
	}
	for i, line := range strings.Split(s.word(taggingZh, taggingEn), "\n") {
		row := []any{strings.NewReplacer("{set}", s.Set, "{reader}", s.Reader).Replace(line)}
		if err := x.SetSheetRow(explanation, "A"+strconv.Itoa(i+1), &row); err != nil {
			return err
		}
	}
	return firstError(x.SetColWidth(explanation, "A", "A", 100), x.SetSheetVisible(aboutTag, false, true))
}

const taggingZh = `标引表：{set}，标引人 {reader}
1. 技术分支、技术效果可写多个，用“；”分开；同一意思请用同一个词。
2. 重要程度：高、中、低；是否噪声：是、否。没有看的留空。
3. 不要改专利标识；可以删去没有看的行（不改动已有标引），可以排序、筛选。
4. 清空单元格表示取消自己原先的标引。
5. 存盘后在“标引”页交回，先看将要改动的各处再写入。每位标引人用自己的表，互不覆盖。`

const taggingEn = `Tag sheet: {set}, reader {reader}
1. Branch and technical effect may have several values, parted by ";". Use one word for one meaning.
2. Importance: high, medium, low. Noise: yes, no. Leave blank what you did not read.
3. Leave the column of patents as it is; rows you did not read may be deleted (their tags stay), and rows may be sorted.
4. An emptied cell takes your own former tag back.
5. Save, and hand it in on the page Tagging, which shows what would change before it is kept. Each reader has a sheet of their own.`

var errNoTagSheet = fail.New(fail.Invalid, "this is no tag sheet; the page Tagging makes one")

// ReadTagSheet reads a workbook that Write made and a reader filled. What is wrong in single cells is a finding of severity Error,
// and the row is left out. Errors: Invalid for any other file.
func ReadTagSheet(r io.Reader) (_ *TagSheet, found []finding.Finding, err error) {
	defer fail.Wrap(&err, "read tag sheet")
	book, closeBook, err := handedIn(r)
	if err != nil {
		return nil, nil, err
	}
	defer closeBook()
	t := &tagReader{sheet: &TagSheet{}, seen: map[string]bool{}}
	for _, part := range []struct {
		name string
		read func(*sheet) error
	}{{aboutTag, t.mark}, {tagsPage, t.rows}} {
		each, ok := namedSheet(book, part.name)
		if !ok {
			return nil, nil, errNoTagSheet
		}
		s, done, err := workbookSheet(book, each)
		if err != nil {
			return nil, nil, err
		}
		err = part.read(s)
		done()
		if err != nil {
			return nil, nil, err
		}
	}
	return t.sheet, t.found, nil
}

type tagReader struct {
	sheet *TagSheet
	found []finding.Finding
	keys  []string
	seen  map[string]bool
	bad   bool // the row at hand
}

func (t *tagReader) mark(s *sheet) error {
	head, _, err := s.next(1)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if len(head) < 1 || len(head[0]) < 3 || head[0][0] != tagMark || head[0][1] == "" || head[0][2] == "" {
		return errNoTagSheet
	}
	t.sheet.Set, t.sheet.Reader = head[0][1], head[0][2]
	return nil
}

func (t *tagReader) rows(s *sheet) error {
	head, _, err := s.next(2)
	if len(head) < 2 || !slices.Contains(head[0], "patent_id") {
		return fail.New(fail.Invalid, "the hidden first row of the sheet %q is missing: export again (%v)", tagsPage, err)
	}
	t.keys = head[0]
	return eachRow(s, t.row)
}

func (t *tagReader) row(line int64, cells []string) {
	values := map[string]string{}
	for i, key := range t.keys {
		values[key] = strings.TrimSpace(at(cells, i))
	}
	id := values["patent_id"]
	if id == "" && values["branch"]+values["effect"]+values["importance"]+values["noise"] == "" {
		return
	}
	t.bad = false
	r := TagRow{Line: line, PatentID: id, Tags: Tags{Branch: t.several(line, "branch", values["branch"]), Effect: t.several(line, "effect", values["effect"]),
		Importance: t.code(line, "importance", values["importance"]), Noise: t.code(line, "noise", values["noise"])}}
	switch {
	case id == "":
		t.refuse("tag.patent", line, "patent_id", id)
	case t.seen[id]:
		t.refuse("tag.repeated", line, "patent_id", id)
	}
	t.seen[id] = true
	if !t.bad {
		t.sheet.Rows = append(t.sheet.Rows, r)
	}
}

func (t *tagReader) refuse(code string, line int64, field, value string) {
	t.bad = true
	t.found = append(t.found, finding.Finding{Severity: finding.Error, Sheet: tagsPage, Line: line, Field: field, Code: code, Value: clip(value)})
}

// clip keeps a remark short.
func clip(s string) string {
	if r := []rune(s); len(r) > maxTagText {
		return string(r[:maxTagText]) + "…"
	}
	return s
}

// several parts a cell into its values: by ; ； and line ends; each once, sorted, so that order means nothing.
func (t *tagReader) several(line int64, column, cell string) []string {
	if errorCells[cell] {
		t.refuse("tag.value", line, column, cell)
		return nil
	}
	var list []string
	for _, v := range strings.FieldsFunc(cell, func(c rune) bool { return c == ';' || c == '；' || c == '\n' || c == '\r' }) {
		v = strings.Join(strings.Fields(v), " ")
		if utf8.RuneCountInString(v) > maxTagText {
			t.refuse("tag.long", line, column, v)
		} else if v != "" && !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	if len(list) > maxTags {
		t.refuse("tag.many", line, column, cell)
	}
	slices.Sort(list)
	return list
}

// code reads a coded cell in either language.
func (t *tagReader) code(line int64, column, cell string) string {
	if cell == "" {
		return ""
	}
	for _, w := range tagWords[column] {
		if strings.EqualFold(cell, w.code) || cell == w.zh || strings.EqualFold(cell, w.en) {
			return w.code
		}
	}
	t.refuse("tag."+column, line, column, cell)
	return ""
}
