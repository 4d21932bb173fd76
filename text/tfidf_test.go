package text

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func topicTerms(s string) (terms []string) {
	EachTopicTerm(s, func(t []byte) { terms = append(terms, string(t)) })
	return terms
}

func TestTopicTerms(t *testing.T) {
	for in, want := range map[string]string{
		"本发明公开了一种LED灯的散热器":                                     "led 散热 热器",
		"The invention discloses batteries, glasses, switches": "battery glass switch",
		"a bus, gas 2015 x1 series":                            "bus gas sery",
		"":                                                     "",
	} {
		if got := strings.Join(topicTerms(in), " "); got != want {
			t.Errorf("%q: terms %q, want %q", in, got, want)
		}
	}
}

// TestTFIDF against the formula by hand: N=4, idf = ln(5/(1+df))+1.
func TestTFIDF(t *testing.T) {
	docs := []string{"laser laser mirror", "laser battery", "laser mirror", "battery cathode"}
	v := NewVocabulary(docs, VocabularyRule{LeastDocs: 2, MostShare: 0.9})
	if !slices.Equal(v.Terms, []string{"battery", "laser", "mirror"}) {
		t.Fatalf("terms %v: cathode is in one document only", v.Terms)
	}
	laser, mirror := (1+math.Log(2))*(math.Log(5.0/4)+1), math.Log(5.0/3)+1
	long := math.Hypot(laser, mirror)
	m := v.Matrix(append(docs, "nothing known"))
	terms, values := m.Row(0)
	if !slices.Equal(terms, []uint32{1, 2}) || math.Abs(float64(values[0])-laser/long) > 1e-6 || math.Abs(float64(values[1])-mirror/long) > 1e-6 {
		t.Errorf("row %v %v, want %g and %g", terms, values, laser/long, mirror/long)
	}
	if terms, _ := m.Row(4); len(terms) != 0 {
		t.Errorf("a document without known terms has %v", terms)
	}
	if v := NewVocabulary(docs, VocabularyRule{LeastDocs: 1, MostShare: 0.5}); slices.Contains(v.Terms, "laser") {
		t.Error("laser is in three of four documents: boilerplate")
	}
	if v := NewVocabulary(docs, VocabularyRule{LeastDocs: 1, MostShare: 1, MostTerms: 1}); !slices.Equal(v.Terms, []string{"laser"}) {
		t.Errorf("the one term in most documents is laser, not %v", v.Terms)
	}
}
