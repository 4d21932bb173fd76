package derive

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
)

// yearsOfSupply is made up: firms of four trades, each buying of the trade before, in three years; what is new keeps to the rule.
func yearsOfSupply(draw *rand.Rand) string {
	var b strings.Builder
	b.WriteString("supplier,customer,date\n")
	type pair struct{ s, c int }
	linked := map[pair]bool{}
	for year := 2020; year <= 2022; year++ {
		for range 150 {
			trade := draw.IntN(3)
			p := pair{trade*40 + draw.IntN(40), (trade+1)*40 + draw.IntN(40)}
			if draw.IntN(10) == 0 {
				p = pair{draw.IntN(160), draw.IntN(160)}
			}
			linked[p] = p.s != p.c
		}
		for p, is := range linked {
			if is {
				fmt.Fprintf(&b, "甲%03d,甲%03d,%d\n", p.s, p.c, year)
			}
		}
	}
	return b.String()
}

func matchOf(t *testing.T, file string, options map[string]string) (string, string) {
	t.Helper()
	var out, notes bytes.Buffer
	err := Compute(context.Background(), Computation{Kernel: "match", Name: "links.csv", Input: []byte(file), Options: options, Format: "csv", Output: &out, Notes: &notes})
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), notes.String()
}

// TestMatch_learned: weights come from the last year's links, the cap holds, and the answer is the same for any number of cores.
func TestMatch_learned(t *testing.T) {
	file := yearsOfSupply(rand.New(rand.NewPCG(1, 2)))
	options := map[string]string{"season": "1", "exposure": "3", "top": "4"}
	got, notes := matchOf(t, file, options)
	if !strings.Contains(notes, "l3") || !strings.Contains(notes, "learned") || !strings.Contains(notes, "passed on") {
		t.Errorf("no weights or no cap in the notes:\n%s", notes)
	}
	shown := map[string]int{}
	for _, line := range strings.Split(strings.TrimSpace(got), "\n")[1:] {
		cells := strings.Split(line, ",")
		if shown[cells[2]]++; cells[0] == cells[2] || strings.Contains(file, cells[2]+","+cells[0]+",") {
			t.Errorf("proposed to itself or to an acquaintance: %s", line)
		}
	}
	for firm, n := range shown {
		if n > 3 {
			t.Errorf("%s is proposed %d times", firm, n)
		}
	}
	before := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(before)
	if again, _ := matchOf(t, file, options); again != got {
		t.Error("another answer on one core")
	}
}
