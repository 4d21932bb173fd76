package demo

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"asterism/patent"
	"asterism/text"
)

// made writes a tenth of the demo once for all tests of truths.
func made(t *testing.T) (string, *Truth) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "files")
	truth, err := Write(context.Background(), dir, Options{Seed: 7, Scale: 0.1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return dir, truth
}

// rows reads a CSV file as maps by header.
func rows(t *testing.T, dir, name string) []map[string]string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(b, []byte("\xef\xbb\xbf")) {
		if b, err = simplifiedchinese.GB18030.NewDecoder().Bytes(b); err != nil {
			t.Fatal(err)
		}
	}
	cells, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")))).ReadAll()
	if err != nil {
		t.Fatal(name, err)
	}
	var out []map[string]string
	for _, row := range cells[1:] {
		m := map[string]string{}
		for k, c := range row {
			m[cells[0][k]] = c
		}
		out = append(out, m)
	}
	return out
}

func patents(t *testing.T, dir string) []map[string]string {
	t.Helper()
	names, _ := filepath.Glob(filepath.Join(dir, "合成_专利_*.csv"))
	var out []map[string]string
	for _, n := range names {
		out = append(out, rows(t, dir, filepath.Base(n))...)
	}
	return out
}

func digest(t *testing.T, dir string) map[string]string {
	t.Helper()
	names, _ := filepath.Glob(filepath.Join(dir, "*"))
	out := map[string]string{}
	for _, n := range names {
		b, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		h := sha256.Sum256(b)
		out[filepath.Base(n)] = hex.EncodeToString(h[:])
	}
	return out
}

func TestSameSeedSameBytes(t *testing.T) {
	a, _ := made(t)
	old := runtime.GOMAXPROCS(1)
	b, _ := made(t)
	runtime.GOMAXPROCS(old)
	x, y := digest(t, a), digest(t, b)
	if len(x) < 30 || len(x) != len(y) {
		t.Fatalf("%d and %d files", len(x), len(y))
	}
	for name := range x {
		if x[name] != y[name] {
			t.Errorf("%s differs", name)
		}
		if !strings.HasPrefix(name, "合成_") {
			t.Errorf("%s does not say that it is synthetic", name)
		}
	}
	other := filepath.Join(t.TempDir(), "files")
	if _, err := Write(context.Background(), other, Options{Seed: 8, Scale: 0.1}, nil); err != nil {
		t.Fatal(err)
	}
	if digest(t, other)["合成_企业.csv"] == x["合成_企业.csv"] {
		t.Error("another seed gives the same firms")
	}
}

func TestPatentTruths(t *testing.T) {
	dir, truth := made(t)
	all := patents(t, dir)
	if int64(len(all)) != truth.Patents.Rows || truth.Patents.Patents != 6000 {
		t.Fatalf("%d rows, truth %d of %d patents", len(all), truth.Patents.Rows, truth.Patents.Patents)
	}
	seen, wrong, byYear := map[string]string{}, 0, map[string]int64{}
	byNumber := map[string]string{} // publication → filing day
	for _, r := range all {
		n := patent.ParseApplication(r["申请号"], "")
		if !n.OK() || n.Country != "CN" {
			t.Fatalf("application %q: %+v", r["申请号"], n)
		}
		byNumber[r["公开（公告）号"][:11]] = r["申请日"]
		if seen[n.Normal] != "" {
			continue
		}
		seen[n.Normal] = r["申请日"]
		byYear[r["申请日"][:4]]++
		if !n.CheckOK {
			wrong++
		}
		if d, ok := patent.ParseDate(r["申请日"]); !ok || d.Precision != patent.Day {
			t.Errorf("date %q", r["申请日"])
		}
	}
	if int64(len(seen)) != truth.Patents.Patents || int64(wrong) != truth.Patents.BadCheckDigits || wrong == 0 {
		t.Errorf("%d patents, %d wrong check digits; truth %d, %d", len(seen), wrong, truth.Patents.Patents, truth.Patents.BadCheckDigits)
	}
	if d := int64(len(all) - len(seen)); d != truth.Patents.CopiedRows+truth.Patents.EarlyRows || truth.Patents.CopiedRows == 0 || truth.Patents.EarlyRows == 0 {
		t.Errorf("%d surplus rows, truth %d copies and %d earlier publications", d, truth.Patents.CopiedRows, truth.Patents.EarlyRows)
	}
	for y, n := range truth.Patents.ByYear {
		if byYear[y] != n {
			t.Errorf("%s: %d patents, truth %d", y, byYear[y], n)
		}
	}
	checkCitations(t, all, byNumber)
}

func checkCitations(t *testing.T, all []map[string]string, filed map[string]string) {
	t.Helper()
	n := 0
	for _, r := range all {
		for _, cited := range strings.FieldsFunc(r["引证专利"], func(r rune) bool { return r == ';' }) {
			n++
			at, known := filed[cited[:11]]
			if !known || at >= r["申请日"] {
				t.Fatalf("%s of %s cites %s of %q", r["申请号"], r["申请日"], cited, at)
			}
		}
		if r["引证专利"] != "" && strings.HasPrefix(r["专利类型"], "实用") {
			t.Fatalf("utility model %s cites", r["申请号"])
		}
		if _, ok := patent.Status(r["当前法律状态"]); !ok {
			t.Fatalf("status %q", r["当前法律状态"])
		}
		if s := r["IPC主分类"]; s != "" {
			if c, ok := patent.ParseIPC(s); !ok || c.Normal != s {
				t.Fatalf("class %q", s)
			}
		}
	}
	if n < 1000 {
		t.Errorf("%d citations", n)
	}
}

func TestClusterTruths(t *testing.T) {
	dir, truth := made(t)
	first := map[string]string{}
	over := map[string]int{}
	for _, r := range rows(t, dir, "合成_集群年度.csv") {
		out, unit, ok := text.Number(r["年产值"])
		if !ok || unit != "元" {
			t.Fatalf("output %q", r["年产值"])
		}
		if r["数据状态"] != "申报" || out < 1000e8 {
			continue
		}
		over[r["年份"]]++
		if id := r["集群编号"]; first[id] == "" || r["年份"] < first[id] {
			first[id] = r["年份"]
		}
	}
	for _, c := range truth.Clusters {
		want := ""
		if c.Passes > 0 {
			want = itoa(c.Passes)
		}
		if first[c.ID] != want {
			t.Errorf("%s passes in %q, truth %d", c.ID, first[c.ID], c.Passes)
		}
	}
	if over["2015"] != truth.Targets.Over100bn2015 || over["2020"] != truth.Targets.Over100bn2020 || !truth.Targets.T1Met || truth.Targets.T2Met || truth.Targets.T3Met {
		t.Errorf("over 100 bn: %d in 2015, %d in 2020; truth %+v", over["2015"], over["2020"], truth.Targets)
	}
}

func TestChainAndFirmTruths(t *testing.T) {
	dir, truth := made(t)
	sellers := map[string]map[string]bool{}
	for _, r := range rows(t, dir, "合成_供应关系.csv") {
		p := r["产品代码"]
		if sellers[p] == nil {
			sellers[p] = map[string]bool{}
		}
		sellers[p][r["供应商代码"]] = true
	}
	revenue := map[string]float64{}
	for _, r := range rows(t, dir, "合成_企业年度.csv") {
		if r["年份"] == "2020" {
			revenue[r["统一社会信用代码"]], _, _ = text.Number(r["营业收入"])
		}
	}
	members := map[string][]string{}
	for _, r := range rows(t, dir, "合成_集群成员.csv") {
		members[r["集群编号"]] = append(members[r["集群编号"]], r["统一社会信用代码"])
	}
	for _, c := range truth.Clusters {
		if s := sellers[c.BottleneckCode]; len(s) != 1 || !s[c.SoleSupplier] {
			t.Errorf("%s: suppliers of the bottleneck %v, truth %s", c.ID, s, c.SoleSupplier)
		}
		m := members[c.ID]
		slices.SortFunc(m, func(a, b string) int { return compare(revenue[b], revenue[a]) })
		for _, b := range c.Backbone {
			if !slices.Contains(m[:3], b) {
				t.Errorf("%s: backbone firm %s is not among the three largest", c.ID, b)
			}
		}
	}
}

func TestNameTruths(t *testing.T) {
	dir, truth := made(t)
	names, wrong := map[string]string{}, 0
	for _, r := range rows(t, dir, "合成_企业.csv") {
		if !strings.Contains(r["企业名称"], "合成") {
			t.Errorf("%s does not say that it is made up", r["企业名称"])
		}
		if other := names[r["企业名称"]]; other != "" {
			t.Errorf("%s stands twice", r["企业名称"])
		}
		names[r["企业名称"]] = r["统一社会信用代码"]
		_, ok, why, _ := text.USCC(r["统一社会信用代码"])
		if !ok && why == text.CodeCheck {
			wrong++
		} else if !ok {
			t.Errorf("%s: %s", r["统一社会信用代码"], why)
		}
		if r["统一社会信用代码"][2:8] != "379900" {
			t.Errorf("%s could be somebody's", r["统一社会信用代码"])
		}
	}
	if wrong != len(truth.WrongCodes) || wrong == 0 {
		t.Errorf("%d wrong codes, truth %d", wrong, len(truth.WrongCodes))
	}
	applicants := map[string]bool{}
	for _, r := range patents(t, dir) {
		for _, n := range strings.Split(r["申请人"], ";") {
			applicants[n] = true
		}
	}
	met := 0
	for k, a := range truth.Applicants {
		if names[a.Names[0]] != a.USCC || names[truth.Strangers[k][1]] == a.USCC {
			t.Errorf("%v", a)
		}
		for _, n := range a.Names[1:] {
			if applicants[n] {
				met++
			}
		}
	}
	if met < len(truth.Applicants) || len(truth.Applicants) == 0 {
		t.Errorf("%d other spellings of %d applicants met", met, len(truth.Applicants))
	}
}

// Memory stays within bounds while the files grow: 240,000 patents are some 170 MB of text, the heap a part of that.
func TestStreams(t *testing.T) {
	var peak uint64
	var m runtime.MemStats
	calls := 0
	progress := func(done, total int64) {
		if calls++; calls%40 == 0 {
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapAlloc)
		}
	}
	truth, err := Write(context.Background(), filepath.Join(t.TempDir(), "files"), Options{Seed: 1, Scale: 4}, progress)
	if err != nil || truth.Patents.Patents != 240000 {
		t.Fatal(err, truth)
	}
	if peak == 0 || peak > 64<<20 {
		t.Errorf("heap of %d MiB", peak>>20)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Write(ctx, filepath.Join(t.TempDir(), "files"), Options{Scale: 0.1}, nil); err == nil {
		t.Error("a cancelled demo was written")
	}
	if _, err := Write(context.Background(), t.TempDir(), Options{Scale: 1000}, nil); err == nil {
		t.Error("a scale of 1000 was accepted")
	}
}

func BenchmarkPatents(b *testing.B) {
	w, err := newWorld(Options{Seed: 1, Scale: 83})
	if err != nil {
		b.Fatal(err)
	}
	p := &printer{w: w}
	i := int64(0)
	for b.Loop() {
		p.patent(i % w.calendar.total)
		p.b = p.b[:0]
		i += 997
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "patents/s")
}

// The outlines are whole polygons around their centres and do not overlap.
func TestOutlines(t *testing.T) {
	w, err := newWorld(Options{Seed: 1, Scale: 0.1})
	if err != nil {
		t.Fatal(err)
	}
	for k, c := range w.Cities {
		cell := w.cell(k)
		if len(cell) < 3 {
			t.Fatalf("%s has no outline", c.Short)
		}
		for _, p := range cell {
			for _, o := range w.Cities {
				own := (p.x-c.Lon)*(p.x-c.Lon) + (p.y-c.Lat)*(p.y-c.Lat)
				if other := (p.x-o.Lon)*(p.x-o.Lon) + (p.y-o.Lat)*(p.y-o.Lat); other < own-1e-9 {
					t.Errorf("a corner of %s is nearer to %s", c.Short, o.Short)
				}
			}
		}
	}
}
