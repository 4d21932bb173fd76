package text

import (
	"slices"
	"testing"
)

// What people decide goes before every rule: it joins different names, parts equal ones, and of two decisions that
// cannot both hold the first goes first.
func TestDecisions(t *testing.T) {
	list := named("济南合成海岱机械有限公司", "合成海岱机械（济南）有限公司", "青岛示例云帆电子有限公司", "济南合成海岱机械有限责任公司")
	res := Resolve(list, realTables(t), Wanted{Same: [][2]int32{{2, 0}}})
	if !slices.Equal(res.Of, []int32{0, 0, 0, 0}) || res.Why[2].Rule != RuleDecided {
		t.Error("not joined:", res.Of, res.Why[2])
	}
	res = Resolve(list, realTables(t), Wanted{Group: true, Apart: [][2]int32{{0, 1}, {3, 1}}})
	if !slices.Equal(res.Of, []int32{0, 1, 2, 0}) || !slices.Equal(res.Group, []int32{0, 0, 2, 0}) {
		t.Error("not parted, or parted as a group:", res.Of, res.Group)
	}
	res = Resolve(list, realTables(t), Wanted{Group: true, Unrelated: [][2]int32{{0, 1}, {3, 1}}})
	if res.Of[1] != 1 || res.Group[1] != 1 || len(res.Review) != 0 {
		t.Error("unrelated, yet one group, or asked again:", res.Group, res.Review)
	}
	res = Resolve(list, realTables(t), Wanted{Same: [][2]int32{{2, 0}, {2, 1}}, Apart: [][2]int32{{0, 1}, {3, 1}}})
	if !slices.Equal(res.Of, []int32{0, 1, 0, 0}) {
		t.Error("the later decision went first:", res.Of)
	}
	same := named("山东合成理工大学", "山东合成理工大学.")
	if of := Resolve(same, realTables(t), Wanted{Apart: [][2]int32{{0, 1}}}).Of; of[1] != 1 {
		t.Error("names that come apart alike cannot be parted:", of)
	}
}

// Pairs for review: what a constraint refused, and what falls short of a rule, each two parties once.
func TestReview(t *testing.T) {
	a, _ := USCCCheck("91370100MA3C00000")
	b, _ := USCCCheck("91370100MA3D00000")
	list := []Mention{{Name: "济南合成海岱机械有限公司", Code: a}, {Name: "合成海岱机械（济南）有限公司", Code: b}, {Name: "合成海岱机械有限公司", People: []string{"合成员甲"}},
		{Name: "济南合成海袋机械有限公司", People: []string{"合成员甲"}}, {Name: "济南合成海贷机械有限公司"}, {Name: "济南第一合成机床厂"}, {Name: "济南第二合成机床厂"}, {Name: "济南合成海岱机械股份有限公司", Code: a, People: []string{"合成员甲"}}}
	b2, _ := USCCCheck("91370100MA3E00000")
	list = append(list, Mention{Name: "济南合成海货机械有限公司", Code: b2, People: []string{"合成员甲"}})
	res := Resolve(list, realTables(t), Wanted{Near: true})
	if len(res.Review) != 1 || res.Review[0].A+res.Review[0].B > 7 || res.Review[0].Score != 1 {
		t.Error("codes that differ are not for review:", res.Review)
	}
	rules := map[string]int{}
	for _, m := range res.Near {
		rules[m.Rule]++
		if two := list[m.A].Code + list[m.B].Code; len(two) > 18 {
			t.Error("two codes:", m)
		}
		if list[m.A].Name == "济南合成海贷机械有限公司" || list[m.B].Name == "济南合成海贷机械有限公司" || list[m.A].Name == "济南第一合成机床厂" || list[m.B].Name == "济南第一合成机床厂" || res.Of[m.A] == res.Of[m.B] {
			t.Error("not near:", m)
		}
	}
	if rules[RulePlace] == 0 || rules[RuleSpelling] == 0 {
		t.Error(rules)
	}
	if res := Resolve(list, realTables(t), Wanted{}); res.Near != nil && len(res.Near) > 0 {
		t.Error("near pairs without being asked:", res.Near)
	}
}

func TestSlipOfHan(t *testing.T) {
	for _, c := range []struct {
		a, b string
		slip bool
	}{{"合成海岱机械", "合成海袋机械", true}, {"合成海岱机械", "合成岱海机械", true}, {"合成海岱机械", "合成海岱机", true}, {"合成一号电子", "合成二号电子", false},
		{"合成海岱机械", "合成天泰机械", false}, {"大合成海岱", "合成海岱", false}} {
		if got := slipOfHan([]rune(c.a), []rune(c.b)); got != c.slip {
			t.Errorf("%s, %s: %v", c.a, c.b, got)
		}
	}
}
