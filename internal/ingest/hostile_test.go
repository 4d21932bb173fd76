package ingest

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"
	"github.com/klauspost/compress/zstd"

	"asterism/content"
	"asterism/internal/lake"
)

// What a hostile file may cost: memory over what stood before, and time. The time is generous, machines differ; a file
// that is not stopped by its limits takes minutes or never ends.
const (
	hostileMemory = 256 << 20
	hostileTime   = time.Minute
)

// within runs do and fails when it takes more memory or time than any file may.
func within(t *testing.T, name string, do func()) {
	t.Helper()
	runtime.GC()
	heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(heap)
	base, peak := heap[0].Value.Uint64(), uint64(0)
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(int64(base) + hostileMemory)) // what is garbage does not count
	stop, done := make(chan bool), make(chan bool)
	go func() {
		defer close(done)
		for {
			metrics.Read(heap)
			peak = max(peak, heap[0].Value.Uint64())
			select {
			case <-stop:
				return
			case <-time.After(2 * time.Millisecond):
			}
		}
	}()
	start := time.Now()
	do()
	close(stop)
	<-done
	if took := time.Since(start); took > hostileTime {
		t.Errorf("%s: %v", name, took)
	}
	if peak > base+hostileMemory+hostileMemory/8 {
		t.Errorf("%s: %d MB", name, (peak-base)>>20)
	}
	if testing.Verbose() {
		t.Logf("%-28s %6.2f s %4d MB", name, time.Since(start).Seconds(), int64(peak-min(base, peak))>>20)
	}
}

// Every format of the list reads each of its samples cut at every kilobyte, and disfigured in many ways: no panic,
// every record accounted for, within memory and time.
func TestHostileSamples(t *testing.T) {
	tables, err := LoadTables(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range formats {
		within(t, f.Name, func() {
			for i, path := range samplesOf(t, f.Name) {
				sample, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				files := cutOff(sample)
				if i == 0 { // one sample of a format is enough for what takes long
					maps.Copy(files, disfigured(sample))
				}
				for what, data := range files {
					if c := readBytes(t, tables, f.Name, filepath.Base(path), data); c.Records != c.Accepted+c.Skipped+c.Rejected {
						t.Errorf("%s %s: %+v", path, what, c)
					}
				}
			}
		})
	}
}

func samplesOf(t *testing.T, format string) (out []string) {
	all, err := filepath.Glob("testdata/" + format + "/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range all {
		if filepath.Ext(path) != ".golden" {
			out = append(out, path)
		}
	}
	if len(out) == 0 {
		t.Fatalf("%s has no sample", format)
	}
	return out
}

const laughs = `<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">` +
	`<!ENTITY x SYSTEM "file:///etc/passwd">]>`

// cutOff are the beginnings of a sample, repeated to 8 KiB at least, kilobyte by kilobyte.
func cutOff(sample []byte) map[string][]byte {
	long := bytes.Repeat(sample, 1+8<<10/max(len(sample), 1))
	out := map[string][]byte{}
	for n := 1 << 10; n < len(long); n += 1 << 10 {
		out[fmt.Sprint("cut at ", n)] = long[:n]
	}
	return out
}

// disfigured makes hostile files of a sample.
func disfigured(sample []byte) map[string][]byte {
	out := map[string][]byte{}
	half := len(sample) / 2
	insert := func(name, what string, n int) {
		out[name] = bytes.Join([][]byte{sample[:half], bytes.Repeat([]byte(what), n), sample[half:]}, nil)
	}
	insert("elements nested", "<a>", 100_000)
	insert("lists nested", "[", 100_000)
	insert("objects nested", `{"a":`, 100_000)
	insert("a long token", "x", 2<<20)
	insert("an attribute without end", `<a b="`+strings.Repeat("x", 1000), 1500)
	insert("a string without end", `"`+strings.Repeat("x", 1000), 1500)
	insert("a million columns", ",", 1_000_000)
	insert("a million columns by tab", "\t", 1_000_000)
	insert("a million lines", "\n", 1_000_000)
	insert("no bytes at all", "\x00", 4096)
	insert("no UTF-8", "\xff\xfe\x80", 4096)
	insert("entities", "&d;&x;", 1000)
	out["entities declared"] = append([]byte(laughs), out["entities"]...)
	out["only zeros"] = make([]byte, 64<<10)
	return out
}

// bombs are files made to cost more than they weigh, and the finding that each deserves.
var bombs = []struct {
	name, code string
	write      func(io.Writer) error
}{
	{"zeros.csv.gz", "file.ratio", func(w io.Writer) error { return gzipped(w, zeros(64<<20)) }},
	{"gz.gz.gz.gz.gz.csv.gz", "archive.nested", nestedGzip},
	{"zeros.csv.zst", "file.ratio", func(w io.Writer) error { return zstdOf(w, zeros(64<<20)) }},
	{"window.csv.zst", "file.corrupt", func(w io.Writer) error {
		_, err := w.Write([]byte{0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8, 0x01, 0x00, 0x00}) // a window of 2 GiB
		return err
	}},
	{"zeros.zip", "file.ratio", func(w io.Writer) error { return zipOf(w, map[string]io.Reader{"a.csv": zeros(64 << 20)}) }},
	{"declared.zip", "file.too_large", func(w io.Writer) error { return declared(w, "a.csv", nil) }},
	{"nested.zip", "archive.nested", nestedZip},
	{"many.zip", "archive.entries", func(w io.Writer) error { return manyEntries(w, 5000) }},
	{"names.zip", "archive.entries", func(w io.Writer) error { return manyEntries(w, 700_000) }},
	{"overlapping.zip", "archive.overlap", overlapping},
	{"spread.zip", "archive.entries", spreadZip},
	{"declared.xlsx", "file.too_large", func(w io.Writer) error { return declared(w, "xl/worksheets/sheet1.xml", workbookBones) }},
	{"rows.xlsx", "file.ratio", func(w io.Writer) error {
		return bookOf(w, io.MultiReader(strings.NewReader(tableTop), manyOf(`<row><c t="inlineStr"><is><t>0</t></is></c></row>`, 64<<20)), nil)
	}},
	{"strings.xlsx", "file.ratio", func(w io.Writer) error {
		return bookOf(w, strings.NewReader(tableTop+`<row><c t="s"><v>999999999</v></c></row>`), io.MultiReader(strings.NewReader("<sst>"), manyOf("<si><t/></si>", 64<<20)))
	}},
	{"columns.xlsx", "csv.too_long", func(w io.Writer) error {
		return bookOf(w, io.MultiReader(strings.NewReader(tableTop+"<row>"), manyOf("<c><v>1</v></c>", 15<<20)), nil)
	}},
	{"far.xlsx", "csv.too_long", func(w io.Writer) error {
		return bookOf(w, io.MultiReader(strings.NewReader(tableTop), manyOf(`<row><c r="XFD1"><v>1</v></c><c r="BXW1"><v>1</v></c></row>`, 1<<20)), nil)
	}},
	{"shared.xlsx", "file.too_large", func(w io.Writer) error {
		text := io.MultiReader(strings.NewReader("<sst><si><t>"), manyOf("x", 1<<20), strings.NewReader("</t></si></sst>"))
		return bookOf(w, io.MultiReader(strings.NewReader(tableTop), manyOf("<row>"+strings.Repeat(`<c t="s"><v>0</v></c>`, 15)+"</row>", 8<<20)), text)
	}},
	{"nested.xlsx", "file.corrupt", func(w io.Writer) error {
		return bookOf(w, io.MultiReader(strings.NewReader(tableTop), manyOf("<row>", 10<<20)), nil)
	}},
	{"laughs.xlsx", "", func(w io.Writer) error {
		return bookOf(w, strings.NewReader(laughs+tableTop+`<row><c t="inlineStr"><is><t>&d;</t></is></c></row></sheetData></worksheet>`), nil)
	}},
	{"field.csv", "csv.too_long", func(w io.Writer) error { return streamed(w, "专利名称,申请号\n", "x", "\n") }},
	{"quoted.csv", "csv.too_long", func(w io.Writer) error { return streamed(w, "专利名称,申请号\n\"", "x", "\",CN1\n") }},
	{"columns.csv", "csv.too_long", func(w io.Writer) error { return streamed(w, "专利名称,申请号\n", "1,", "\n") }},
	{"text.xml", "xml.too_large", func(w io.Writer) error {
		return streamed(w, "<us-patent-grant><description><p>", "x ", "</p></description></us-patent-grant>")
	}},
	{"attribute.xml", "xml.too_large", func(w io.Writer) error {
		return streamed(w, "<us-patent-grant><p a=\"", "x", "\"></p></us-patent-grant>")
	}},
	{"elements.xml", "xml.too_deep", func(w io.Writer) error { return streamed(w, "<us-patent-grant>", "<p>", "") }},
	{"laughs.xml", "xml.entity", func(w io.Writer) error {
		_, err := io.WriteString(w, laughs+"<us-patent-grant><abstract><p>&d;&x;</p></abstract></us-patent-grant>")
		return err
	}},
	{"line.jsonl", "json.too_large", func(w io.Writer) error { return streamed(w, `{"lens_id":"1","title":"`, "x", "\"}\n") }},
	{"lists.jsonl", "json.too_deep", func(w io.Writer) error {
		_, err := io.Copy(w, io.MultiReader(strings.NewReader(`{"lens_id":"1","biblio":`), manyOf("[", 1<<20), strings.NewReader("\n")))
		return err
	}},
	{"feature.geojson", "geojson.too_large", func(w io.Writer) error {
		return streamed(w, `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"`, "x", `"}}]}`)
	}},
	{"preamble.geojson", "unsupported.json", func(w io.Writer) error {
		return streamed(w, `{"type":"FeatureCollection","name":"`, "x", `","features":[]}`)
	}},
	{"dictionary.parquet", "file.too_large", repeatedText},
	{"week.txt", "csv.too_long", func(w io.Writer) error { return streamed(w, "PATN\nWKU  012345678\nTTL  ", "x", "\nABST\nPAL  a\n") }},
}

const bombBytes = 100 << 20

// Every bomb ends in its finding, within memory and time, and the import goes on to its end.
func TestBombs(t *testing.T) {
	l := openLake(t)
	for _, b := range bombs {
		path := filepath.Join(t.TempDir(), b.name)
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.write(f); err != nil {
			t.Fatal(err)
		}
		f.Close()
		within(t, b.name, func() { explode(t, l, path, b.code) })
		os.Remove(path)
	}
}

func explode(t *testing.T, l *lake.Lake, path, code string) {
	t.Helper()
	res := mustRun(t, l, Request{Paths: []string{path}, DryRun: true, Limits: Limits{Entries: 150}})
	if code != "" && !has(res.Findings, code) {
		t.Errorf("%s: no %s in %.600s", filepath.Base(path), code, fmt.Sprintf("%+v %+v", res.Files, res.Findings))
	}
	if has(res.Findings, "file.parser_failed") {
		t.Errorf("%s: %+v", filepath.Base(path), res.Findings)
	}
}

// again gives the same bytes over and over.
type again struct {
	what string
	at   int
}

func (a *again) Read(p []byte) (int, error) {
	n := copy(p, a.what[a.at:])
	a.at = (a.at + n) % len(a.what)
	return n, nil
}

func manyOf(what string, n int64) io.Reader {
	block := strings.Repeat(what, 1+(64<<10)/len(what))
	return io.LimitReader(&again{what: block}, n/int64(len(what))*int64(len(what)))
}

func zeros(n int64) io.Reader { return manyOf("\x00", n) }

// streamed writes bombBytes of what between two texts.
func streamed(w io.Writer, before, what, after string) error {
	_, err := io.Copy(w, io.MultiReader(strings.NewReader(before), manyOf(what, bombBytes), strings.NewReader(after)))
	return err
}

func gzipped(w io.Writer, r io.Reader) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		return err
	}
	if _, err := io.Copy(z, r); err != nil {
		return err
	}
	return z.Close()
}

func nestedGzip(w io.Writer) error {
	data := []byte(patentList)
	for range 6 {
		var b bytes.Buffer
		if err := gzipped(&b, bytes.NewReader(data)); err != nil {
			return err
		}
		data = b.Bytes()
	}
	_, err := w.Write(data)
	return err
}

func zstdOf(w io.Writer, r io.Reader) error {
	z, err := zstd.NewWriter(w)
	if err != nil {
		return err
	}
	if _, err := io.Copy(z, r); err != nil {
		return err
	}
	return z.Close()
}

func zipOf(w io.Writer, entries map[string]io.Reader) error {
	z := zip.NewWriter(w)
	for name, r := range entries {
		e, err := z.Create(name)
		if err != nil {
			return err
		}
		if _, err := io.Copy(e, r); err != nil {
			return err
		}
	}
	return z.Close()
}

func nestedZip(w io.Writer) error {
	data := []byte(patentList)
	for i := range 6 {
		var b bytes.Buffer
		if err := zipOf(&b, map[string]io.Reader{fmt.Sprintf("%d.zip", i): bytes.NewReader(data)}); err != nil {
			return err
		}
		data = b.Bytes()
	}
	_, err := w.Write(data)
	return err
}

// declared writes a zip with an entry that says it holds 10 GB.
func declared(w io.Writer, name string, others map[string]string) error {
	z := zip.NewWriter(w)
	for name, text := range others {
		e, err := z.Create(name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(e, text); err != nil {
			return err
		}
	}
	const packed = "\x01\x00\x00\xff\xff" // an empty stream
	e, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(nil), UncompressedSize64: 10 << 30, CompressedSize64: uint64(len(packed))})
	if err != nil {
		return err
	}
	if _, err := io.WriteString(e, packed); err != nil {
		return err
	}
	return z.Close()
}

func manyEntries(w io.Writer, n int) error {
	z := zip.NewWriter(w)
	for i := range n {
		if _, err := z.CreateRaw(&zip.FileHeader{Name: fmt.Sprintf("%064d.csv", i), Method: zip.Store}); err != nil {
			return err
		}
	}
	return z.Close()
}

// overlapping writes a zip whose directory lists the same stretch a hundred times.
func overlapping(w io.Writer) error {
	var b bytes.Buffer
	if err := zipOf(&b, map[string]io.Reader{"a.csv": manyOf(patentList, 4<<20)}); err != nil {
		return err
	}
	data := b.Bytes()
	at := int(binary.LittleEndian.Uint32(data[len(data)-6:]))
	entry, end := data[at:len(data)-22], bytes.Clone(data[len(data)-22:])
	binary.LittleEndian.PutUint16(end[8:], 100)
	binary.LittleEndian.PutUint16(end[10:], 100)
	binary.LittleEndian.PutUint32(end[12:], uint32(100*len(entry)))
	_, err := w.Write(bytes.Join([][]byte{data[:at], bytes.Repeat(entry, 100), end}, nil))
	return err
}

// spreadZip writes archives of archives: few entries in each, very many in all.
func spreadZip(w io.Writer) error {
	entries := func(data string) map[string]io.Reader {
		out := map[string]io.Reader{}
		for i := range 120 {
			out[fmt.Sprintf("%d.zip", i)] = strings.NewReader(data)
		}
		return out
	}
	var inner bytes.Buffer
	if err := zipOf(&inner, entries("a,b\n1,2\n")); err != nil {
		return err
	}
	return zipOf(w, entries(inner.String()))
}

// repeatedText writes a column whose one long text stands in every row, once in the file.
func repeatedText(w io.Writer) error {
	schema := arrow.NewSchema([]arrow.Field{{Name: "专利名称", Type: arrow.BinaryTypes.String}, {Name: "申请号", Type: arrow.BinaryTypes.String}}, nil)
	out, err := pqarrow.NewFileWriter(schema, w, parquet.NewWriterProperties(parquet.WithDictionaryDefault(true), parquet.WithStats(false)), pqarrow.DefaultWriterProps())
	if err != nil {
		return err
	}
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	for range 100 {
		for range 10 {
			b.Field(0).(*array.StringBuilder).Append(strings.Repeat("x", 900<<10))
			b.Field(1).(*array.StringBuilder).Append("CN201510163325.6")
		}
		batch := b.NewRecordBatch()
		if err := out.WriteBuffered(batch); err != nil {
			return err
		}
	}
	return out.Close()
}

const (
	tableTop = `<worksheet><sheetData><row><c t="inlineStr"><is><t>专利名称</t></is></c><c t="inlineStr"><is><t>申请号</t></is></c></row>`
	oneRel   = `<Relationships><Relationship Id="r" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
)

var workbookBones = map[string]string{"[Content_Types].xml": "<Types/>", "xl/workbook.xml": `<workbook><sheets><sheet name="S" r:id="r"/></sheets></workbook>`, "xl/_rels/workbook.xml.rels": oneRel}

func bookOf(w io.Writer, sheet, texts io.Reader) error {
	parts := map[string]io.Reader{"xl/worksheets/sheet1.xml": sheet}
	for name, text := range workbookBones {
		parts[name] = strings.NewReader(text)
	}
	if texts != nil {
		parts["xl/sharedStrings.xml"] = texts
	}
	return zipOf(w, parts)
}
