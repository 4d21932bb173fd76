package ingest

import (
	"regexp"

	"asterism/econ"
	"asterism/internal/finding"

	"github.com/xuri/excelize/v2"
)

var (
	ioAside  = regexp.MustCompile(`^(备注|说明|note|notes|remark|remarks|代码|部门|部门名称|部门代码|code|sector|序号)$`)
	ioUsed   = regexp.MustCompile(`消费|形成|存货|库存|出口|进口|流入|流出|调入|调出|使用|需求|误差|其他|投资|居民|政府|consum|household|government|investment|formation|inventor|export|import|final|demand|stock|error|statistic|discrepancy|npish|^fu[0-9]+$|^(ex|im|err)$`)
	ioAdded  = regexp.MustCompile(`增加值|报酬|税|折旧|盈余|利润|投入|进口|补贴|工资|资本|流入|调入|valueadded|compensation|tax|surplus|depreciation|consumption|import|input|income|subsid|capital|labou?r|wage|profit|margin|^va[0-9]+$`)
	ioStrong = regexp.MustCompile(`增加值|劳动者报酬|生产税净额|固定资产折旧|营业盈余|中间使用|中间投入|最终使用|最终消费|资本形成|valueadded|employeecompensation|compensationofemployees|intermediate|finaluse|finaldemand`)
	ioImport = regexp.MustCompile(`进口|流入|调入|import|^im$`)
)

// classify reads the columns beside the sectors, and looks for sectors without their column or row.
func (t *ioSquare) classify() {
	first, last := t.sectors[0].column, t.sectors[0].column
	for _, s := range t.sectors {
		first, last = min(first, s.column), max(last, s.column)
	}
	width := len(t.rows[t.head])
	for _, s := range t.sectors {
		width = max(width, len(t.rows[s.row]))
	}
	var odd []finding.Finding
	taken := map[string]bool{}
	for _, s := range t.sectors {
		taken[s.name] = true
	}
	for j := first; j < width; j++ {
		name := t.heading(j)
		key := ioKey(name)
		switch {
		case t.column[j] || ioAside.MatchString(key) || !t.filled(j):
		case ioGross(key), j == width-1 && econ.IsGrossOutput(key):
			t.output = j
		case ioTotal(key):
		case j < last || key == "":
			t.strange = append(t.strange, t.odd("io.column", t.head, j, name))
		default:
			if !ioUsed.MatchString(key) {
				odd = append(odd, t.odd("io.column", t.head, j, name))
			}
			if name = ioName(name); taken[name] {
				letters, _ := excelize.ColumnNumberToName(j + 1)
				name += " (" + letters + ")"
			}
			taken[name] = true
			t.uses = append(t.uses, ioUse{name: name, column: j, imports: ioImport.MatchString(key)})
		}
	}
	t.strays(odd)
}

// strays are rows among the sectors without a column, and rows behind them that are no value added where a column behind is no
// final use either.
func (t *ioSquare) strays(odd []finding.Finding) {
	is := map[int]bool{}
	for _, s := range t.sectors {
		is[s.row] = true
	}
	last := t.sectors[len(t.sectors)-1].row
	var behind []finding.Finding
	for i := t.head + 1; i < len(t.rows); i++ {
		name := at(t.rows[i], t.label)
		key := ioKey(name)
		if is[i] || key == "" || ioTotal(key) || ioTrade[key] || ioAside.MatchString(key) || !t.amounts(i) {
			continue
		}
		if i < last {
			t.strange = append(t.strange, t.odd("io.row", i, t.label, name))
		} else if !ioAdded.MatchString(key) {
			behind = append(behind, t.odd("io.row", i, t.label, name))
		}
	}
	if len(behind) > 0 && len(odd) > 0 {
		t.strange = append(append(t.strange, odd...), behind...)
	}
}

func (t *ioSquare) odd(code string, row, column int, name string) finding.Finding {
	f := ioBad(code, t.rows[row], column, ioName(name))
	f.Value, f.Record = ioName(name), int64(row) // its line is put in by the reader
	return f
}

// heading names a column: its cell in the row of names, or the nearest above of a merged one.
func (t *ioSquare) heading(j int) string {
	if name := t.names(j); ioKey(name) != "" {
		return name
	}
	for i := t.head - 1; i >= 0; i-- {
		if name := at(t.rows[i], j); ioKey(name) != "" {
			return name
		}
	}
	return ""
}

// filled tells a column with anything in a sector's row.
func (t *ioSquare) filled(j int) bool {
	for _, s := range t.sectors {
		if cleanCell(at(t.rows[s.row], j)) != "" {
			return true
		}
	}
	return false
}

// amounts tells a row with an amount under a sector.
func (t *ioSquare) amounts(i int) bool {
	for j := range t.column {
		if _, filled, ok := ioNumber(at(t.rows[i], j)); filled && ok {
			return true
		}
	}
	return false
}

// signed tells a table of flows from any other square: gross output under its own name, or words that stand in no other.
func (t *ioSquare) signed() bool {
	if t.output >= 0 && ioGross(ioKey(t.heading(t.output))) {
		return true
	}
	for i, row := range t.rows {
		if i > t.head && ioStrong.MatchString(ioKey(at(row, t.label))) {
			return true
		}
		for j := 0; i <= t.head && j < len(row); j++ {
			if ioStrong.MatchString(ioKey(row[j])) {
				return true
			}
		}
	}
	return false
}
