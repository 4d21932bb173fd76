package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"
)

// mixed writes a workbook of plainly synthetic cells: shared strings, numbers, dates, inline strings, blanks.
func mixed(tb testing.TB, rows, columns int) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name string, write func(io.Writer)) {
		w, err := z.Create(name)
		if err != nil {
			tb.Fatal(err)
		}
		write(w)
	}
	for name, text := range skeleton {
		put(name, func(w io.Writer) { io.WriteString(w, text) })
	}
	put("xl/sharedStrings.xml", func(w io.Writer) {
		fmt.Fprint(w, `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`)
		for i := range rows {
			fmt.Fprintf(w, `<si><t>合成示例企业%d有限公司 &amp; Co.</t></si>`, i)
		}
		fmt.Fprint(w, `</sst>`)
	})
	put("xl/worksheets/sheet1.xml", func(w io.Writer) { mixedSheet(w, rows, columns) })
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func mixedSheet(w io.Writer, rows, columns int) {
	fmt.Fprint(w, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
	for r := 1; r <= rows; r++ {
		fmt.Fprintf(w, `<row r="%d" spans="1:%d">`, r, columns)
		for c := 1; c <= columns; c++ {
			ref, _ := excelize.CoordinatesToCellName(c, r)
			switch c % 5 {
			case 0:
				fmt.Fprintf(w, `<c r="%s" t="s"><v>%d</v></c>`, ref, (r*7+c)%rows)
			case 1:
				fmt.Fprintf(w, `<c r="%s"><v>%d.%d</v></c>`, ref, r*c, c)
			case 2:
				fmt.Fprintf(w, `<c r="%s" s="1"><v>%d</v></c>`, ref, 36526+(r+c)%6000)
			case 3:
				fmt.Fprintf(w, `<c r="%s" t="s"><v>%d</v></c>`, ref, r-1)
			default:
				fmt.Fprintf(w, `<c r="%s" t="inlineStr"><is><t>H01L%d/%02d</t></is></c>`, ref, r%60, c)
			}
		}
		fmt.Fprint(w, `</row>`)
	}
	fmt.Fprint(w, `</sheetData></worksheet>`)
}

const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>`

var skeleton = map[string]string{
	"[Content_Types].xml":        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
	"_rels/.rels":                fmt.Sprintf(relations, `<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>`),
	"xl/workbook.xml":            `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
	"xl/_rels/workbook.xml.rels": fmt.Sprintf(relations, `<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>`),
	"xl/styles.xml":              `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
}

func benchRows() int {
	n, err := strconv.Atoi(os.Getenv("ASTERISM_BENCH_ROWS"))
	if err != nil {
		n = 20_000
	}
	return n
}

func BenchmarkRows(b *testing.B) {
	data := mixed(b, benchRows(), 20)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		n := 0
		x := openBytes(b, data, Options{})
		if _, err := eachRow(b, x, 0, func(int64, []string) { n++ }); err != nil {
			b.Fatal(err)
		}
		x.Close()
		if n != benchRows() {
			b.Fatal(n)
		}
	}
}

func BenchmarkExcelizeRows(b *testing.B) {
	data := mixed(b, benchRows(), 20)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		x, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
		if err != nil {
			b.Fatal(err)
		}
		rows, err := x.Rows("S")
		if err != nil {
			b.Fatal(err)
		}
		for rows.Next() {
			if _, err := rows.Columns(); err != nil {
				b.Fatal(err)
			}
		}
		rows.Close()
		x.Close()
	}
}
