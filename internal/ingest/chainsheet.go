package ingest

import (
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"asterism/internal/fail"
)

// ChainSheet is an industry chain as a workbook: the decomposition table (技术分解表), one row a node in the column of its level, a
// sheet of what is true of the whole chain, and one that explains the columns. ReadChainSheet reads it back.
type ChainSheet struct {
	Language string
	Chain    map[string]string // id, title_zh, title_en, about_zh, about_en, source_zh, source_en, clusters, scope
	Rows     []ChainRow
}

// ChainRow is one node. Depth is its level from 1; lists are written with blanks between, as in the sheet.
type ChainRow struct {
	Line    int64             // in the workbook that was read; 0 for a node that only stands as the upper level of another row
	Depth   int               //
	Title   string            // Chinese
	Values  map[string]string // by the keys of chainColumns behind the levels; a value that nobody wrote is not there
	Refused bool              // a cell of the row cannot be used
}

// ChainLevels is how many levels a decomposition table has.
const ChainLevels = 4

const (
	chainMark  = "asterism-chain-1"
	chainPage  = "技术分解表"
	chainAbout = "产业链"
)

type chainColumn struct{ key, zh, en, docZh, docEn string }

var chainColumns = []chainColumn{
	{"level_1", "一级", "Level 1", "每行一个环节：名称写在它所在的级，一行只写一级；上级写在它上面的行。也可把各上级的名称都写在同一行", "one row a node: its title stands in the column of its level, those above it in rows before; all levels may also be written on one row"},
	{"level_2", "二级", "Level 2", "", ""},
	{"level_3", "三级", "Level 3", "", ""},
	{"level_4", "四级", "Level 4", "", ""},
	{"title_en", "英文名称", "English title", "可空，空则用中文名称", "may be blank, then it is the Chinese one"},
	{"stage", "上中下游", "Stage", "上游、中游、下游，或留空", "upstream, midstream, downstream, or blank"},
	{"role", "作用", "Role", "关键材料、核心器件、智能装备、节能减排，或留空", "key material, core device, intelligent equipment, energy saving, or blank"},
	{"query", "检索式", "Query", "没有写字段的词在题名和摘要中找；AND、OR、NOT、括号、引号、字段都可以用", "words without a field are looked for in title and abstract; AND, OR, NOT, brackets, quotation marks and fields may be used"},
	{"classes", "分类号", "Classes", "IPC、CPC 分类号，含其下位，用空格分开：H01L33/00 H10H20/81", "IPC and CPC symbols with all below them, parted by blanks: H01L33/00 H10H20/81"},
	{"note", "备注", "Note", "", ""},
	{"dialect", "检索语言", "Language of the query", "plain、incopat、patsnap、cnipa、orbit、cql、us；空则自动识别", "plain, incopat, patsnap, cnipa, orbit, cql, us; blank: found out"},
	{"node_id", "标识", "Id", "环节的标识：改名、移动时不变，凭它认出是同一环节。新环节留空", "names the node: it stays when the node is renamed or moved. Blank for a new one"},
}

var chainFields = []chainColumn{
	{"id", "标识", "Id", "小写字母、数字、下划线，也是文件名", "small letters, digits, underscores; also the file's name"},
	{"title_zh", "名称", "Chinese title", "", ""}, {"title_en", "英文名称", "English title", "", ""},
	{"about_zh", "说明", "About (Chinese)", "", ""}, {"about_en", "英文说明", "About (English)", "", ""},
	{"source_zh", "来源", "Source (Chinese)", "", ""}, {"source_en", "英文来源", "Source (English)", "", ""},
	{"clusters", "所服务的集群", "Clusters it serves", "规划中集群的标识", "ids of clusters of the plan"},
	{"scope", "检索式的范围", "Scope of queries", "检索式只在有这些大类、小类分类号的专利中找：H01L F21；空则不限", "queries are limited to patents with one of these classes or subclasses: H01L F21; blank is everywhere"},
}

// chainWords are the words of the coded columns, Chinese and English.
var chainWords = map[string][]struct{ code, zh, en string }{
	"stage": {{"upstream", "上游", "upstream"}, {"midstream", "中游", "midstream"}, {"downstream", "下游", "downstream"}},
	"role": {{"key_material", "关键材料", "key material"}, {"core_device", "核心器件", "core device"}, {"intelligent_equipment", "智能装备", "intelligent equipment"},
		{"energy_saving", "节能减排", "energy saving"}},
}

func (s *ChainSheet) word(c chainColumn) string {
	if s.Language == "en" {
		return c.en
	}
	return c.zh
}

// Write writes the workbook. Column keys are hidden in row 1 of the table and in column A of the chain's sheet.
func (s *ChainSheet) Write(w io.Writer) (err error) {
	defer fail.Wrap(&err, "decomposition table of %s", s.Chain["id"])
	x := excelize.NewFile()
	defer x.Close()
	if err := firstError(x.SetSheetName("Sheet1", chainPage), s.table(x), s.lists(x), s.about(x), s.explain(x)); err != nil {
		return err
	}
	return x.Write(w)
}

func (s *ChainSheet) table(x *excelize.File) error {
	grey, err := x.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"ECECEC"}}, Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	text, err := x.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	out, err := x.NewStreamWriter(chainPage)
	if err != nil {
		return err
	}
	var keys, heads []any
	for _, c := range chainColumns {
		keys, heads = append(keys, c.key), append(heads, excelize.Cell{StyleID: grey, Value: s.word(c)})
	}
	err = firstError(out.SetColWidth(1, ChainLevels, 18), out.SetColWidth(5, 5, 24), out.SetColWidth(6, 7, 11), out.SetColWidth(8, 9, 48), out.SetColWidth(10, 12, 18),
		out.SetPanes(&excelize.Panes{Freeze: true, XSplit: ChainLevels, YSplit: 2, TopLeftCell: "E3", ActivePane: "bottomRight"}),
		out.SetRow("A1", keys, excelize.RowOpts{Hidden: true}), out.SetRow("A2", heads))
	for i := 0; i < len(s.Rows) && err == nil; i++ {
		var cells []any
		for j, c := range chainColumns {
			v := s.coded(c.key, s.Rows[i].Values[c.key])
			if j == s.Rows[i].Depth-1 {
				v = s.Rows[i].Title
			}
			cells = append(cells, excelize.Cell{StyleID: text, Value: v})
		}
		err = out.SetRow("A"+strconv.Itoa(i+3), cells)
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

func (s *ChainSheet) coded(column, code string) string {
	words, ok := chainWords[column]
	if !ok {
		return code
	}
	for _, w := range words {
		if w.code == code {
			return s.word(chainColumn{zh: w.zh, en: w.en})
		}
	}
	return ""
}

// lists offers the coded values as drop-downs, also on rows that people add.
func (s *ChainSheet) lists(x *excelize.File) error {
	for i, c := range chainColumns {
		var words []string
		for _, w := range chainWords[c.key] {
			words = append(words, s.word(chainColumn{zh: w.zh, en: w.en}))
		}
		if len(words) == 0 {
			continue
		}
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		choice := excelize.NewDataValidation(true)
		choice.SetSqref(column + "3:" + column + strconv.Itoa(len(s.Rows)+200))
		if err := firstError(choice.SetDropList(words), x.AddDataValidation(chainPage, choice)); err != nil {
			return err
		}
	}
	return nil
}

// about writes what is true of the whole chain: key (hidden), name, value.
func (s *ChainSheet) about(x *excelize.File) error {
	if _, err := x.NewSheet(chainAbout); err != nil {
		return err
	}
	rows := [][]any{{chainMark, "", ""}}
	for _, f := range chainFields {
		rows = append(rows, []any{f.key, s.word(f), s.Chain[f.key]})
	}
	for i := range rows {
		if err := x.SetSheetRow(chainAbout, "A"+strconv.Itoa(i+1), &rows[i]); err != nil {
			return err
		}
	}
	return firstError(x.SetColVisible(chainAbout, "A", false), x.SetRowVisible(chainAbout, 1, false), x.SetColWidth(chainAbout, "B", "B", 24), x.SetColWidth(chainAbout, "C", "C", 100))
}

// explain tells what each column and field means.
func (s *ChainSheet) explain(x *excelize.File) error {
	if _, err := x.NewSheet(explanation); err != nil {
		return err
	}
	lines := strings.Split(s.word(chainColumn{zh: chainHowZh, en: chainHowEn}), "\n")
	rows := [][]any{}
	for _, l := range lines {
		rows = append(rows, []any{l})
	}
	for _, list := range [][]chainColumn{chainColumns, chainFields} {
		rows = append(rows, []any{""})
		for _, c := range list {
			doc := c.docZh
			if s.Language == "en" {
				doc = c.docEn
			}
			rows = append(rows, []any{s.word(c), doc})
		}
	}
	for i := range rows {
		if err := x.SetSheetRow(explanation, "A"+strconv.Itoa(i+1), &rows[i]); err != nil {
			return err
		}
	}
	return firstError(x.SetColWidth(explanation, "A", "A", 24), x.SetColWidth(explanation, "B", "B", 110))
}

const chainHowZh = `技术分解表：每行一个环节。
1. 名称写在它所在的级；行的先后就是环节的先后，请不要排序。要移动环节，连同其下级各行一起移动。
2. 改名只改名称，不改“标识”；新环节的标识留空；删去一行即删去该环节（其下级各行也要删去或改级）。
3. 存盘后在产业链页交回，先看新增、修改、删除各处再写入。不能用的单元格写明表、行、列和原因，其余照收。`

const chainHowEn = `Decomposition table: one row a node.
1. The title stands in the column of its level; the order of rows is the order of nodes, so leave it unsorted. Move a node together with the rows below it.
2. To rename a node change its title, not its id; a new node has no id; a row taken out removes the node (take out the rows of the levels below too, or change their level).
3. Save, and bring it back on the chain's page, which shows what is added, changed and removed before it is kept. Cells that cannot be used are told with sheet, row, column and reason; the rest goes in.`
