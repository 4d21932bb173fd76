package ingest

import (
	"strings"
	"testing"

	"asterism/content"
	"asterism/internal/lang"
	"asterism/patent"
)

// Every reason for which a number is not understood reads as a sentence in both languages.
func TestNumberReasonsWorded(t *testing.T) {
	c, err := lang.Load(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, reason := range []string{patent.ReasonEmpty, patent.ReasonCountry, patent.ReasonNotUnderstood, patent.ReasonAmbiguous, patent.ReasonPublication, patent.ReasonApplication} {
		for _, l := range []string{"zh", "en"} {
			for _, part := range []string{"what", "why", "do"} {
				key := "finding.number." + reason + "." + part
				if text := c.Text(l, key); text == "" || strings.Contains(text, key) || strings.Contains(text, reason) && reason != patent.ReasonEmpty && reason != patent.ReasonAmbiguous {
					t.Errorf("%s %s: %q", l, key, text)
				}
			}
		}
	}
}

// A bad file's summary names the causes apart, each with what to do.
func TestNumberFindings(t *testing.T) {
	list := "专利名称,申请号,公开号\n" +
		"合成一,201510163325,CN104000001A\n合成二,CN101234567,CN104000002A\n合成三,CN20151016332,CN104000003A\n" +
		"合成四,CN201510163325.7,CN104000004A\n合成五,CN201510163325.6,CN201510163325.6\n合成六,JP12-123456,JP12-123456\n"
	res := mustRun(t, openLake(t), Request{Paths: []string{write(t, "list.csv", []byte(list))}})
	for _, code := range []string{"number.not_understood", "number.looks_like_publication", "number.looks_like_application", "number.ambiguous", "number.check_digit"} {
		if !has(res.Findings, code) {
			t.Errorf("%s is not told: %+v", code, res.Findings)
		}
	}
	if res.Files[0].Accepted != 6 {
		t.Errorf("%+v", res.Files)
	}
}
