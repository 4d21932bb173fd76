package derive

import (
	"io/fs"
	"math"
	"strings"
	"testing"

	shipped "asterism/content"
	"asterism/internal/lang"
)

const schemeHead = "id: x\ntitle: {zh: 甲, en: x}\nentity: cluster\nmark: proposal\n"

// TestReadIndexFile_faults: what is wrong is said with file and line.
func TestReadIndexFile_faults(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"id: y\ntitle: {zh: 甲, en: x}\nentity: cluster\nmark: proposal\nindicators: [{id: a}]\n", "indices/x.yaml:1: id \"y\""},
		{schemeHead + "nonsense: 1\nindicators: [{id: a}]\n", "indices/x.yaml:5: unknown field"},
		{schemeHead, "neither indicators nor conditions"},
		{"id: x\ntitle: {zh: 甲, en: x}\nentity: planet\nmark: proposal\nindicators: [{id: a}]\n", "indices/x.yaml:3: entity \"planet\": one of cluster"},
		{schemeHead + "indicators:\n  - {id: a, basis: guessed}\n", "indices/x.yaml:6: basis \"guessed\""},
		{schemeHead + "indicators:\n  - {id: a, group: g}\n", "there is no group g"},
		{schemeHead + "unit: cluster\nindicators: [{id: a}]\n", "indices/x.yaml:5: unit, period and data"},
		{schemeHead + "regime: {valid_from: 2013-13-01}\nindicators: [{id: a}]\n", "indices/x.yaml:5: valid_from"},
		{schemeHead + "conditions:\n  - {id: c, title: {zh: 一, en: one}, indicator: I01}\n", "indices/x.yaml:6: condition c: indicator and threshold together"},
		{schemeHead + "conditions:\n  - {id: c, title: {zh: 一, en: one}}\n  - {id: c, title: {zh: 一, en: one}}\n", "indices/x.yaml:7: conditions: id \"c\""},
		{schemeHead + "indicators: &a [{id: a}]\n", "indices/x.yaml:5: anchors"},
		{schemeHead + "indicators: [{id: a}]\nsteps: [{do: dance}]\n", "indices/x.yaml:6: do: \"dance\" is no step"},
	} {
		_, err := ReadIndexFile("indices/x.yaml", []byte(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s\n  gave %v\n  want %s", c.text, err, c.want)
		}
	}
}

// TestReadIndexFile_content reads the product's own schemes. The 2026 regime is from a secondary source; none may claim to have verified it.
func TestReadIndexFile_content(t *testing.T) {
	names, err := fs.Glob(shipped.FS, "indices/*.yaml")
	if err != nil || len(names) < 4 {
		t.Fatal(names, err)
	}
	marks := map[string]string{}
	for _, name := range names {
		data, err := fs.ReadFile(shipped.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := ReadIndexFile(name, data)
		if err != nil {
			t.Fatal(err)
		}
		marks[f.ID] = f.Mark
		if f.ID == "r2013" && len(f.Indicators) > 0 {
			t.Error("the 2013 rule has no numeric part")
		}
	}
	if marks["r2026"] != "secondary" {
		t.Errorf("r2026 is marked %s", marks["r2026"])
	}
}

func FuzzReadIndexFile(f *testing.F) {
	f.Add([]byte(schemeHead + "indicators: [{id: a}, {id: b, direction: -1, group: g}]\ngroups: [{id: g, group: t}, {id: t}]\nsteps: [{do: screen, least: 0.5}]\n"))
	f.Add([]byte(schemeHead + "conditions: [{id: c, title: {zh: 一, en: one}, indicator: I01, threshold: 3, soft: true}]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		x, err := ReadIndexFile("indices/x.yaml", data)
		if err == nil && len(x.Indicators)+len(x.Conditions) == 0 {
			t.Error("a scheme of nothing")
		}
	})
}

// TestEvaluate_left: an indicator without two different values is left out and told, and an empty group with it; contributions add up to the score where
// figures are missing; a tier holds those whose interval overlaps its first.
func TestEvaluate_left(t *testing.T) {
	f, err := ReadIndexFile("indices/x.yaml", []byte(schemeHead+"indicators: [{id: a, group: g}, {id: b, group: g}, {id: same, group: h}]\ngroups: [{id: g, group: t}, {id: h, group: t}, {id: t}]\nsteps: [{do: normalise, indicators: [same], method: minmax}, {do: normalise}]\n"))
	if err != nil {
		t.Fatal(err)
	}
	var rows []IndexRow
	for i, u := range []string{"p", "q", "r", "s"} {
		rows = append(rows, IndexRow{u, 2015, "a", float64(i * i)}, IndexRow{u, 2015, "same", 5})
		if u != "s" {
			rows = append(rows, IndexRow{u, 2015, "b", float64(i)})
		}
	}
	e, err := f.Evaluate(rows)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Join(e.Left, " ") != "same" {
		t.Errorf("left out: %v", e.Left)
	}
	scores, err := e.Scores()
	if err != nil {
		t.Fatal(err)
	}
	sums := map[string]float64{}
	for _, p := range e.Parts(2015) {
		if !p.IsGroup && !math.IsNaN(p.Contribution) {
			sums[p.Entity] += p.Contribution
		}
	}
	for _, s := range scores {
		if math.Abs(sums[s.Entity]-s.Score) > 1e-9 {
			t.Errorf("%s: parts add up to %g, score %g", s.Entity, sums[s.Entity], s.Score)
		}
		if s.Low < 1 || s.Low > s.Rank || s.High < s.Rank || s.Tier < 1 || s.Ranked != 4 {
			t.Errorf("%+v", s)
		}
	}
	if scores[0].Entity != "s" || scores[0].Known != 2 || strings.Join(scores[0].Missing, " ") != "b" {
		t.Errorf("first is %+v", scores[0])
	}
}

// TestWithWeights_zero: a group whose members all weigh 0 is left out, as if it weighed 0; all 0 is refused.
func TestWithWeights_zero(t *testing.T) {
	f, err := ReadIndexFile("indices/x.yaml", []byte(schemeHead+"indicators: [{id: a, group: g}, {id: b, group: h}]\ngroups: [{id: g, group: t}, {id: h, group: t}, {id: t}]\nuncertainty: {replications: 0}\n"))
	if err != nil {
		t.Fatal(err)
	}
	rows := []IndexRow{{"p", 2015, "a", 1}, {"p", 2015, "b", 5}, {"q", 2015, "a", 2}, {"q", 2015, "b", 3}}
	e, err := f.WithWeights(map[string]float64{"a": 0}).Evaluate(rows)
	if err != nil {
		t.Fatal(err)
	}
	scores, err := e.Scores()
	if err != nil || scores[0].Entity != "p" || scores[0].Score != 100 {
		t.Errorf("by b alone p is first: %+v, %v", scores, err)
	}
	if _, err := f.WithWeights(map[string]float64{"a": 0, "b": 0}).Evaluate(rows); err == nil || !strings.Contains(err.Error(), "all weights are 0") {
		t.Errorf("nothing left gave %v", err)
	}
	if f.Indicators[0].Weight != nil {
		t.Error("the scheme itself has changed")
	}
}

func TestTiers(t *testing.T) {
	x := []IndexScore{{Year: 1, Rank: 1, Low: 1, High: 2}, {Year: 1, Rank: 2, Low: 1, High: 4}, {Year: 1, Rank: 3, Low: 3, High: 4}, {Year: 1, Rank: 4, Low: 4, High: 4}, {Year: 1}, {Year: 2, Rank: 1, Low: 1, High: 1}}
	tiers(x)
	for i, want := range []int{1, 1, 2, 2, 0, 1} {
		if x[i].Tier != want {
			t.Errorf("%d: tier %d, want %d", i, x[i].Tier, want)
		}
	}
	if x[0].Ranked != 4 || x[5].Ranked != 1 {
		t.Error(x[0].Ranked, x[5].Ranked)
	}
}

// TestReweightedScheme: every shipped scheme with an index comes back as a file of its own with the weights asked for, and scores as with those weights.
func TestReweightedScheme(t *testing.T) {
	names, err := fs.Glob(shipped.FS, "indices/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, name := range names {
		spec, err := fs.ReadFile(shipped.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := ReadIndexFile(name, spec)
		if err != nil {
			t.Fatal(err)
		}
		if len(f.Indicators) == 0 {
			continue
		}
		tried++
		weights := map[string]float64{f.Indicators[0].ID: 3}
		if len(f.Groups) > 0 {
			weights[f.Groups[0].ID] = 0.5
		}
		text, err := ReweightedScheme(spec, "own", lang.Text{Zh: "自定", En: "own"}, weights)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		g, err := ReadIndexFile("indices/own.yaml", text)
		if err != nil {
			t.Fatal(err)
		}
		want := f.WithWeights(weights)
		for i, n := range want.Indicators {
			if got := g.Indicators[i]; got.ID != n.ID || (got.Weight == nil) != (n.Weight == nil) || got.Weight != nil && *got.Weight != *n.Weight {
				t.Errorf("%s: indicator %s", name, n.ID)
			}
		}
		if len(g.Groups) > 0 && *g.Groups[0].Weight != 0.5 || len(g.Groups) != len(f.Groups) || len(g.Steps) != len(f.Steps) || len(g.Conditions) != 0 || g.Regime.Document != "" {
			t.Errorf("%s: %+v", name, g)
		}
	}
	if tried == 0 {
		t.Error("no scheme has an index")
	}
}
