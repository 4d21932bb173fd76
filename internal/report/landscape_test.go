package report

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"asterism/content"
	"asterism/internal/derive"
	"asterism/internal/ingest"
	"asterism/internal/lake"
	"asterism/internal/lang"
)

// shandong is the collection of 4,946 patents of one Shandong city: six columns, mostly utility models.
const shandong = "../../../shared/data/patents/cn-patents/taian_shandong_two_thirds.csv.gz"

// world is a lake with its graph and texts.
type world struct {
	lake    *lake.Lake
	graph   *derive.Graph
	catalog *lang.Catalog
}

// built imports files and builds every table.
func built(t testing.TB, set, complete map[string]string, paths ...string) *world {
	t.Helper()
	ctx := context.Background()
	w := &world{}
	var err error
	if w.lake, err = lake.Open(ctx, t.TempDir(), lake.Options{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.lake.Close() })
	if w.catalog, err = lang.Load(content.FS); err != nil {
		t.Fatal(err)
	}
	if w.graph, _, err = derive.Load(content.FS, nil); err != nil {
		t.Fatal(err)
	}
	imported, err := ingest.Run(ctx, w.lake, ingest.Request{Paths: paths, Set: set, Complete: complete, Actor: "test", Content: content.FS})
	if err != nil {
		t.Fatal(err)
	}
	if len(imported.Files) == 0 || imported.Files[0].Accepted == 0 {
		t.Fatalf("nothing imported: %+v", imported)
	}
	result, err := w.graph.Build(ctx, w.lake, derive.Options{Actor: "test"})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range result.Failed {
		t.Errorf("build: %+v", f)
	}
	return w
}

// document runs a report of the product.
func (w *world) document(t testing.TB, name, language string, params map[string]string) *Document {
	t.Helper()
	all, err := Load(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	reader, err := w.lake.Read(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	for _, r := range all {
		if r.Name != name {
			continue
		}
		d, err := r.Run(t.Context(), Env{Reader: reader, Graph: w.graph, Lang: language, Params: params, Catalog: w.catalog})
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	t.Fatalf("no report %s", name)
	return nil
}

// rows reads the collection without the product.
func rows(t testing.TB) []map[string]string {
	t.Helper()
	f, err := os.Open(shandong)
	if err != nil {
		t.Skipf("the collection of Shandong patents is not here: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	cells, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cells[0][0] = "专利名称" // without the byte order mark
	var all []map[string]string
	for _, row := range cells[1:] {
		m := map[string]string{}
		for i, name := range cells[0] {
			m[name] = row[i]
		}
		all = append(all, m)
	}
	return all
}

// keep writes outputs for a person to look at: REPORT_OUT=folder go test -run Landscape.
func keep(t testing.TB, d *Document, language string) {
	dir := os.Getenv("REPORT_OUT")
	if dir == "" {
		return
	}
	for _, format := range Formats {
		f, err := os.Create(filepath.Join(dir, d.Name+"-"+language+"."+format))
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Write(t.Context(), format, f); err != nil {
			t.Error(err)
		}
		f.Close()
	}
}

// count is an independent reading of the collection: type and year out of the number and the date, names folded,
// the class as written.
type count map[string]int

func kindOfNumber(number string) string {
	digits := strings.TrimPrefix(number, "CN")
	digits, _, _ = strings.Cut(digits, ".")
	at := 2
	if len(digits) == 12 {
		at = 4
	}
	return map[byte]string{'1': "invention", '2': "utility_model", '3': "design", '8': "invention", '9': "utility_model"}[digits[at]]
}

// merged are the spellings that the resolver takes for one applicant in this collection (base.party_merge): a province before
// the city or none, and a legal form that changed. Each was looked at.
var merged = map[string]string{
	"山东矿业学院": "山东省矿业学院", "泰安华煤国宏工矿科技有限公司": "山东泰安华煤国宏工矿科技有限公司", "泰安市众诚矿山自动化有限公司": "泰安众诚矿山自动化股份有限公司",
	"泰安泰山复合材料有限公司": "山东泰山复合材料有限公司", "泰安泰山复合材料厂": "山东泰山复合材料有限公司", "泰山玻璃纤维股份有限公司": "泰山玻璃纤维有限公司",
}

func folded(name string) string {
	name = strings.NewReplacer(" ", "", "（", "(", "）", ")").Replace(strings.ToLower(strings.TrimSpace(name)))
	if one, ok := merged[name]; ok {
		return one
	}
	return name
}

// counted makes keys such as "year 2012 design" → patents.
func counted(all []map[string]string) count {
	n := count{}
	for _, r := range all {
		kind, year, who := kindOfNumber(r["申请号"]), r["申请日"][:4], folded(r["申请人"])
		class := strings.ToUpper(strings.TrimSpace(r["主分类号"]))
		n["all"]++
		n["type "+kind]++
		n["year "+year]++
		n["year "+year+" "+kind]++
		n["who "+who]++
		n["who "+who+" "+kind]++
		n["who-year "+who+" "+year]++
		if class[0] >= '0' && class[0] <= '9' {
			n["locarno "+class[:2]]++
			continue
		}
		n["classed"]++
		n["section "+class[:1]+" "+kind]++
		n["subclass "+class[:4]]++
		n["technology-year "+class[:4]+" "+year]++
		n["class "+class[:3]]++
		n["cell "+who+" "+class[:4]]++
	}
	return n
}

// starting counts the keys that begin so: different years, names, classes.
func (n count) starting(prefix string, words int) int {
	c := 0
	for key := range n {
		if strings.HasPrefix(key, prefix) && len(strings.Fields(key)) == words {
			c++
		}
	}
	return c
}

func TestLandscapeOfShandong(t *testing.T) {
	n := counted(rows(t))
	w := built(t, map[string]string{"applicant_region": "370900"}, nil, shandong)
	d := w.document(t, "landscape", "zh", map[string]string{"region": "370900"})
	keep(t, d, "zh")
	keep(t, w.document(t, "landscape", "en", map[string]string{"region": "370900"}), "en")
	for id, want := range map[string]int{
		"facts.patent_count": n["all"], "facts.invention_count": n["type invention"], "facts.utility_model_count": n["type utility_model"], "facts.design_count": n["type design"],
		"facts.collection_count": n["all"], "class_facts.classed_count": n["classed"], "class_facts.subclass_count": n.starting("subclass ", 2), "class_facts.class_count": n.starting("class ", 2),
		"parties.applicant_count": n.starting("who ", 2),
	} {
		if got := d.Numbers[id]; got != grouped(strconv.Itoa(want)) {
			t.Errorf("%s: the report says %s, the file %d", id, got, want)
		}
	}
	agree(t, d, "year_table", func(c cells) (int, int) { return c.int("patent_count"), n["year "+c.text("year")] })
	agree(t, d, "year_table", func(c cells) (int, int) { return c.int("design_count"), n["year "+c.text("year")+" design"] })
	agree(t, d, "by_year", func(c cells) (int, int) {
		return c.int("patent_count"), n["year "+c.text("year")+" "+c.text("patent_type")]
	})
	agree(t, d, "sections", func(c cells) (int, int) {
		return c.int("patent_count"), n["section "+c.text("section")+" "+c.text("patent_type")]
	})
	agree(t, d, "subclasses", func(c cells) (int, int) { return c.int("patent_count"), n["subclass "+c.text("subclass")] })
	agree(t, d, "locarno", func(c cells) (int, int) { return c.int("patent_count"), n["locarno "+c.text("locarno_class")] })
	agree(t, d, "applicants", func(c cells) (int, int) { return c.int("patent_count"), n["who "+folded(c.text("name"))] })
	agree(t, d, "applicants", func(c cells) (int, int) {
		return c.int("utility_model_count"), n["who "+folded(c.text("name"))+" utility_model"]
	})
	agree(t, d, "matrix", func(c cells) (int, int) {
		return c.int("patent_count"), n["cell "+folded(c.text("name"))+" "+c.text("subclass")]
	})
	agree(t, d, "technology_years", func(c cells) (int, int) {
		return c.int("patent_count"), n["technology-year "+c.text("subclass")+" "+c.text("year")]
	})
	agree(t, d, "applicant_years", func(c cells) (int, int) {
		return c.int("patent_count"), n["who-year "+folded(c.text("name"))+" "+c.text("year")]
	})
	adds(t, d, "fields", "main_count", n["classed"])
	adds(t, d, "applicant_types", "patent_count", n["all"])
	adds(t, d, "coverage", "patent_count", n["all"])
}

// What six columns cannot carry is not shown, and the report says why: no grants, no patents in force, no shares,
// no concentration, no life cycle, no joined line through the years.
func TestLandscapeOfShandongKeepsSilent(t *testing.T) {
	w := built(t, map[string]string{"applicant_region": "370900"}, nil, shandong)
	d := w.document(t, "landscape", "zh", map[string]string{"region": "370900"})
	var out bytes.Buffer
	if err := d.Fragment(&out, PageOptions{TraceURL: func(id string) string { return "?trace=" + id }}); err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{"按集合统计", "不统计授权量", "不统计有效量", "由导入者对整批文件设定", "没有声明检索式", "数据中没有优先权", "不能画共现网络", "运营与争议不详，不是没有"} {
		if !strings.Contains(out.String(), said) {
			t.Errorf("the report does not say %q", said)
		}
	}
	for _, query := range []string{"concentration", "life", "granted", "status", "stated", "priority_years", "routes", "co_class", "expiry", "events", "big_families", "qualities"} {
		if tableNamed(d, query) != nil {
			t.Errorf("%s is shown", query)
		}
	}
	for _, b := range d.Blocks {
		if b.Chart != nil && strings.Contains(string(b.Chart.Option), `"type":"line"`) {
			t.Errorf("%s draws a line through a collection", b.Caption)
		}
	}
}

// cells reads a row by column name.
type cells struct {
	table *Table
	row   []any
}

func (c cells) value(name string) any {
	for i, column := range c.table.Columns {
		if column.Name == name {
			return c.row[i]
		}
	}
	return nil
}

func (c cells) text(name string) string { return fmt.Sprint(c.value(name)) }

func (c cells) int(name string) int {
	n, err := strconv.Atoi(c.text(name))
	if err != nil {
		return -1
	}
	return n
}

func tableNamed(d *Document, query string) *Table {
	for _, t := range d.Tables() {
		if t.Trace == query {
			return t
		}
	}
	return nil
}

func agree(t *testing.T, d *Document, query string, both func(cells) (got, want int)) {
	t.Helper()
	table := tableNamed(d, query)
	if table == nil || len(table.Rows) == 0 {
		t.Errorf("no table %s", query)
		return
	}
	for _, row := range table.Rows {
		if got, want := both(cells{table, row}); got != want {
			t.Errorf("%s %v: the file has %d", query, row, want)
		}
	}
}

func adds(t *testing.T, d *Document, query, column string, want int) {
	t.Helper()
	table, sum := tableNamed(d, query), 0
	for _, row := range table.Rows {
		sum += cells{table, row}.int(column)
	}
	if sum != want {
		t.Errorf("%s adds up to %d, the file has %d", query, sum, want)
	}
}
