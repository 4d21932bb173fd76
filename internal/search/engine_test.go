package search

import (
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
	"strconv"
	"strings"
	"testing"

	"asterism/text"
)

// record is one patent of a test, plainly made up.
type record struct {
	id, title, abstract, applicant, ipc, status, region, date, cites string
	cited                                                            int32
}

var records = []record{
	{"CN201010000001", "合成示例：一种发光二极管芯片", "一种发光二极管芯片，包括蓝宝石衬底。衬底上生长氮化镓外延层。", "样本光电有限公司", "H01L33/48", "in_force", "370900", "20100105", "", 5},
	{"CN201110000002", "合成示例：LED灯具", "一种LED灯具，灯罩内设有LED芯片和散热器。", "样本照明股份有限公司", "F21S8/00 H01L33/00", "lapsed", "370100", "20110301", "CN201010000001", 1},
	{"CN201210000003", "合成示例：半导体发光器件的封装方法", "半导体发光器件的封装方法，芯片置于支架，芯片上覆盖荧光粉，芯片再次固化。", "样本光电有限公司", "H01L33/50", "pending", "370902", "20120615", "CN201010000001", 0},
	{"CN201310000004", "合成示例：一种锂电池隔膜", "锂电池隔膜的制备方法。", "样本大学", "H01M2/16", "in_force", "110000", "20130720", "", 12},
	{"US2014000005", "Synthetic sample: light-emitting diode package", "A light emitting diode package with a synchronised driver. The driver is cooled.", "Sample Lighting Inc", "H01L33/62", "in_force", "", "20140909", "CN201010000001", 3},
	{"US2015000006", "Synthetic sample: diode laser", "A laser diode emits light; a synchronized clock drives it.", "Sample Lighting Inc", "H01S5/00", "rejected", "", "20150101", "US2014000005", 0},
}

// testEngine is an engine over records, made without a lake.
func testEngine(t testing.TB, records []record) *Engine {
	t.Helper()
	c := &columns{rows: len(records), lists: map[string]*list{}, ints: map[string][]int32{}}
	single := map[string]*listMaker{"office": newListMaker(true), "patent_type": newListMaker(true), "legal_status": newListMaker(true), "region": newListMaker(true), "family": newListMaker(true), "place": newListMaker(true), "patent_id": newListMaker(true)}
	many := map[string]*listMaker{}
	for _, name := range []string{"applicant", "inventor", "ipc", "cpc", "locarno", "subclass", "legal_event", "publication", "cites", "application"} {
		many[name] = newListMaker(false)
	}
	maker := text.NewIndexBuilder(len(textFields))
	for row, r := range records {
		maker.Add([]string{r.title, r.abstract, "", "", r.applicant, "", ""})
		single["patent_id"].add(row, r.id, "")
		single["office"].add(row, r.id[:2], "")
		single["patent_type"].add(row, "invention", "")
		single["legal_status"].add(row, r.status, "")
		if r.region != "" {
			single["region"].add(row, r.region, map[string]string{"370900": "泰安市", "370902": "泰山区", "370100": "济南市", "110000": "北京市"}[r.region])
		}
		many["applicant"].add(row, r.applicant, "")
		for _, s := range strings.Fields(r.ipc) {
			many["ipc"].add(row, s, "")
			many["subclass"].add(row, s[:4], "")
		}
		if r.cites != "" {
			many["cites"].add(row, r.cites, "")
		}
		date, _ := strconv.Atoi(r.date)
		c.ints["application_date"] = append(c.ints["application_date"], int32(date))
		c.ints["cited_count"] = append(c.ints["cited_count"], r.cited)
	}
	for _, p := range []string{"370000 山东省", "370900 泰安市"} {
		code, name, _ := strings.Cut(p, " ")
		single["place"].number(code, name)
	}
	for name, m := range single {
		c.lists[name] = m.list(len(records))
	}
	for name, m := range many {
		c.lists[name] = m.list(len(records))
	}
	c.lists["tree_ipc"] = c.tree(c.lists["ipc"].values, map[string]string{"H01L33/50": "H01L33/48", "H01L33/48": "H01L33/00", "H01L33/62": "H01L33/48", "H01L33/00": "H01L"})
	e, err := OpenEngine(maker.Bytes(), c.bytes())
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Queries find what their meaning says.
func TestSearch(t *testing.T) {
	e := testEngine(t, records)
	for _, c := range []struct{ dialect, query, found string }{
		{"incopat", "tiab=发光二极管", "1"},
		{"incopat", "tiab=(发光二极管 or led)", "1 2"},
		{"incopat", "ti=发光 not ab=封装", "1"},
		{"incopat", "tiab=芯", "1 2 3"},
		{"incopat", "ab=(芯片 (3f))", "3"},
		{"incopat", "ab=(灯罩 (3n) 散热器)", ""},
		{"incopat", "ab=(灯罩 (11n) 散热器)", "2"},
		{"incopat", "ab=(散热器 (11w) 灯罩)", ""},
		{"incopat", "ab=(芯片 (s) 外延)", ""},
		{"incopat", "ab=(芯片 (p) 外延)", "1"},
		{"incopat", "ab=氮化?外延", "1"},
		{"incopat", "ab=氮*层", "1"},
		{"patsnap", "TA:synchroni#ed", "5 6"},
		{"orbit", "synchroni#ed/AB", "5 6"},
		{"us", "(light adj emitting).ab.", "5"},
		{"us", "(emit$4 near4 light).ab.", "5 6"},
		{"us", "(package with driver).ab. and (package same cooled).ab.", "5"},
		{"us", "(package with cooled).ab.", ""},
		{"plain", `"light emitting diode"`, "5"},
		{"plain", "ipc:H01L33/low", "1 2 3 5"},
		{"plain", "ipc:H01L33/48", "1"},
		{"incopat", "ipc-low=H01L33/48", "1 3 5"},
		{"incopat", "ipc-high=H01L33/50", "1 2 3"},
		{"incopat", "ipc=H01L or ipc=F21*", "1 2 3 5"},
		{"patsnap", "IPC:[H01L33/48 TO H01L33/60]", "1 3"},
		{"incopat", "ad=[2011 to 2013]", "2 3 4"},
		{"incopat", "ctfw-times>=5", "1 4"},
		{"incopat", "status=失效", "2 6"},
		{"incopat", "status=有效 and pnc=US", "5"},
		{"incopat", "city=泰安", "1 3"},
		{"incopat", "ap-province=山东", "1 2 3"},
		{"plain", "region:3709", "1 3"},
		{"incopat", "ap=样本光电", "1 3"},
		{"incopat", `ap=(TREE@"样本光电有限公司")`, "1 3"},
		{"incopat", `ap=(TREE@"样本光电")`, "1 3"},
		{"plain", "CN201010000001", "1"},
		{"plain", "201010000001.X", "1"},
		{"incopat", "pn=CN2010*", ""},
		{"incopat", "number=CN2010*", "1"},
		{"cnipa", "AN=2013100000%", "4"},
		{"us", "laser xor light", "5"},
		{"plain", "不存在的词", ""},
		{"incopat", "not tiab=led", "1 3 4 5 6"},
	} {
		r, err := e.Search(context.Background(), Request{Query: c.query, Dialect: c.dialect, Limit: 10})
		if err != nil {
			t.Errorf("%s %s: %v", c.dialect, c.query, err)
			continue
		}
		var found []string
		r.Set.Each(func(row uint32) { found = append(found, strconv.Itoa(int(row)+1)) })
		if got := strings.Join(found, " "); got != c.found || r.Total != len(found) || len(r.Hits) != len(found) {
			t.Errorf("%s %s found %s (%d, %d hits), want %s", c.dialect, c.query, got, r.Total, len(r.Hits), c.found)
		}
	}
}

func TestRanking(t *testing.T) {
	e := testEngine(t, records)
	r, err := e.Search(context.Background(), Request{Query: "芯片 or 隔膜", Limit: 2, Facets: []string{"applicant", "year", "class", "region", "status"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Hits) != 2 || r.Hits[0].Score < r.Hits[1].Score || r.Total != 4 {
		t.Errorf("hits %v of %d", r.Hits, r.Total)
	}
	next, err := e.Search(context.Background(), Request{Query: "芯片 or 隔膜", Offset: 2, Limit: 9})
	if err != nil || len(next.Hits) != 2 || slices.ContainsFunc(next.Hits, func(h Hit) bool { return h.Row == r.Hits[0].Row || h.Row == r.Hits[1].Row }) {
		t.Errorf("the next page is %v, %v", next.Hits, err)
	}
	for i, want := range []string{"样本光电有限公司 2, 样本大学 1, 样本照明股份有限公司 1", "2013 1, 2012 1, 2011 1, 2010 1", "H01L 3, F21S 1, H01M 1", "北京市 1, 济南市 1, 泰安市 1, 泰山区 1", "in_force 2, lapsed 1, pending 1"} {
		if got := facetText(r.Facets[i]); got != want {
			t.Errorf("%s: %s, want %s", r.Facets[i].Name, got, want)
		}
	}
	dates, err := e.Search(context.Background(), Request{Query: "ipc:H01L33", Limit: 9, Sort: "date"})
	if err != nil || dates.Hits[0].Patent != "US2014000005" || dates.Hits[3].Patent != "CN201010000001" {
		t.Errorf("by date: %v %v", dates.Hits, err)
	}
}

func facetText(f Facet) string {
	var all []string
	for _, v := range f.Values {
		name := v.Label
		if name == "" {
			name = v.Value
		}
		all = append(all, name+" "+strconv.Itoa(v.Count))
	}
	return strings.Join(all, ", ")
}

func TestClauses(t *testing.T) {
	e := testEngine(t, records)
	r, err := e.Search(context.Background(), Request{Query: "tiab=(发光 or led) and ipc=H01L not status=失效", Dialect: "incopat"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range r.Clauses {
		got = append(got, strconv.Itoa(c.Depth)+" "+c.Text+" "+strconv.Itoa(c.Count))
	}
	want := []string{"0 tiab=(发光 or led) and ipc=H01L not status=失效 2", "1 tiab=(发光 or led) 3", "2 发光 2", "2 led 1", "1 ipc=H01L not status=失效 3", "2 ipc=H01L 4", "2 status=失效 2"}
	if !slices.Equal(got, want) {
		t.Errorf("clauses\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestSimilar(t *testing.T) {
	e := testEngine(t, records)
	all, err := e.Similar(records[0].title, records[0].abstract, 0, nil, 5)
	if err != nil || len(all) < 3 {
		t.Fatalf("%v %v", all, err)
	}
	if all[0].Patent != "CN201210000003" || all[0].Words == 0 || all[0].Classes == 0 || all[0].Citations == 0 {
		t.Errorf("the most similar is %+v", all[0])
	}
	if slices.ContainsFunc(all, func(s Similar) bool { return s.Row == 0 }) {
		t.Error("a patent is similar to itself")
	}
}

func TestHighlight(t *testing.T) {
	for _, c := range []struct{ query, field, text, want string }{
		{"tiab:发光二极管", "abstract", "一种发光二极管芯片，发光器件。", "一种[发光二极管]芯片,发光器件。"},
		{"LED chip*", "title", "An LED with chips.", "An [LED] with [chips]."},
		{`"light emitting"`, "abstract", "light, emitting light", "[light, emitting] light"},
		{"a not b", "abstract", "a b", "[a] b"},
		{"ti:a", "abstract", "a b", "a b"},
		{"芯", "title", "芯片和灯芯", "[芯]片和灯[芯]"},
	} {
		n, _, err := Parse("plain", c.query)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, m := range n.Highlight(c.field, c.text, 0) {
			if m.Found {
				b.WriteString("[" + m.Text + "]")
			} else {
				b.WriteString(m.Text)
			}
		}
		want := c.want
		if !strings.Contains(text.Searchable(c.text), ",") {
			want = strings.ReplaceAll(want, ",", "，")
		}
		if b.String() != want {
			t.Errorf("%s in %s: %s, want %s", c.query, c.text, b.String(), want)
		}
	}
}

func TestSearchProblems(t *testing.T) {
	e := testEngine(t, records)
	_, err := e.Search(context.Background(), Request{Query: "tiab=(a or", Dialect: "incopat"})
	var p *Problem
	if !errors.As(err, &p) || p.Pos != 10 {
		t.Errorf("%v", err)
	}
}

func TestDamagedColumns(t *testing.T) {
	c := testEngine(t, records).columns.bytes()
	for i := range c {
		bad := slices.Clone(c)
		bad[i] ^= 0x20
		if _, err := readColumns(bad); err == nil {
			t.Fatalf("a flipped bit in byte %d is not seen", i)
		}
		if _, err := readColumns(c[:i]); err == nil {
			t.Fatalf("%d bytes are taken for all", i)
		}
	}
}

// FuzzColumns reads bytes whose sum is right: an error or columns whose codes stay inside, never a panic.
func FuzzColumns(f *testing.F) {
	f.Add(testEngine(f, records).columns.bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		if n := len(data); n > 4 {
			binary.LittleEndian.PutUint32(data[n-4:], crc32.Checksum(data[:n-4], castagnoli))
		}
		c, err := readColumns(data)
		if err != nil || c.rows > 1<<16 {
			return
		}
		all := text.NewBitmap(c.rows).Not()
		for _, l := range c.lists {
			if l.parents == nil {
				text.CountCodes(l.codes, l.starts, len(l.values), all)
			}
		}
	})
}
