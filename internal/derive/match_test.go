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
	for _, want := range []string{"l3", "learned from new links", "order learned from lists", "passed on", "small firms"} {
		if !strings.Contains(notes, want) {
			t.Errorf("no %q in the notes:\n%s", want, notes)
		}
	}
	if head := "firm,rank,candidate,order_score,score,why,via,exposure_count\n"; !strings.HasPrefix(got, head) {
		t.Errorf("starts %.80q, want %q", got, head)
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

// candidatesOf are the candidates of a firm, in order.
func candidatesOf(answer, firm string) (list []string) {
	for _, line := range strings.Split(answer, "\n") {
		if cells := strings.Split(line, ","); cells[0] == firm {
			list = append(list, cells[2])
		}
	}
	return list
}

// TestMatch_plain by hand, without dates: 丁 buys of 甲, as 戊 does, which buys of 乙 too, and 乙 has few links: 丁 ← 甲 → 戊 ← 乙. 丙 sells to nobody
// near. The path is told with its arrows, and 丙 is no candidate.
func TestMatch_plain(t *testing.T) {
	file := "supplier,customer\n甲,丁\n甲,戊\n乙,戊\n丙,己\n"
	got, notes := matchOf(t, file, map[string]string{"firms": "丁"})
	if list := candidatesOf(got, "丁"); len(list) != 1 || list[0] != "乙" {
		t.Errorf("candidates of 丁: %v", list)
	}
	if !strings.Contains(got, "丁 ← 甲 → 戊 ← 乙") || !strings.Contains(got, "paths +0.56") {
		t.Errorf("no path, or not 5/9 of the order:\n%s", got)
	}
	if !strings.Contains(notes, "100.0%（1/1）") {
		t.Errorf("the share of small firms is not told:\n%s", notes)
	}
}

// TestMatch_reserve: with all places kept for small firms none of more than two customers comes before one.
func TestMatch_reserve(t *testing.T) {
	file := "supplier,customer\n大,丁\n大,戊\n大,己\n小,丁\n甲,丁\n甲,庚\n甲,己\n"
	plain, _ := matchOf(t, file, map[string]string{"firms": "庚", "reserve": "0", "diversity": "0"})
	kept, _ := matchOf(t, file, map[string]string{"firms": "庚", "reserve": "1", "diversity": "0"})
	if a, b := candidatesOf(plain, "庚"), candidatesOf(kept, "庚"); len(a) != 2 || a[0] != "大" || len(b) != 2 || b[0] != "小" {
		t.Errorf("without a reserve %v, with %v", a, b)
	}
}
