package derive

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

func proximityOf(t *testing.T, file string, options map[string]string) (string, error) {
	t.Helper()
	var out, notes bytes.Buffer
	err := Compute(context.Background(), Computation{Kernel: "technology-proximity", Name: "profiles.csv", Input: []byte(file), Options: options, Format: "csv", Output: &out, Notes: &notes})
	return out.String(), err
}

// B has A's own class, C only a class that B holds beside it: B competes, C complements. A party that shares nothing, and
// nothing related, is nobody's neighbour. The order of the rows does not matter.
func TestComputeProximity(t *testing.T) {
	const head = "party_id,class,patent_count\n"
	rows := []string{"A,H01L,4\n", "B,H01L,2\n", "B,F21V,2\n", "C,F21V,5\n", "D,A61K,9\n", "E,,3\n"}
	got, err := proximityOf(t, head+strings.Join(rows, ""), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\nA,B,,0.70710678", "\nA,C,,0,", "\nC,A,,0,"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "D") || strings.Contains(got, "E") {
		t.Errorf("a party beside every other is near:\n%s", got)
	}
	line := lineOf(got, "A,C,")
	if cells := strings.Split(line, ","); cells[9] != "" || cells[10] != "1" {
		t.Errorf("C complements A and does not compete: %s", line)
	}
	both, err := proximityOf(t, head+"A,F21V,3\nA,G02B,3\nA,H01L,9\nB,F21V,7\nB,G02B,3\nB,H01L,2\nC,H05B,1\nC,H01L,1\n", nil)
	if err != nil || !strings.HasSuffix(lineOf(both, "A,B,"), ",G02B") || !strings.HasSuffix(lineOf(both, "C,A,"), ",H01L") {
		t.Errorf("the main class in common, of equals the last: %v\n%s", err, both)
	}
	turned, err := proximityOf(t, head+rows[4]+rows[2]+rows[3]+rows[0]+"B,H01L,1\nB,H01L,1\n", nil)
	if err != nil || turned != got {
		t.Errorf("other order: %v\n%s\n%s", err, turned, got)
	}
	few, err := proximityOf(t, head+"A,x,1\nB,x,1\nC,x,1\nD,x,1\n", map[string]string{"nearest": "1"})
	if err != nil || strings.Count(few, "\n") != 5 || !strings.Contains(few, "\nB,A,") {
		t.Errorf("one neighbour each, equals by id: %v\n%s", err, few)
	}
	kinds, err := proximityOf(t, "party_id,class,patent_count,party_type\nA,x,1,firm\nB,x,1,firm\nC,x,1,university\n", map[string]string{"nearest": "1"})
	if err != nil || !strings.Contains(kinds, "\nA,B,firm,1") || !strings.Contains(kinds, "\nA,C,university,1") {
		t.Errorf("one neighbour of each kind: %v\n%s", err, kinds)
	}
	if _, err := proximityOf(t, head, map[string]string{"nearest": "-1"}); err == nil {
		t.Error("a negative number of neighbours was taken")
	}
}

func lineOf(text, beginning string) string {
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, beginning) {
			return line
		}
	}
	return ""
}
