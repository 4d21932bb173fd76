package text

import (
	"slices"
	"strings"
	"testing"
)

// made-up texts whose words are known, with the phrases of every patent around them.
func lampsAndHerbs() (docs []string) {
	lamps := strings.Fields("发光二极管 散热器 荧光粉 透镜 驱动电路")
	herbs := strings.Fields("中药组合物 黄芪 甘草 当归 汤剂")
	for i := range 60 {
		of := [][]string{lamps, herbs}[i%2]
		a, b, c := of[i/2%5], of[(i/2+1)%5], of[(i/3+2)%5]
		docs = append(docs, "一种"+a+"及"+b+"\n本发明公开了一种"+a+"，包括"+b+"、"+c+"与"+a+"，所述"+c+"设置在"+a+"上，结构简单。")
	}
	return docs
}

func TestPhrasesAreWholeWords(t *testing.T) {
	p := FindPhrases(lampsAndHerbs(), 5)
	for _, w := range []string{"发光二极管", "散热器", "中药组合物", "黄芪"} {
		if !slices.Contains(p.Text, w) {
			t.Errorf("%s was not found among %v", w, p.Text)
		}
	}
	for _, w := range []string{"光二", "二极", "极管", "光二极管", "明公", "热器", "药组合物"} {
		if slices.Contains(p.Text, w) {
			t.Errorf("%s is a cut word", w)
		}
	}
}

// TestGraftedPhrases: a word behind other words is not taken with the end of them.
func TestGraftedPhrases(t *testing.T) {
	var docs []string
	for _, w := range strings.Fields("缓释制剂 诊断试剂 聚合催化剂 环氧树脂 取向硅钢") {
		for range 6 {
			docs = append(docs, w+"输送机构", w+"与输送机构", w)
		}
	}
	p := FindPhrases(docs, 5)
	if !slices.Contains(p.Text, "输送机构") || slices.Contains(p.Text, "剂输送机构") {
		t.Errorf("输送机构 stands alone too: %v", p.Text)
	}
}

func TestPhrasesOfWords(t *testing.T) {
	var docs []string
	for range 20 {
		docs = append(docs, "A light emitting diode comprising a phosphor, and a heat sink.", "The heat sink of lithium cells, and a separator.")
	}
	p := FindPhrases(docs, 5)
	for w, want := range map[string]bool{"light emitting diode": true, "light emitting": false, "heat sink": true, "phosphor": true, "phosphor heat": false, "cell separator": false} {
		if slices.Contains(p.Text, w) != want {
			t.Errorf("%q found: %v, want %v (of %q)", w, !want, want, p.Text)
		}
	}
}

// TestTopicTermsByFormula: counts and order by hand. Terms without title: n(t,c) are documents.
func TestTopicTermsByFormula(t *testing.T) {
	var docs []string
	var topic []uint32
	for range 10 {
		docs, topic = append(docs, "laser, mirror", "battery, mirror"), append(topic, 0, 1)
	}
	got := TopicTerms(docs, topic, 2, 3)
	// A = 20, f(laser) = 10, n/n(c) = 1: ln 3; f(mirror) = 20: ln 2.
	if len(got[0]) != 2 || got[0][0].Term != "laser" || got[0][1].Term != "mirror" || got[0][0].Docs != 10 || got[0][0].Score < 1.0986 || got[0][0].Score > 1.0987 || got[0][1].Score > 0.6932 || got[0][1].Score < 0.6931 {
		t.Errorf("topic 0: %+v", got[0])
	}
	if got[1][0].Term != "battery" {
		t.Errorf("topic 1: %+v", got[1])
	}
}

func TestTopicTermsSetTopicsApart(t *testing.T) {
	docs := lampsAndHerbs()
	topic := make([]uint32, len(docs))
	for i := range topic {
		topic[i] = uint32(i % 2)
	}
	for c, list := range TopicTerms(docs, topic, 2, 4) {
		for _, w := range list {
			if !strings.Contains([]string{"发光二极管 散热器 荧光粉 透镜 驱动电路", "中药组合物 黄芪 甘草 当归 汤剂"}[c], w.Term) {
				t.Errorf("topic %d: %s", c, w.Term)
			}
		}
		if len(list) < 4 {
			t.Errorf("topic %d has only %v", c, list)
		}
	}
}
