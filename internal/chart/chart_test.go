package chart

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"asterism/internal/fail"
)

func years(from, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprint(from + i)
	}
	return out
}

func wave(n int, scale float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = math.Round(scale * (1 + float64(i) + 3*math.Sin(float64(i))))
	}
	return out
}

// samples holds one of each kind.
func samples(t testing.TB) []Chart {
	l := Look{Unit: "件", Lang: "zh", Doubtful: []string{"2014", "2015"}, DoubtNote: "数据尚不完整"}
	named := func(name string) Look { l.Name = name; return l }
	ys := years(2004, 12)
	three := []Series{{"发明", wave(12, 20), nil}, {"实用新型", wave(12, 34), nil}, {"外观设计", wave(12, 9), nil}}
	firms := []string{"示例重工有限公司", "样本电子股份有限公司", "名称特别特别特别特别长的研究所有限责任公司"}
	nodes, edges := []Node{}, []Edge{}
	for i := range 40 {
		nodes = append(nodes, Node{fmt.Sprintf("申请人 %d", i), float64(40 - i), i % 3})
		edges = append(edges, Edge{i, i / 3, float64(i%4 + 1)})
	}
	var all []Chart
	add := func(c Chart, err error) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	add(Columns(named("columns"), ys, three[:1]))
	add(Columns(named("groups"), ys, three))
	add(Stack(named("stack"), ys, three))
	add(Line(named("line"), ys, three))
	add(Bars(named("bars"), firms, []Series{{"申请量", []float64{120, 80, 12345}, nil}}))
	add(Heat(named("heat"), firms, []string{"H01L", "C04B", "G06F", "A61K"}, [][]float64{{1, 2, 3, math.NaN()}, {0, 40, 2, 1}, {9, 9, 9, 30}}))
	add(Tree(named("tree"), []Part{{"化学", 50, []Part{{"C04B", 30, nil}, {"C07D", 20, nil}}}, {"电学", 30, []Part{{"H01L", 30, nil}}}}))
	add(Ring(named("ring"), []Part{{"在审", 5, nil}, {"有效", 60, nil}, {"失效", 30, nil}}))
	add(Bubble(named("bubble"), Axes{X: "申请量（件）", Y: "申请人数（个）", Size: "申请量"}, []Point{{10, 4, 10, "2010"}, {30, 12, 30, "2011"}, {60, 20, 60, "2012"}}, true))
	add(Bubble(named("quadrant"), Axes{X: "区位商", Y: "增速", Size: "产值", LogX: true, Cross: &Cross{1, 0, []string{"专而长", "小而快", "小而慢", "专而慢"}}}, []Point{{0.3, -4, 10, "甲"}, {2, 12, 30, "乙"}, {57, 3, 60, "丙"}}, false))
	add(Network(named("network"), nodes, edges))
	return all
}

func TestSVGDrawsEveryKindTheSameWayTwice(t *testing.T) {
	for _, c := range samples(t) {
		first, err := c.SVG(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		second, err := c.SVG(t.Context())
		if err != nil || string(first) != string(second) {
			t.Errorf("%s: bytes differ (%v)", c.Name, err)
		}
		if strings.Contains(string(first), "zr0-") || !strings.Contains(string(first), "<path") {
			t.Errorf("%s: not a finished picture", c.Name)
		}
		keep(t, c.Name+".svg", first)
	}
}

// keep writes pictures for a person to look at: go test -run SVG with CHART_OUT=folder.
func keep(t *testing.T, name string, data []byte) {
	if dir := os.Getenv("CHART_OUT"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSVGFromManyGoroutines(t *testing.T) {
	c := samples(t)[0]
	want, err := c.SVG(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for range 6 {
		wait.Go(func() {
			if got, err := c.SVG(context.Background()); err != nil || string(got) != string(want) {
				t.Errorf("differs: %v", err)
			}
		})
	}
	wait.Wait()
}

func TestSVGErrorsNameTheChart(t *testing.T) {
	_, err := SVG(t.Context(), "turnover", []byte(`{"xAxis":{"axisLabel":{"formatter":{"$f":"nonsense"}}}}`), 100, 100)
	if err == nil || !strings.Contains(err.Error(), "turnover") || !strings.Contains(err.Error(), "nonsense") {
		t.Errorf("got %v", err)
	}
	if _, err := SVG(t.Context(), "broken", []byte(`{`), 100, 100); fail.KindOf(err) != fail.Invalid {
		t.Errorf("got %v", err)
	}
}

func TestSVGStopsInTime(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	time.Sleep(2 * time.Millisecond)
	if _, err := SVG(ctx, "late", []byte(`{}`), 100, 100); fail.KindOf(err) != fail.Unavailable {
		t.Errorf("got %v", err)
	}
}

func TestPaletteIsTheStyleSheets(t *testing.T) {
	css, err := os.ReadFile("../../frontend/echarts/palette.css")
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range Palette {
		if !strings.Contains(string(css), fmt.Sprintf("--data-%d: %s;", i+1, c)) {
			t.Errorf("palette.css lacks --data-%d: %s", i+1, c)
		}
	}
}

func TestLayoutKeepsNodesApart(t *testing.T) {
	at := layout(30, []Edge{{0, 1, 1}, {1, 2, 1}})
	for i := range at {
		for j := range i {
			if math.Hypot(at[i][0]-at[j][0], at[i][1]-at[j][1]) < 5 {
				t.Errorf("nodes %d and %d lie on each other", i, j)
			}
		}
	}
}
