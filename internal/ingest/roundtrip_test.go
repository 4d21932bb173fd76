package ingest

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"asterism/content"
	"asterism/patent"
)

// export is how one supplier lays a record out: what is rendered here has to be read as it was.
type export struct {
	profile *profile
	above   []string // lines above the header
	comma   rune
	sep     string   // between values of a cell
	day     string   // how dates are written
	headers []string // of title, publication, its date, applicants, inventors, IPC, application, its date, citations; "" where it has none
	others  []string // headers that make it known
}

type exportColumn struct {
	header string
	render func(*PatentRecord) string
}

// randomPatent draws a record within what every export can carry; names and texts hold marks that tempt a splitter.
func randomPatent(r *rand.Rand, e *export) *PatentRecord {
	persons := "DOE, Ann"
	if e.profile.commas { // between names, so that none can hold one
		persons = "DOE Ann"
	}
	n := r.IntN(900000) + 100000
	p := &PatentRecord{Publication: fmt.Sprintf("CN1%08d", n), Kind: pickOf(r, "A", "B"), PublicationAt: randomDay(r), Application: fmt.Sprintf("CN2010%d%07d", 1, n), ApplicationAt: randomDay(r),
		Texts: []PatentText{{Part: "title", Body: pickOf(r, "合成示例轴承座", "Synthetic, “quoted” \"title\"", "一种 A/B 装置（改进）")}}}
	for range r.IntN(3) + 1 {
		p.Parties = append(p.Parties, PatentParty{Role: "applicant", Name: pickOf(r, "合成甲有限公司", "Synthetic Sample Co., Ltd", "合成大学", persons)})
	}
	for range r.IntN(4) {
		p.Parties = append(p.Parties, PatentParty{Role: "inventor", Name: pickOf(r, "示例甲", "示例乙", "Doe Ann", "ROE BOB")})
	}
	for range r.IntN(4) {
		addClass(p, "ipc", fmt.Sprintf("H01M%d/%02d", r.IntN(60)+1, r.IntN(90)), false)
	}
	for range r.IntN(3) {
		p.Citations = append(p.Citations, PatentCitation{Direction: "cites", Number: fmt.Sprintf("US%dB2", 7000000+r.IntN(2000000))})
	}
	return p
}

func pickOf(r *rand.Rand, words ...string) string { return words[r.IntN(len(words))] }

func randomDay(r *rand.Rand) string {
	return fmt.Sprintf("20%02d-%02d-%02d", r.IntN(25), r.IntN(12)+1, r.IntN(28)+1)
}

func titleOf(p *PatentRecord) string       { return p.Texts[0].Body }
func publicationOf(p *PatentRecord) string { return p.Publication + p.Kind }

func valuesOf(sep string, of func(*PatentRecord) []string) func(*PatentRecord) string {
	return func(p *PatentRecord) string { return strings.Join(of(p), sep) }
}

func named(role string) func(*PatentRecord) []string {
	return func(p *PatentRecord) (names []string) {
		for _, q := range p.Parties {
			if q.Role == role {
				names = append(names, q.Name)
			}
		}
		return names
	}
}

func symbols(p *PatentRecord) (out []string) {
	for _, c := range p.Classes {
		out = append(out, c.Symbol)
	}
	return out
}

func cited(p *PatentRecord) (out []string) {
	for _, c := range p.Citations {
		out = append(out, c.Number)
	}
	return out
}

// dayAs writes the record's dates in the export's way.
func dayAs(layout string, at func(*PatentRecord) string) func(*PatentRecord) string {
	return func(p *PatentRecord) string {
		y, m, d := at(p)[:4], at(p)[5:7], at(p)[8:]
		return strings.NewReplacer("yyyy", y, "mm", m, "dd", d).Replace(layout)
	}
}

func filedAt(p *PatentRecord) string       { return p.ApplicationAt }
func publishedAt(p *PatentRecord) string   { return p.PublicationAt }
func applicationOf(p *PatentRecord) string { return p.Application }

// columns are those of the export, values parted by sep.
func (e *export) columns(sep string) []exportColumn {
	renders := []func(*PatentRecord) string{titleOf, publicationOf, dayAs(e.day, publishedAt), valuesOf(sep, named("applicant")), valuesOf(sep, named("inventor")), valuesOf(sep, symbols),
		applicationOf, dayAs(e.day, filedAt), valuesOf(sep, cited)}
	var out []exportColumn
	for i, h := range e.headers {
		if h != "" {
			out = append(out, exportColumn{h, renders[i]})
		}
	}
	for _, h := range e.others {
		out = append(out, exportColumn{h, func(*PatentRecord) string { return "" }})
	}
	return out
}

var exports = []export{
	{incopat, nil, ',', "; ", "yyyy-mm-dd", []string{"标题", "公开（公告）号", "公开（公告）日", "申请人", "发明人", "IPC", "申请号", "申请日", "引证专利"}, []string{"链接到incoPat", "合享价值度"}},
	{patsnap, nil, ',', " | ", "yyyy-mm-dd", []string{"标题", "公开(公告)号", "公开(公告)日", "申请(专利权)人", "发明人", "IPC分类号", "申请号", "申请日", "引用专利"}, []string{"[标]代理机构", "战略新兴产业分类"}},
	{cnipaTable, nil, ',', ";", "yyyy.mm.dd", []string{"名称", "公开（公告）号", "公开（公告）日", "申请（专利权）人", "发明（设计）人", "分类号", "申请号", "申请日", "参考文献"}, []string{"主权项", "光盘号", "颁证日"}},
	{lensCSV, nil, ',', ";;", "yyyy-mm-dd", []string{"Title", "Display Key", "Publication Date", "Applicants", "Inventors", "IPCR Classifications", "Application Number", "Application Date", "Cited Patents"}, []string{"Lens ID", "Extended Family Size"}},
	{patentscope, []string{"Query: synthetic"}, ',', ";", "dd.mm.yyyy", []string{"Title", "Publication Number", "Publication Date", "Applicants", "Inventors", "I P C", "Application Number", "Application Date"}, []string{"Priorities Data", "National Phase Entries"}},
	{espacenet, []string{"Espacenet search results", "txt = synthetic"}, ';', "\n", "yyyy-mm-dd", []string{"Title", "Publication number", "Publication date", "Applicant(s)", "Inventor(s)", "International classification", "Application number", "Date of application", "Other patent citations"}, []string{"Cooperative Patent Classification"}},
	{derwent, nil, ',', " | ", "yyyy-mm-dd", []string{"Title", "Publication Number", "Publication Date", "Assignee - Original", "Inventor", "IPC - Current", "Application Number", "Application Date", "Cited Refs - Patent"}, []string{"DWPI Accession Number"}},
	{googleCSV, []string{"search URL:,https://patents.example.invalid/?q=synthetic"}, ',', ", ", "yyyy-mm-dd", []string{"title", "id", "publication date", "assignee", "inventor/author", "", "", "filing/creation date"}, nil},
}

func (e *export) rows(records []*PatentRecord, sep string) [][]string {
	columns := e.columns(sep)
	rows := [][]string{{}}
	for _, c := range columns {
		rows[0] = append(rows[0], c.header)
	}
	for _, p := range records {
		row := make([]string, len(columns))
		for i, c := range columns {
			row[i] = c.render(p)
		}
		rows = append(rows, row)
	}
	return rows
}

func (e *export) csv(t *testing.T, records []*PatentRecord) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, line := range e.above {
		b.WriteString(line + "\n")
	}
	w := csv.NewWriter(&b)
	w.Comma = e.comma
	if err := w.WriteAll(e.rows(records, e.sep)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (e *export) xlsx(t *testing.T, records []*PatentRecord) []byte {
	t.Helper()
	x := excelize.NewFile()
	defer x.Close()
	rows := e.rows(records, e.sep)
	for i := len(e.above) - 1; i >= 0; i-- {
		rows = slices.Insert(rows, 0, []string{e.above[i]})
	}
	for i, row := range rows {
		if err := x.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestRoundTrip: parse(render(record)) = record for every tabular export, as CSV and XLSX. Records are compared in the
// export's own rendering, which holds all it carries, with a separator that no value holds.
func TestRoundTrip(t *testing.T) {
	const apart = "\x1f"
	tables, err := LoadTables(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range exports {
		for seed := range uint64(4) {
			r := rand.New(rand.NewPCG(seed, 7))
			var records []*PatentRecord
			for range 1 + r.IntN(60) {
				records = append(records, randomPatent(r, &e))
			}
			for name, data := range map[string][]byte{"a.csv": e.csv(t, records), "a.xlsx": e.xlsx(t, records)} {
				got := parsedRecords(t, tables, e.profile, name, data)
				if diff := cmp.Diff(e.rows(records, apart), e.rows(got, apart)); diff != "" {
					t.Errorf("%s %s, seed %d: %s", e.profile.name, name, seed, diff)
				}
			}
		}
	}
}

// parsedRecords reads bytes as detection and the profile do, up to the records handed to the sink.
func parsedRecords(t *testing.T, tables *Tables, p *profile, name string, data []byte) (out []*PatentRecord) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	r := &run{ctx: t.Context(), job: &job{limits: Limits{}.orDefault(), tables: tables, workers: 1, batch: "b"}, tracker: newTracker(nil)}
	s, err := r.look(r.ctx, plainItem(name, path, &workshop{dir: t.TempDir(), limits: r.job.limits}))
	if err != nil {
		t.Fatal(err)
	}
	if s.format.Name != p.name {
		t.Fatalf("%s recognised as %q, want %s", name, s.format.Name, p.name)
	}
	in, c, err := s.source(r.ctx, r.job.limits, func(int64) {})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	sink := newSink(r.job, name, place{}, nil)
	tg, err := p.target(tables)
	if err != nil {
		t.Fatal(err)
	}
	err = eachSheet(r.ctx, in, func(sh *sheet) error {
		l, err := planSheet(in, sink, sh, []*target{tg})
		if err != nil || l == nil {
			return err
		}
		m, err := compile(l)
		if err != nil {
			return err
		}
		sh.mend(l)
		return sh.blocks(r.ctx, 0, func(b *block) error {
			for i, cells := range b.rows {
				if m.idle(cells) == "" {
					out = append(out, normalised(m.patentRecord(&PatentRecord{}, cells, b.lines[i])))
				}
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// normalised writes dates in ISO form, as the sink does.
func normalised(p *PatentRecord) *PatentRecord {
	for _, at := range []*string{&p.PublicationAt, &p.ApplicationAt} {
		if d, ok := patent.ParseDate(*at); ok && d.Year > 0 {
			*at = fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
		}
	}
	return p
}
