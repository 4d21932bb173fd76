package demo

import (
	"testing"

	"asterism/text"
)

// TestPlantedNamesAlone: the spellings by themselves, without codes and places, tell which are one applicant.
func TestPlantedNamesAlone(t *testing.T) {
	w, err := newWorld(Options{Seed: 7, Scale: 1})
	if err != nil {
		t.Fatal(err)
	}
	truth := w.truth()
	var mentions []text.Mention
	var planted []string
	for i, a := range truth.Applicants {
		for _, name := range a.Names {
			mentions, planted = append(mentions, text.Mention{Name: name}), append(planted, a.USCC)
		}
		stranger := truth.Strangers[i][1]
		mentions, planted = append(mentions, text.Mention{Name: stranger}), append(planted, stranger)
	}
	tables := &text.NameTables{Places: places(w)}
	a := text.Agree(text.Resolve(mentions, tables, text.Wanted{}).Of, planted)
	t.Logf("planted applicants %d, names %d: pairs precision %.4f recall %.4f, B³ precision %.4f recall %.4f",
		len(truth.Applicants), len(mentions), a.PairPrecision, a.PairRecall, a.B3Precision, a.B3Recall)
	if len(truth.Applicants) < 40 || a.PairPrecision < 1 || a.PairRecall < 1 {
		t.Errorf("%+v", a)
	}
}

// places are the names of the world's cities.
func places(w *world) text.Places {
	list := []text.Division{{Code: "370000", Name: "山东省"}}
	for _, c := range w.Cities {
		list = append(list, text.Division{Code: c.Code, Name: c.name, Parent: "370000"})
	}
	return text.NewPlaces(list)
}
