package main

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"os"
)

const relationships = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>`

var workbookParts = map[string]string{
	"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
	"_rels/.rels":         fmt.Sprintf(relationships, `<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>`),
	"xl/workbook.xml": `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
		`<sheets><sheet name="合成示例" sheetId="1" r:id="rId1"/></sheets></workbook>`,
	"xl/_rels/workbook.xml.rels": fmt.Sprintf(relationships, `<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>`+
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>`),
	"xl/styles.xml": `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
}

// writeSheet writes a workbook of plainly synthetic cells as Excel lays them out: two fifths shared strings, a fifth
// each of numbers, dates and texts of their own.
func writeSheet(path string, rows, columns int) (size int64, err error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for name, text := range workbookParts {
		if err := writePart(z, name, func(w io.Writer) { io.WriteString(w, text) }); err != nil {
			return 0, err
		}
	}
	if err := writePart(z, "xl/sharedStrings.xml", func(w io.Writer) { writeStrings(w, rows) }); err != nil {
		return 0, err
	}
	if err := writePart(z, "xl/worksheets/sheet1.xml", func(w io.Writer) { writeCells(w, rows, columns) }); err != nil {
		return 0, err
	}
	if err := z.Close(); err != nil {
		return 0, err
	}
	return f.Seek(0, io.SeekCurrent)
}

func writePart(z *zip.Writer, name string, write func(io.Writer)) error {
	part, err := z.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(part, 1<<16)
	write(w)
	return w.Flush()
}

func writeStrings(w io.Writer, n int) {
	fmt.Fprintf(w, `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="%d" uniqueCount="%d">`, n, n)
	for i := range n {
		fmt.Fprintf(w, `<si><t>合成示例企业%d有限公司 &amp; Co.</t></si>`, i)
	}
	io.WriteString(w, `</sst>`)
}

func writeCells(w io.Writer, rows, columns int) {
	io.WriteString(w, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
	for r := 1; r <= rows; r++ {
		fmt.Fprintf(w, `<row r="%d" spans="1:%d">`, r, columns)
		for c := range columns {
			writeCell(w, rows, r, c)
		}
		io.WriteString(w, `</row>`)
	}
	io.WriteString(w, `</sheetData></worksheet>`)
}

func writeCell(w io.Writer, rows, r, c int) {
	column := 'A' + rune(c) // up to Z
	switch c % 5 {
	case 0:
		fmt.Fprintf(w, `<c r="%c%d"><v>%d.%d</v></c>`, column, r, r*(c+1), c+1)
	case 1:
		fmt.Fprintf(w, `<c r="%c%d" s="1"><v>%d</v></c>`, column, r, 36526+(r+c)%6000)
	case 2:
		fmt.Fprintf(w, `<c r="%c%d" t="s"><v>%d</v></c>`, column, r, r-1)
	case 3:
		fmt.Fprintf(w, `<c r="%c%d" t="inlineStr"><is><t>H01L%d/%02d</t></is></c>`, column, r, r%60, c)
	default:
		fmt.Fprintf(w, `<c r="%c%d" t="s"><v>%d</v></c>`, column, r, (r*7919+c)%rows)
	}
}
