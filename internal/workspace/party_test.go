package workspace

import (
	"path/filepath"
	"slices"
	"testing"

	"asterism/internal/demo"
	"asterism/internal/ingest"
	asterismtext "asterism/text"
)

// TestPlantedNames finds in a built demo which planted spellings are one applicant, and which only look alike.
func TestPlantedNames(t *testing.T) {
	d := newDesk(t)
	d.only = []string{"base.party", "base.party_merge", "base.party_review"}
	files := filepath.Join(t.TempDir(), "files")
	truth, err := demo.Write(t.Context(), files, demo.Options{Seed: 7, Scale: 0.1}, nil)
	d.must(err)
	_, err = d.Import(t.Context(), "demo", ingest.Request{Paths: []string{files}, Synthetic: true})
	d.must(err)
	d.build()
	party := d.parties()
	var found, planted []string
	add := func(name, of string) {
		if id := party[asterismtext.NameKey(name)]; id != "" {
			found, planted = append(found, id), append(planted, of)
		}
	}
	for _, a := range truth.Applicants {
		for _, name := range a.Names {
			add(name, a.USCC)
		}
	}
	for _, pair := range truth.Strangers {
		add(pair[1], pair[1])
	}
	a := asterismtext.Agree(found, planted)
	t.Logf("planted applicants %d, names of them in the data %d: pairs precision %.4f recall %.4f, B³ precision %.4f recall %.4f",
		len(truth.Applicants), len(found), a.PairPrecision, a.PairRecall, a.B3Precision, a.B3Recall)
	if len(found) < 30 || a.PairPrecision < 1 || a.PairRecall < 1 {
		t.Errorf("%d names: %+v", len(found), a)
	}
	former := d.parties()
	d.only = append(d.only, "base.party_use")
	d.build()
	for key, id := range d.parties() {
		if former[key] != id {
			t.Fatalf("%s was %s, is %s after a build of the same data", key, former[key], id)
		}
	}
}

// parties are the parties of all folded names, with those only the register holds.
func (d *desk) parties() map[string]string {
	d.T.Helper()
	r, err := d.lake.Read(d.Context(), 0)
	d.must(err)
	defer r.Close()
	rows, err := r.Query(d.Context(), "select name_key, party_id from base.party_match where decision in ('stands', 'merged')")
	d.must(err)
	of := map[string]string{}
	for _, row := range rows.Data {
		of[row[0].(string)] = row[1].(string)
	}
	return of
}

const namesCSV = `申请号,申请日,申请人,发明人,名称
201510000001.0,2015-01-05,济南合成海岱机械有限公司,合成员甲;合成员乙,合成示例一
201510000002.5,2015-02-05,合成海岱机械（济南）有限公司,合成员甲,合成示例二
201510000003.X,2016-03-05,济南合成海袋机械有限公司,合成员甲,合成示例三
201510000004.4,2016-04-05,济南合成海岱机械股份有限公司,合成员乙,合成示例四
`

// TestDecisionsSurviveBuilds merges two parties, splits one, takes both back; each holds after new data came and every
// table was built again.
func TestDecisionsSurviveBuilds(t *testing.T) {
	d := newDesk(t)
	d.only = []string{"base.party_name", "base.party_review", "base.party_merge", "base.inventor_opt_out"}
	const a, b, typo = "合成海岱机械济南#有限", "济南合成海岱机械#有限", "济南合成海袋机械#有限"
	d.take("one.csv", namesCSV)
	d.build()
	shares := func(x, y string) bool { of := d.parties(); return of[x] != "" && of[x] == of[y] }
	if !shares(a, b) || shares(b, typo) {
		t.Fatal(d.parties())
	}
	d.holds("select name_a, name_b, rule from base.party_review", "合成海岱机械(济南)有限公司 济南合成海袋机械有限公司 spelling")

	of := d.parties()
	merged, err := d.MergeParties(t.Context(), "li", "笔误", of[typo], of[b])
	d.must(err)
	if waiting, err := d.EditsWaiting(t.Context()); err != nil || !slices.Equal(waiting, []string{"party"}) {
		t.Error(waiting, err)
	}
	d.build()
	if !shares(b, typo) {
		t.Error("not merged", d.parties())
	}
	d.holds("select rule, joined_name from base.party_merge where name_key = '"+typo+"'", "decided 合成海岱机械(济南)有限公司")
	d.holds("select count(*) from base.party_review", "0")
	if _, err := d.MergeParties(t.Context(), "li", "笔误", of[b], of[b]); err == nil {
		t.Error("a party merged with itself")
	}

	split, err := d.SplitParty(t.Context(), "wang", "另有登记", d.parties()[a], []string{a}, true)
	d.must(err)
	d.take("two.csv", "申请号,申请日,申请人,发明人,名称\n201610000001.1,2016-01-05,济南合成海岱机械有限公司,合成员丙,合成示例五\n")
	d.build()
	if shares(a, b) || !shares(b, typo) {
		t.Error("after new data: merged and split", d.parties())
	}
	for _, wrong := range [][]string{nil, {"没有的名称"}, {b, typo, "济南合成海岱机械#股份"}} {
		if _, err := d.SplitParty(t.Context(), "wang", "r", d.parties()[b], wrong, false); err == nil {
			t.Errorf("%v was split off", wrong)
		}
	}
	if _, err := d.HoldApart(t.Context(), "wang", " ", d.parties()[a], d.parties()[b], false); err == nil {
		t.Error("a decision without a reason")
	}

	_, err = d.UndoEdit(t.Context(), "li", "看错", split.ID)
	d.must(err)
	_, err = d.UndoEdit(t.Context(), "li", "看错", merged.ID)
	d.must(err)
	d.build()
	if !shares(a, b) || shares(b, typo) {
		t.Error("not as before", d.parties())
	}
	list, err := d.PartyDecisions(t.Context())
	d.must(err)
	if len(list) != 4 || list[0].InForce || list[0].Relation != "same" || !slices.Contains(list[0].A, "合成海岱机械济南#有限") || list[1].Relation != "unrelated" {
		t.Errorf("%+v", list)
	}

	_, err = d.LeaveUnranked(t.Context(), "li", "本人要求", "合成员甲")
	d.must(err)
	d.build()
	d.holds("select name_key, reason from base.inventor_opt_out", "合成员甲 本人要求")
}
