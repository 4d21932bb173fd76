package page

import (
	"strconv"
	"strings"
	"time"

	"asterism/internal/lake"
)

func (l layout) cell(c lake.Column, unit string, most float64, v any) Cell {
	if l.shape.Cell != nil {
		if cell, ok := l.shape.Cell(c.Name, v); ok {
			return cell
		}
	}
	if label := l.r.coded(l.s.Table.Name, c.Name, v); label != "" {
		return Cell{Text: label, Title: text(v), Class: "nowrap"}
	}
	return l.r.Cell(c, unit, most, v)
}

func numeric(c lake.Column, unit string) bool {
	return kindOf(c.Type) == "number" && unit != "code"
}

// largest is the greatest amount of a column, which chooses the unit money is shown in.
func largest(rows [][]any, column int) float64 {
	most := 0.0
	for _, row := range rows {
		if _, isText := row[column].(string); isText && !looksDecimal(row[column].(string)) {
			continue
		}
		if x, ok := toFloat(row[column]); ok && max(x, -x) > most {
			most = max(x, -x)
		}
	}
	return most
}

func looksDecimal(s string) bool {
	return s != "" && len(s) < 40 && strings.Trim(s, "0123456789.-") == ""
}

// unitName is what stands beside a column's label.
func (r *Request) unitName(unit string, most float64) string {
	switch unit {
	case "", "text", "code", "flag", "bool", "date", "year", "time", "count", "int", "float", "ordinal", "rank", "ratio", "as the indicator":
		return ""
	case "cny", "money":
		return scaleOf(most, r.Lang).name(r.Lang)
	case "share":
		return "%"
	}
	return first(r.wording("web.code.unit."+unit), unit)
}

// unitWord names a unit, or what kind of value stands in its place.
func (r *Request) unitWord(unit string) string {
	if unit == "" {
		return ""
	}
	return first(r.wording("web.code.unit."+unit), r.wording("web.unitkind."+strings.ReplaceAll(unit, " ", "_")), unit)
}

// Cell writes one value of a column.
func (r *Request) Cell(c lake.Column, unit string, most float64, v any) Cell {
	if v == nil {
		return Cell{Text: missing, Null: true, Class: classOf(numeric(c, unit))}
	}
	f := Format{r.Lang}
	switch {
	case unit == "cny" || unit == "money":
		x, _ := toFloat(v)
		return Cell{Text: f.Number(x / scaleOf(most, r.Lang).by), Class: "num", Title: text(v) + " CNY"}
	case unit == "share":
		return Cell{Text: strings.TrimSuffix(f.Share(v), "%"), Class: "num"}
	case unit == "year":
		return Cell{Text: text(v), Class: "num"}
	case numeric(c, unit):
		return Cell{Text: f.Number(v), Class: "num", Title: text(v)}
	}
	return r.textCell(c.Name, v)
}

func classOf(isNumber bool) string {
	if isNumber {
		return "num"
	}
	return ""
}

// longText is the number of characters a cell shows of a text.
const longText = 120

func (r *Request) textCell(column string, v any) Cell {
	switch v := v.(type) {
	case time.Time:
		return Cell{Text: text(v), Class: "nowrap"}
	case bool:
		return Cell{Text: r.T("flag." + strconv.FormatBool(v)), Class: "nowrap"}
	}
	s := text(v)
	cell := Cell{Text: s, URL: r.keyLink(column, s)}
	if runes := []rune(s); len(runes) > longText {
		cell.Text, cell.Title = string(runes[:longText])+"…", s
	}
	if isCode(column) {
		cell.Class = "code"
	} else if n := len([]rune(cell.Text)); n > 24 {
		cell.Class = "wide"
	} else if n > 8 {
		cell.Class = "mid"
	} else {
		cell.Class = "nowrap"
	}
	return cell
}

func isCode(column string) bool {
	for _, end := range []string{"_id", "_number", "_code", "uscc", "symbol", "batch", "file", "_region"} {
		if strings.HasSuffix(column, end) {
			return true
		}
	}
	return false
}

// entities are key columns whose values have pages of their own.
var entities = map[string]string{"patent_id": "/patents/", "citing_patent_id": "/patents/", "cited_patent_id": "/patents/", "firm_id": "/firms/",
	"party_id": "/parties/", "party_a": "/parties/", "party_b": "/parties/", "group_id": "/parties/", "uscc": "/firms/", "cluster_id": "/clusters/", "carrier_id": "/carriers/", "found_id": "/found/", "batch": "/data/batches/"}

func (r *Request) keyLink(column, value string) string {
	if path := entities[column]; path != "" && value != "" && !(column == "found_id" && value == foundNone) {
		return r.Link(path + value)
	}
	return ""
}
