package ingest

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// TestPlainText: the same table comes out whatever it was saved as, rows on their own lines.
func TestPlainText(t *testing.T) {
	want := "地区,value\n济南,0.3\n\n青岛,\"a, b\"\n"
	book := excelize.NewFile()
	for cell, v := range map[string]any{"A1": "地区", "B1": "value", "A2": "济南", "B2": 0.3, "A4": "青岛", "B4": "a, b"} {
		if err := book.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	var workbook bytes.Buffer
	if err := book.Write(&workbook); err != nil {
		t.Fatal(err)
	}
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(want)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(want)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"utf-8": want, "workbook": workbook.String(), "gb18030": gb, "utf-16": wide} {
		got, err := PlainText([]byte(data))
		if err != nil || string(got) != want {
			t.Errorf("%s: %v\n%q\n%q", name, err, got, want)
		}
	}
}

// TestPlainText_wrong: what cannot be read says what to do.
func TestPlainText_wrong(t *testing.T) {
	for data, want := range map[string]string{"\xd0\xcf\x11\xe0rest": "save it as .xlsx", "PK\x03\x04rest": "no workbook that can be read"} {
		if _, err := PlainText([]byte(data)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", data, err)
		}
	}
}

func FuzzPlainText(f *testing.F) {
	f.Add([]byte("region,value\n济南,1\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = PlainText(data)
	})
}
