package text

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
)

func holds(t *testing.T, condition string, texts ...string) bool {
	t.Helper()
	c, err := ParseCondition(condition)
	if err != nil {
		t.Fatalf("%s: %v", condition, err)
	}
	m := NewMatcher([]*Condition{c})
	found := m.NewFound()
	for _, s := range texts {
		m.Look(s, found)
	}
	return m.Holds(0, found)
}

func TestCondition_meaning(t *testing.T) {
	for _, tc := range []struct {
		condition string
		text      string
		want      bool
	}{
		{"隔膜", "一种电池隔膜的制备方法", true},
		{"电池 隔膜", "一种隔膜，用于电池", true},
		{"电池隔膜", "一种隔膜，用于电池", false},
		{"led", "the called ledge", false},
		{"LED", "ＬＥＤ封装", true},
		{"LED芯片", "一种LED芯片", true},
		{"LED芯片", "LED的芯片", false},
		{`"light emitting"`, "a Light-Emitting diode", true},
		{`"light emitting"`, "emitting light", false},
		{"甲醇 OR 乙醇 AND 钢铁", "甲醇的制备", true}, // AND before OR
		{"(甲醇 OR 乙醇) AND 钢铁", "甲醇的制备", false},
		{"甲醇 NOT 乙醇 OR 钢铁", "甲醇与钢铁和乙醇", true}, // NOT before OR
		{"甲醇 NOT (乙醇 OR 钢铁)", "甲醇与钢铁", false},
		{"（甲醇 or 乙醇）", "乙醇", true},
		{"芯片封装", "芯片。封装", false},
	} {
		if got := holds(t, tc.condition, tc.text); got != tc.want {
			t.Errorf("%s in %q: %v", tc.condition, tc.text, got)
		}
	}
	if !holds(t, "甲醇 AND 钢铁", "甲醇", "钢铁") {
		t.Error("terms in different texts of one document do not join")
	}
}

func TestCondition_errors(t *testing.T) {
	for _, tc := range []struct {
		condition, why string
		at             int
	}{
		{"", "empty", 1}, {"  ", "empty", 1}, {"甲醇 AND", "operand", 7}, {"AND 甲醇", "operand", 1}, {"(甲醇", "bracket", 1}, {"甲醇)", "bracket", 3}, {"()", "bracket", 2},
		{"醇", "short", 1}, {"甲醇 AND ---", "short", 8}, {`"甲醇`, "quote", 1}, {"NOT 甲醇", "negative", 1}, {"甲醇 OR NOT 乙醇", "negative", 1},
		{strings.Repeat("(", 40) + "甲醇", "deep", 34}, {strings.Repeat("x", MaxCondition+1), "long", 1},
	} {
		_, err := ParseCondition(tc.condition)
		var got *ConditionError
		if !errors.As(err, &got) || got.Why != tc.why || got.At != tc.at {
			t.Errorf("%.20q: %v, want %s at %d", tc.condition, err, tc.why, tc.at)
		}
	}
}

// TestMatcher_naive compares many conditions at once with a search in plain strings of random Chinese.
func TestMatcher_naive(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	han := []rune("电池隔膜芯")
	word := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteRune(han[random.IntN(len(han))])
		}
		return b.String()
	}
	var terms []string
	var conditions []*Condition
	for range 60 {
		terms = append(terms, word(2+random.IntN(4)))
		c, err := ParseCondition(terms[len(terms)-1])
		if err != nil {
			t.Fatal(err)
		}
		conditions = append(conditions, c)
	}
	m := NewMatcher(conditions)
	hits := 0
	for range 2000 {
		s, found := word(1+random.IntN(20)), m.NewFound()
		m.Look(s, found)
		for i, term := range terms {
			if want := strings.Contains(s, term); m.Holds(i, found) != want {
				t.Fatalf("%s in %s: not %v", term, s, want)
			} else if want {
				hits++
			}
		}
	}
	if hits == 0 {
		t.Error("no term occurred: the test tests nothing")
	}
}

func FuzzParseCondition(f *testing.F) {
	for _, s := range []string{"甲醇 AND (乙醇 OR 丙醇) NOT 钢铁", `"light emitting" led`, "((", "NOT NOT 甲醇"} {
		f.Add(s, "甲醇 led")
	}
	f.Fuzz(func(t *testing.T, s, text string) {
		c, err := ParseCondition(s)
		if err != nil {
			var e *ConditionError
			if !errors.As(err, &e) || e.At < 1 || e.At > len(s)+1 {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		m := NewMatcher([]*Condition{c})
		found := m.NewFound()
		m.Look(text, found)
		m.Holds(0, found)
	})
}
