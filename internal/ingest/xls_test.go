package ingest

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"asterism/content"
)

// biff writes workbooks for tests: records of [MS-XLS], packed into the container of [MS-CFB].
type biff struct{ bytes.Buffer }

func (b *biff) record(id uint16, parts ...any) {
	var body bytes.Buffer
	for _, p := range parts {
		_ = binary.Write(&body, binary.LittleEndian, p) // a buffer takes all
	}
	_ = binary.Write(b, binary.LittleEndian, []uint16{id, uint16(body.Len())})
	b.Write(body.Bytes())
}

// utf16le is a string's characters in 16 bits each.
func utf16le(s string) []uint16 { return utf16.Encode([]rune(s)) }

// serial is a cell of the style of dates.
type serial float64

// strings writes the shared strings in records of at most size bytes, cut anywhere but inside a character.
func (b *biff) strings(list []string, size int) {
	var parts [][]byte
	open := []byte{0, 0, 0, 0, 0, 0, 0, 0}
	for _, s := range list {
		units := utf16le(s)
		open = binary.LittleEndian.AppendUint16(open, uint16(len(units)))
		open = append(open, 1)
		for _, u := range units {
			if len(open)+2 > size {
				parts, open = append(parts, open), []byte{1} // the width again
			}
			open = binary.LittleEndian.AppendUint16(open, u)
		}
		if len(open)+3 > size {
			parts, open = append(parts, open), nil
		}
	}
	for i, p := range append(parts, open) {
		id := uint16(xlsSST)
		if i > 0 {
			id = xlsContinue
		}
		b.record(id, p)
	}
}

func (b *biff) cell(row, column int, v any, index map[string]uint32) {
	at := []uint16{uint16(row), uint16(column), 0}
	switch v := v.(type) {
	case string:
		b.record(xlsLabelSST, at, index[v])
	case float64:
		b.record(xlsNumber, at, v)
	case serial:
		at[2] = 1
		b.record(xlsNumber, at, float64(v))
	case bool:
		b.record(xlsBoolErr, at, v, uint8(0))
	}
}

// workbookXLS is a workbook of one sheet. cut bounds the records of shared strings.
func workbookXLS(name string, rows [][]any, cut int) []byte {
	index, list := map[string]uint32{}, []string(nil)
	for _, row := range rows {
		for _, v := range row {
			if s, ok := v.(string); ok && s != "" {
				if _, known := index[s]; !known {
					index[s] = uint32(len(list))
					list = append(list, s)
				}
			}
		}
	}
	var tail biff
	tail.record(xlsXF, uint16(0), uint16(0))
	tail.record(xlsXF, uint16(0), uint16(200))
	tail.record(xlsFormat, uint16(200), uint16(12), uint8(1), utf16le(`yyyy"年"m"月"`))
	tail.strings(list, cut)
	tail.record(xlsEOF)
	var b biff
	b.record(xlsBOF, uint16(0x0600), uint16(0x0005), uint64(0), uint32(0))
	at := b.Len() + 4 + 8 + 2*len(utf16le(name)) + tail.Len()
	b.record(xlsBoundSheet, uint32(at), uint16(0), uint8(len(utf16le(name))), uint8(1), utf16le(name))
	b.Write(tail.Bytes())
	b.record(xlsBOF, uint16(0x0600), uint16(0x0010), uint64(0), uint32(0))
	for i, row := range rows {
		for j, v := range row {
			if v != "" {
				b.cell(i, j, v, index)
			}
		}
	}
	b.record(xlsEOF)
	return ole(b.Bytes(), "Workbook")
}

// ole packs one stream into a container of 512-byte sectors: FAT sectors, directory, stream.
func ole(stream []byte, name string) []byte {
	const sector, end = 512, 0xfffffffe
	stream = append(append([]byte{}, stream...), make([]byte, 4096)...) // no short stream
	stream = stream[:len(stream)/sector*sector]
	data := len(stream) / sector
	fats := 1
	for fats*128 < fats+1+data {
		fats++
	}
	head := make([]uint32, 128)
	head[0], head[1] = 0xe011cfd0, 0xe11ab1a1
	head[6], head[7], head[8] = 0x0003003e, 0x0009fffe, 6
	head[11], head[12], head[14], head[15], head[17] = uint32(fats), uint32(fats), 4096, end, end
	fat := make([]uint32, fats*128)
	for i := range fat {
		fat[i] = 0xffffffff
	}
	for i := range 109 {
		head[19+i] = 0xffffffff
		if i < fats {
			head[19+i], fat[i] = uint32(i), 0xfffffffd
		}
	}
	fat[fats] = end
	for i := range data {
		fat[fats+1+i] = uint32(fats + 2 + i)
	}
	fat[fats+data] = end
	var out bytes.Buffer
	for _, part := range []any{head, fat, entryOLE("Root Entry", 5, 1, end, 0), entryOLE(name, 2, 0xffffffff, uint32(fats+1), uint32(len(stream))), make([]byte, 256), stream} {
		_ = binary.Write(&out, binary.LittleEndian, part)
	}
	return out.Bytes()
}

func entryOLE(name string, kind byte, child, start, size uint32) []byte {
	e := make([]byte, 128)
	for i, u := range utf16le(name) {
		binary.LittleEndian.PutUint16(e[2*i:], u)
	}
	binary.LittleEndian.PutUint16(e[64:], uint16(2*len(utf16le(name))+2))
	e[66], e[67] = kind, 1
	for i, v := range []uint32{0xffffffff, 0xffffffff, child} {
		binary.LittleEndian.PutUint32(e[68+4*i:], v)
	}
	binary.LittleEndian.PutUint32(e[116:], start)
	binary.LittleEndian.PutUint32(e[120:], size)
	return e
}

func openBytes(t testing.TB, data []byte, l Limits) (*xlsBook, error) {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "a.xls"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	if _, err := f.Write(data); err != nil {
		t.Fatal(err)
	}
	return readXLS(f, l.orDefault())
}

func rowsXLS(t testing.TB, b *xlsBook, err error) (rows [][]string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range b.sheets {
		s, err := b.sheet(p, xlsRows)
		if err != nil {
			t.Fatal(err)
		}
		more, _, _ := s.next(1 << 20)
		rows = append(rows, more...)
	}
	return rows
}

// TestXLS: what was written comes back, wherever the shared strings are cut.
func TestXLS(t *testing.T) {
	long := strings.Repeat("合成示例 long text ", 2000)
	rows := [][]any{{"申请号", "申请日", "数", "真"}, {"202099999999.9", serial(42094), 1234.5, true}, {long, serial(59.5), -0.07, false}, {"a", "é", 1e15, math.Pi}}
	want := [][]string{{"申请号", "申请日", "数", "真"}, {"202099999999.9", "2015-03-31", "1234.5", "TRUE"}, {long, "1900-02-28 12:00:00", "-0.07", "FALSE"},
		{"a", "é", "1000000000000000", "3.141592653589793"}}
	for _, cut := range []int{8224, 4096, 1001, 64, 21} {
		b, err := openBytes(t, workbookXLS("表", rows, cut), Limits{})
		if diff := cmp.Diff(want, rowsXLS(t, b, err)); diff != "" {
			t.Errorf("cut at %d: %s", cut, diff)
		}
	}
}

// TestXLSRecords reads records no writer here makes: short numbers, results of formulas, cells out of order, a chart
// inside the sheet, merged cells.
func TestXLSRecords(t *testing.T) {
	var b biff
	b.record(xlsBOF, uint16(0x0600), uint16(0x0005))
	b.record(xlsDateMode, uint16(1))
	b.record(xlsXF, uint16(0), uint16(14))
	b.record(xlsXF, uint16(0), uint16(0))
	at := b.Len() + 4 + 9 + 4
	b.record(xlsBoundSheet, uint32(at), uint16(0), uint8(1), uint8(0), []byte("S"))
	b.record(xlsEOF)
	b.record(xlsBOF, uint16(0x0600), uint16(0x0010))
	b.record(xlsRK, []uint16{1, 0, 0}, uint32(40632<<2|2)) // a date counted from 1904
	b.record(xlsMulRK, []uint16{0, 1, 1}, uint32(314<<2|3), uint16(1), uint32(0x3ff00000), uint16(2))
	b.record(xlsFormula, []uint16{2, 0, 1}, math.Float64bits(2.5), uint32(0))
	b.record(xlsFormula, []uint16{2, 1, 1}, []byte{0, 0, 0, 0, 0, 0, 0xff, 0xff}, uint32(0))
	b.record(xlsString, uint16(3), uint8(0), []byte("abc"))
	b.record(xlsFormula, []uint16{2, 2, 1}, []byte{2, 0, 0x2a, 0, 0, 0, 0xff, 0xff}, uint32(0))
	b.record(xlsBOF, uint16(0x0600), uint16(0x0020))
	b.record(xlsNumber, []uint16{9, 9, 0}, 9.0)
	b.record(xlsEOF)
	b.record(xlsMerged, uint16(1), []uint16{0, 0, 1, 2})
	b.record(xlsEOF)
	book, err := openBytes(t, ole(b.Bytes(), "Workbook"), Limits{})
	rows := rowsXLS(t, book, err)
	want := [][]string{{"", "3.14", "1"}, {"2015-03-31"}, {"2.5", "abc", "#N/A"}}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	if s, _ := book.sheet(book.sheets[0], xlsRows); len(s.merged()) != 1 || s.merged()[0] != (mergedRange{0, 1, 2}) {
		t.Errorf("merged %v", s.merged())
	}
}

// TestXLSOld reads texts of Excel 5 and 95 in their code page.
func TestXLSOld(t *testing.T) {
	var b biff
	b.record(xlsBOF, uint16(0x0500), uint16(0x0005))
	b.record(xlsCodePage, uint16(936))
	b.record(xlsBoundSheet, uint32(b.Len()+4+11+4), uint16(0), uint8(4), []byte("\xb1\xed\xb8\xf1"))
	b.record(xlsEOF)
	b.record(xlsBOF, uint16(0x0500), uint16(0x0010))
	b.record(xlsLabel, []uint16{0, 0, 0, 6}, []byte("\xc9\xea\xc7\xeb\xba\xc5"))
	b.record(xlsEOF)
	book, err := openBytes(t, ole(b.Bytes(), "Book"), Limits{})
	if rows := rowsXLS(t, book, err); len(rows) != 1 || rows[0][0] != "申请号" || book.sheets[0].name != "表格" {
		t.Errorf("%q in %+v", rows, book.sheets)
	}
}

// TestXLSRefused: what cannot be read is told by one code.
func TestXLSRefused(t *testing.T) {
	whole := workbookXLS("S", [][]any{{"a", "b"}}, 8224)
	var locked biff
	locked.record(xlsBOF, uint16(0x0600), uint16(0x0005))
	locked.record(xlsFilePass, uint16(1))
	for want, data := range map[string][]byte{
		"workbook.unreadable": ole(locked.Bytes(), "Workbook"),
		"file.corrupt":        append([]byte(oleMagic), make([]byte, 600)...),
		"file.too_large":      workbookXLS("S", [][]any{{strings.Repeat("x", 9000)}}, 8224),
		"file.truncated":      ole(whole[:3], "Workbook")[:1000],
	} {
		_, err := openBytes(t, data, Limits{EntryBytes: 9000})
		if err == nil || codeOf(err) != want && want != "file.truncated" {
			t.Errorf("%s: %v", want, err)
		}
	}
	if _, err := openBytes(t, ole([]byte("no workbook"), "WordDocument"), Limits{}); codeOf(err) != "workbook.unreadable" {
		t.Error(err)
	}
}

// TestXLSSample keeps the sample of the contract suite as this writer makes it; -update writes it.
func TestXLSSample(t *testing.T) {
	header := strings.Split("Title|Publication number|Publication date|Inventor(s)|Applicant(s)|International classification|Cooperative Patent Classification|"+
		"Application number|Date of application|Priority number(s)|Patents cited in the search report|Literature cited in the search report|Other patent citations", "|")
	rows := [][]any{{}, {"Approximately 2 results found in the Worldwide database for:"}, {"txt = synthetic using Smart search"}, texted(header),
		texted([]string{"SYNTHETIC SEPARATOR\n", "US2013101709 (A1)", "2013-04-25\n", "DOE ANN\u2002[US]\nROE BOB\u2002[DE]\n", "SYNTHETIC SAMPLE INC\u2002[US]\n", "H01M2/16\nH01M10/0525\n",
			"H01M50/403\n", "US201213657122\n", "20121022\n", "US201161550506P 20111024\nWO2012US50000 20120810\n", "US5211104 (A)\nWO2010000001 (A1)\n", "A synthetic reference\n", ""}),
		texted([]string{"SYNTHETIC LAMP\n", "KR20150000637 (U)", "2015-02-11\n", "", "", "F21S8/00\n", "", "KR20130006425U\n", "20130801\n", "KR20130006425U 20130801\n", "", "", "JP2010123456 (A)\n"})}
	got := workbookXLS("Espacenet search results", rows, 8224)
	path := "testdata/espacenet/classic.xls"
	if f := flag.Lookup("update"); f != nil && f.Value.String() == "true" {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what the writer makes (%v); write it with -update", path, err)
	}
}

func texted(cells []string) []any {
	out := make([]any, len(cells))
	for i, c := range cells {
		out[i] = c
	}
	return out
}

func FuzzXLS(f *testing.F) {
	tables, err := LoadTables(content.FS)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(workbookXLS("firm", [][]any{{"统一社会信用代码", "企业名称"}, {"91350100M000100Y43", "合成示例"}}, 64))
	f.Fuzz(func(t *testing.T, data []byte) { readBytes(t, tables, "table", "a.xls", data) })
}

// FuzzXLSRecords fuzzes the records inside a sound container.
func FuzzXLSRecords(f *testing.F) {
	tables, err := LoadTables(content.FS)
	if err != nil {
		f.Fatal(err)
	}
	whole := workbookXLS("firm", [][]any{{"统一社会信用代码", "企业名称"}, {"91350100M000100Y43", "合成示例"}, {serial(42094), true}}, 64)
	f.Add(whole[512*3:])
	f.Fuzz(func(t *testing.T, stream []byte) {
		data := ole(stream, "Workbook")
		if c := readBytes(t, tables, "table", "a.xls", data); c.Records != c.Accepted+c.Skipped+c.Rejected {
			t.Fatal(fmt.Sprint(c))
		}
	})
}
