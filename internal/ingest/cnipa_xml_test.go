package ingest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCNIPAInvention(t *testing.T) {
	r := readSample(t, cnipaDialect, "cnipa-xml/invention.xml")[0].record
	head := []string{r.Application, r.ApplicationAt, r.Publication, r.Kind, r.PublicationAt, r.Grant, r.GrantAt, r.Type}
	want := []string{"201510163325.6", "20150408", "CN104700001", "B", "20170301", "CN104700001", "20170301", "10"}
	if diff := cmp.Diff(want, head); diff != "" {
		t.Error(diff)
	}
	wantTexts := []PatentText{
		{"zh", "title", "一种示例装置"}, {"zh", "abstract", "本发明公开了一种示例装置。"},
		{"zh", "description", "一种示例装置\n本发明属于示例领域。\nH2O"},
	}
	if diff := cmp.Diff(wantTexts, r.Texts); diff != "" {
		t.Error(diff)
	}
	wantClaims := []PatentClaim{
		{1, "", "1.一种示例装置，其特征在于，包括：\n模块1。"}, {2, "1", "2.如权利要求1所述的装置，其特征在于，为红色。"},
		{3, "", "3.一种系统，其特征在于，包括如权利要求1-2任一项所述的装置。"},
	}
	if diff := cmp.Diff(wantClaims, r.Claims); diff != "" {
		t.Error(diff)
	}
	wantParties := []PatentParty{
		{Role: "applicant", Name: "示例大学", Country: "CN", Region: "山东省", Address: "山东省济南市历下区示例路1号", Postcode: "250000"},
		{Role: "inventor", Name: "张示例"}, {Role: "agency", Name: "示例专利代理事务所"}, {Role: "agent", Name: "李示例"},
		{Role: "assignee", Name: "示例大学"}, {Role: "examiner", Name: "王示例"},
	}
	if diff := cmp.Diff(wantParties, r.Parties); diff != "" {
		t.Error(diff)
	}
}

func TestCNIPAReferences(t *testing.T) {
	r := readSample(t, cnipaDialect, "cnipa-xml/invention.xml")[0].record
	if diff := cmp.Diff([]PatentPriority{{"KR", "10-2014-0100096", "international", "20140810"}}, r.Priorities); diff != "" {
		t.Error(diff)
	}
	wantCitations := []PatentCitation{
		{Direction: "cites", Number: "102025678", Country: "CN", Kind: "A", At: "20110420", Origin: "examiner", Phase: "national-search-report"},
		{Direction: "cites", NPL: "示例：《论装置》，2012", Origin: "examiner"},
	}
	if diff := cmp.Diff(wantCitations, r.Citations); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]PatentClass{{Scheme: "ipc", Symbol: "G06F17/27", Version: "20060101", First: true}}, r.Classes); diff != "" {
		t.Error(diff)
	}
}

func TestCNIPADesign(t *testing.T) {
	item := readSample(t, cnipaDialect, "cnipa-xml/design.xml")[0]
	r := item.record
	head := []string{r.Application, r.Type, r.Kind, r.Grant, r.Texts[0].Body, r.Classes[0].Scheme, r.Classes[0].Symbol, r.Parties[1].Role}
	want := []string{"200930123456", "30", "S", "ZL200930123456.7", "示例杯", "locarno", "07-01", "inventor"}
	if diff := cmp.Diff(want, head); diff != "" || len(item.notes) > 0 {
		t.Error(diff, item.notes)
	}
}

func TestStandardApplication(t *testing.T) {
	for _, c := range []struct{ in, date, want string }{
		{"102019000302430", "20190416", "201910302430"}, {"101985000000312", "19850401", "85100312"},
		{"202003000123456", "20031008", "200320123456"}, {"202003000012345", "20030901", "03212345"}, {"x", "", "x"},
	} {
		if got := standardApplication(c.in, c.date); got != c.want {
			t.Errorf("%s: %s, want %s", c.in, got, c.want)
		}
	}
}

func TestClaimDependence(t *testing.T) {
	for body, want := range map[string]string{
		"9.如权利要求1、2、3、8任意一项所述的方法":                          "1,2,3,8",
		"9.根据权利要求1至3或权利要求5所述的":                             "1,2,3,5",
		"9.按照权利要求1和2所述":                                    "1,2",
		"9.如权利要求3-12所述":                                    "3,4,5,6,7,8",
		"9.一种装置":                                           "",
		"9. The lamp of any one of claims 1 to 3, wherein": "1,2,3",
		"9. The lamp as claimed in claim 2 or 4":           "2,4",
		"9. Lampe nach einem der Ansprüche 1 bis 3":        "1,2,3",
		"9. Lampe selon l'une des revendications 1 à 2":    "1,2",
		"9. A lamp.": "",
	} {
		if got := claimDependence(body, 9); got != want {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
}
