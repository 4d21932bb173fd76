package derive

import (
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	"asterism/internal/lang"
)

var (
	indexColumns = []typed{{"index_id", "VARCHAR"}, {"name_zh", "VARCHAR"}, {"name_en", "VARCHAR"}, {"about_zh", "VARCHAR"}, {"about_en", "VARCHAR"}, {"entity_type", "VARCHAR"},
		{"index_mark", "VARCHAR"}, {"source_zh", "VARCHAR"}, {"source_en", "VARCHAR"}, {"document", "VARCHAR"}, {"issuer_zh", "VARCHAR"}, {"issuer_en", "VARCHAR"}, {"valid_from", "DATE"}, {"valid_to", "DATE"},
		{"review_years", "BIGINT"}, {"indicator_count", "BIGINT"}, {"condition_count", "BIGINT"}, {"spec", "VARCHAR"}, {"file", "VARCHAR"}}
	indexIndicatorColumns = []typed{{"index_id", "VARCHAR"}, {"indicator", "VARCHAR"}, {"observed_as", "VARCHAR"}, {"figure_basis", "VARCHAR"}, {"is_denominator", "BOOLEAN"}, {"seq", "BIGINT"},
		{"name_zh", "VARCHAR"}, {"name_en", "VARCHAR"}, {"unit", "VARCHAR"}, {"direction", "BIGINT"}, {"dimension", "VARCHAR"}, {"dimension_zh", "VARCHAR"}, {"dimension_en", "VARCHAR"}, {"source", "VARCHAR"}}
	conditionColumns = []typed{{"index_id", "VARCHAR"}, {"condition_id", "VARCHAR"}, {"seq", "BIGINT"}, {"name_zh", "VARCHAR"}, {"name_en", "VARCHAR"}, {"clause", "VARCHAR"}, {"indicator", "VARCHAR"},
		{"is_asked", "BOOLEAN"}, {"comparison", "VARCHAR"}, {"threshold", "DOUBLE"}, {"unit", "VARCHAR"}, {"is_soft", "BOOLEAN"}, {"index_mark", "VARCHAR"}}
)

var indexWords = map[string]Word{
	"index_id":        {Text: lang.Text{Zh: "评价方案", En: "scheme"}, Unit: "code"},
	"about_zh":        {Text: lang.Text{Zh: "说明", En: "about (Chinese)"}, Unit: "text"},
	"about_en":        {Text: lang.Text{Zh: "说明（英文）", En: "about"}, Unit: "text"},
	"entity_type":     {Text: lang.Text{Zh: "对象类型", En: "kind of entity"}, Unit: "code"},
	"index_mark":      {Text: lang.Text{Zh: "依据的可靠程度", En: "how well it is known"}, Unit: "code"},
	"source_zh":       {Text: lang.Text{Zh: "出处", En: "source (Chinese)"}, Unit: "text"},
	"source_en":       {Text: lang.Text{Zh: "出处（英文）", En: "source"}, Unit: "text"},
	"document":        {Text: lang.Text{Zh: "依据文件", En: "document"}, Unit: "text"},
	"issuer_zh":       {Text: lang.Text{Zh: "发文机关", En: "issuer (Chinese)"}, Unit: "text"},
	"issuer_en":       {Text: lang.Text{Zh: "发文机关（英文）", En: "issuer"}, Unit: "text"},
	"review_years":    {Text: lang.Text{Zh: "复评周期（年）", En: "years between reviews"}, Unit: "years"},
	"indicator_count": {Text: lang.Text{Zh: "指标数", En: "indicators"}, Unit: "count"},
	"condition_count": {Text: lang.Text{Zh: "条件数", En: "conditions"}, Unit: "count"},
	"spec":            {Text: lang.Text{Zh: "方案全文", En: "text of the scheme"}, Unit: "text"},
	"indicator":       {Text: lang.Text{Zh: "指标", En: "indicator"}, Unit: "code"},
	"observed_as":     {Text: lang.Text{Zh: "取数代码", En: "code of the figures"}, Unit: "code"},
	"figure_basis":    {Text: lang.Text{Zh: "数据依据", En: "basis"}, Unit: "code"},
	"is_denominator":  {Text: lang.Text{Zh: "只作分母", En: "denominator only"}, Unit: "flag"},
	"seq":             {Text: lang.Text{Zh: "次序", En: "order"}, Unit: "ordinal"},
	"unit":            {Text: lang.Text{Zh: "单位", En: "unit"}, Unit: "text"},
	"direction":       {Text: lang.Text{Zh: "方向（1 越大越好）", En: "direction (1: more is better)"}, Unit: "ordinal"},
	"dimension":       {Text: lang.Text{Zh: "维度", En: "dimension"}, Unit: "code"},
	"dimension_zh":    {Text: lang.Text{Zh: "维度名称", En: "name of the dimension (Chinese)"}, Unit: "text"},
	"dimension_en":    {Text: lang.Text{Zh: "维度名称（英文）", En: "name of the dimension"}, Unit: "text"},
	"condition_id":    {Text: lang.Text{Zh: "条件", En: "condition"}, Unit: "code"},
	"clause":          {Text: lang.Text{Zh: "条款", En: "clause"}, Unit: "text"},
	"is_asked":        {Text: lang.Text{Zh: "由人答复", En: "answered by a person"}, Unit: "flag"},
	"comparison":      {Text: lang.Text{Zh: "比较", En: "comparison"}, Unit: "code"},
	"threshold":       {Text: lang.Text{Zh: "门槛值", En: "threshold"}, Unit: "as the indicator"},
	"is_soft":         {Text: lang.Text{Zh: "原则上的条件", En: "soft"}, Unit: "flag"},
}

// indices makes the schemes of content/indices tables of content, like the nodes of chains. A file with a fault is left out and told.
func (ld *loader) indices() error {
	names, err := fs.Glob(ld.content, "indices/*.yaml")
	if err != nil || len(names) == 0 {
		return err
	}
	var schemes, indicators, conditions [][]string
	for _, name := range names {
		data, err := fs.ReadFile(ld.content, name)
		if err != nil {
			return err
		}
		f, err := ReadIndexFile(name, data)
		if err != nil {
			line, what := lineOfError(err.Error(), name)
			ld.remark(&Node{Name: "base.index_scheme", File: name}, line, "derive.header", what)
			continue
		}
		schemes = append(schemes, f.row(string(data)))
		indicators = append(indicators, f.indicatorRows()...)
		conditions = append(conditions, f.conditionRows()...)
	}
	ld.indexTable("base.index_scheme", lang.Text{Zh: "评价方案", En: "Evaluation schemes"}, []string{"index_id"}, indexColumns, schemes)
	ld.indexTable("base.index_indicator", lang.Text{Zh: "评价方案的指标", En: "Indicators of the schemes"}, []string{"index_id", "indicator"}, indexIndicatorColumns, indicators)
	ld.indexTable("base.index_condition", lang.Text{Zh: "认定条件", En: "Conditions of recognition"}, []string{"index_id", "condition_id"}, conditionColumns, conditions)
	return nil
}

func (ld *loader) indexTable(name string, title lang.Text, grain []string, columns []typed, rows [][]string) {
	ld.graph.nodes[name] = &Node{Name: name, Kind: Data, File: "indices", Line: 1, SQL: valuesSQL(columns, texts(rows)), words: ld.graph.words,
		Header: Header{Title: title, Grain: grain, Columns: indexWords, Method: "docs/methods/evaluation.md"}}
}

var placePattern = regexp.MustCompile(`^:(\d+): `)

// lineOfError parts the line from an error that begins with file and line.
func lineOfError(what, name string) (int, string) {
	rest, _ := strings.CutPrefix(what, name)
	if m := placePattern.FindStringSubmatch(rest); m != nil {
		line, _ := strconv.Atoi(m[1])
		return line, rest[len(m[0]):]
	}
	return 1, strings.TrimPrefix(rest, ": ")
}

// dayOf completes a year to a day.
func dayOf(date, rest string) string {
	if len(date) == len("2013") {
		return date + rest
	}
	return date
}

func (f *IndexFile) row(spec string) []string {
	r := f.Regime
	review := ""
	if r.ReviewYears > 0 {
		review = strconv.Itoa(r.ReviewYears)
	}
	return []string{f.ID, f.Title.Zh, f.Title.En, f.About.Zh, f.About.En, f.Entity, f.Mark, f.Source.Zh, f.Source.En, r.Document, r.Issuer.Zh, r.Issuer.En, dayOf(r.ValidFrom, "-01-01"), dayOf(r.ValidTo, "-12-31"),
		review, strconv.Itoa(len(f.Indicators)), strconv.Itoa(len(f.Conditions)), spec, "content/" + f.name}
}

func (f *IndexFile) indicatorRows() (rows [][]string) {
	known := map[string]bool{}
	groups := map[string]lang.Text{}
	for _, g := range f.Groups {
		groups[g.ID] = g.GroupName()
	}
	for i, n := range f.Indicators {
		name, group := n.IndicatorName(), groups[n.Group]
		rows = append(rows, []string{f.ID, n.ID, n.Column, n.Basis, "false", strconv.Itoa(i + 1), name.Zh, name.En, n.Unit, strconv.Itoa(*n.Direction), n.Group, group.Zh, group.En, n.Source})
		known[n.ID], known[n.Column] = true, true
	}
	for _, n := range f.Indicators {
		if d := n.Denominator; d != "" && !known[d] {
			known[d] = true
			rows = append(rows, []string{f.ID, d, d, n.Basis, "true", strconv.Itoa(len(rows) + 1), d, d, "", "1", "", "", "", ""})
		}
	}
	return rows
}

func (f *IndexFile) conditionRows() (rows [][]string) {
	for i, c := range f.Conditions {
		indicator, threshold := c.Indicator, ""
		if c.Indicator == "" {
			indicator = f.ID + "." + c.ID
		} else {
			threshold = strconv.FormatFloat(*c.Threshold, 'g', -1, 64)
		}
		rows = append(rows, []string{f.ID, c.ID, strconv.Itoa(i + 1), c.Title.Zh, c.Title.En, c.Clause, indicator, strconv.FormatBool(c.Indicator == ""), c.Op, threshold, c.Unit, strconv.FormatBool(c.Soft), c.Mark})
	}
	return rows
}
