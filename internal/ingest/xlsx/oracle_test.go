package xlsx

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// Random workbooks written by excelize give the cells that excelize reads.
func TestOracleRandom(t *testing.T) {
	for seed := range uint64(40) {
		data := randomBook(t, rand.New(rand.NewPCG(seed, 1)))
		agree(t, fmt.Sprint("seed ", seed), data)
		if t.Failed() {
			return
		}
	}
}

// The workbooks among the real files give the cells that excelize reads.
func TestOracleReal(t *testing.T) {
	root := os.Getenv("ASTERISM_DATA")
	if root == "" {
		root = "../../../../shared/data"
	}
	n := 0
	filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".xlsx" {
			return nil
		}
		if info, err := d.Info(); err != nil || info.Size() > 1<<20 {
			return nil // excelize takes too long over them
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		n++
		agree(t, filepath.Base(path), data)
		return nil
	})
	if n == 0 {
		t.Skip("no real workbooks: set ASTERISM_DATA to the folder of sample data")
	}
}

func randomBook(t *testing.T, rnd *rand.Rand) []byte {
	x := excelize.NewFile()
	defer x.Close()
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	base1904 := rnd.IntN(3) == 0
	check(x.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &base1904}))
	var styles []int
	for _, s := range randomStyles {
		id, err := x.NewStyle(&s)
		check(err)
		styles = append(styles, id)
	}
	for i := range 1 + rnd.IntN(3) {
		name := fmt.Sprintf("表 %d", i)
		_, err := x.NewSheet(name)
		check(err)
		for range rnd.IntN(300) {
			cell, _ := excelize.CoordinatesToCellName(1+rnd.IntN(30), 1+rnd.IntN(80))
			check(randomCell(x, rnd, name, cell))
			if rnd.IntN(3) == 0 {
				check(x.SetCellStyle(name, cell, cell, styles[rnd.IntN(len(styles))]))
			}
		}
		check(x.MergeCell(name, "B2", "D3"))
		if i > 0 {
			check(x.SetSheetVisible(name, rnd.IntN(2) == 0))
		}
	}
	var b bytes.Buffer
	check(x.Write(&b))
	return b.Bytes()
}

var customDates = []string{"yyyy/m/d", `yyyy"年"m"月"d"日"`, "[$-804]yyyy-mm-dd;@", "m/d/yy h:mm", `[DBNum1][$-804]yyyy"年"m"月"`, "[h]:mm", `0.00"元"`, "0.00E+00", `[Red]#,##0;[Blue]-#,##0`, `"day "0`}

var randomStyles = func() (out []excelize.Style) {
	for _, id := range []int{0, 1, 2, 4, 9, 10, 11, 14, 15, 16, 17, 20, 22, 46, 49} {
		out = append(out, excelize.Style{NumFmt: id})
	}
	for i := range customDates {
		out = append(out, excelize.Style{CustomNumFmt: &customDates[i]})
	}
	return out
}()

func randomCell(x *excelize.File, rnd *rand.Rand, sheet, cell string) error {
	switch rnd.IntN(9) {
	case 0:
		return x.SetCellInt(sheet, cell, int64(rnd.IntN(1e6)))
	case 1:
		return x.SetCellFloat(sheet, cell, float64(rnd.IntN(80_000))+float64(rnd.IntN(8))/8, -1, 64)
	case 2:
		return x.SetCellBool(sheet, cell, rnd.IntN(2) == 0)
	case 3:
		return x.SetCellRichText(sheet, cell, []excelize.RichTextRun{{Text: randomText(rnd)}, {Text: randomText(rnd), Font: &excelize.Font{Bold: true}}})
	case 4:
		return x.SetCellValue(sheet, cell, time.Date(1950+rnd.IntN(100), time.Month(1+rnd.IntN(12)), 1+rnd.IntN(28), rnd.IntN(2)*13, 0, 0, 0, time.UTC))
	case 5:
		if err := x.SetCellStr(sheet, cell, "link"); err != nil {
			return err
		}
		return x.SetCellHyperLink(sheet, cell, "https://example.invalid/?a=1&b=2", "External")
	case 6:
		return x.SetCellValue(sheet, cell, nil)
	}
	return x.SetCellStr(sheet, cell, randomText(rnd))
}

func randomText(rnd *rand.Rand) string {
	parts := []string{"合成示例", " ", "  x ", "\n", "<&>\"'", "_x000D_", "é", "\U0001F600", "0123", "=1+1", "\t", "ab"}
	out := ""
	for range rnd.IntN(5) {
		out += parts[rnd.IntN(len(parts))]
	}
	return out
}

// agree compares every cell of every sheet, and the merged cells.
func agree(t *testing.T, name string, data []byte) {
	t.Helper()
	o := openOracle(t, data)
	defer o.Close()
	b := openBytes(t, data, Options{})
	defer b.Close()
	var names []string
	for i, sheet := range b.Sheets {
		names = append(names, sheet.Name)
		o.sheet = sheet.Name
		got := map[int64][]string{}
		if _, err := eachRow(t, b, i, func(line int64, cells []string) { got[line] = cells }); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		o.compare(t, name, got)
		o.merged(t, b, sheet)
		if visible, err := o.GetSheetVisible(sheet.Name); err != nil || visible == sheet.Hidden {
			t.Errorf("%s %s: hidden is %v", name, sheet.Name, sheet.Hidden)
		}
	}
	if want := o.GetSheetList(); fmt.Sprint(names) != fmt.Sprint(want) {
		t.Errorf("%s: sheets %v, want %v", name, names, want)
	}
}

type oracle struct {
	*excelize.File
	sheet    string
	base1904 bool
}

func openOracle(t *testing.T, data []byte) *oracle {
	x, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	props, err := x.GetWorkbookProps()
	if err != nil {
		t.Fatal(err)
	}
	return &oracle{x, "", props.Date1904 != nil && *props.Date1904}
}

func (o *oracle) compare(t *testing.T, name string, got map[int64][]string) {
	t.Helper()
	rows, err := o.GetRows(o.sheet)
	if err != nil {
		t.Fatal(err)
	}
	for r, want := range rows {
		have := got[int64(r+1)]
		for c := 0; c < max(len(want), len(have)); c++ {
			cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
			if have, want := at(have, c), at(want, c); !o.same(t, cell, have, want) {
				t.Errorf("%s %s!%s: %q, excelize reads %q", name, o.sheet, cell, have, want)
			}
		}
	}
	for line, cells := range got {
		if line > int64(len(rows)) && strings.Join(cells, "") != "" {
			t.Errorf("%s: row %d is not excelize's: %q", name, line, cells)
		}
	}
}

func at(cells []string, i int) string {
	if i < len(cells) {
		return cells[i]
	}
	return ""
}

// same tells that our text means excelize's raw value: truth values by name, numbers by value, dates by excelize's
// own reading of the serial number.
func (o *oracle) same(t *testing.T, cell, have, want string) bool {
	if have == want {
		return true
	}
	kind, err := o.GetCellType(o.sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	if kind == excelize.CellTypeBool {
		return have == map[string]string{"1": "TRUE", "0": "FALSE"}[want]
	}
	number, err := strconv.ParseFloat(want, 64)
	if err != nil {
		return false
	}
	if x, err := strconv.ParseFloat(have, 64); err == nil && x == number {
		return true
	}
	return o.dated(t, cell) && o.sameDate(have, number)
}

// dated tells whether excelize shows the cell's number as a date.
func (o *oracle) dated(t *testing.T, cell string) bool {
	id, err := o.GetCellStyle(o.sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := o.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	if code := style.CustomNumFmt; code != nil {
		bare := strings.NewReplacer("[Red]", "", "[h]", "", "day", "", "元", "").Replace(*code)
		return strings.ContainsAny(bare, "ymd")
	}
	return style.NumFmt >= 14 && style.NumFmt <= 22
}

func (o *oracle) sameDate(have string, serial float64) bool {
	at, err := excelize.ExcelDateToTime(serial, o.base1904)
	if err != nil {
		return false
	}
	at = at.Round(time.Second)
	for _, layout := range []string{time.DateTime, time.DateOnly, "2006-01", "2006", time.TimeOnly} {
		if got, err := time.Parse(layout, have); err == nil {
			return got.Equal(at) || layout == time.TimeOnly && got.Format(layout) == at.Format(layout)
		}
	}
	return false
}

func (o *oracle) merged(t *testing.T, b *Book, sheet Sheet) {
	t.Helper()
	cells, err := o.GetMergeCells(sheet.Name)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, m := range cells {
		want = append(want, m.GetStartAxis()+":"+m.GetEndAxis())
	}
	ranges, err := b.Merged(sheet, maxRows)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range ranges {
		from, _ := excelize.CoordinatesToCellName(r.Col1, r.Row1)
		to, _ := excelize.CoordinatesToCellName(r.Col2, r.Row2)
		got = append(got, from+":"+to)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: merged %v, want %v", sheet.Name, got, want)
	}
}
