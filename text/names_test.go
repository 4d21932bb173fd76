package text

import (
	"slices"
	"strings"
	"testing"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{"Ａ１（甲）": "A1(甲)", " a\u00a0 b\r\nc ": "a b c", "x\u200by": "xy", "①": "1", "plain": "plain", "": ""} {
		if got := Fold(in); got != want || Fold(got) != got {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTokens(t *testing.T) {
	if got := Tokens("高分子 Resin2，云"); !slices.Equal(got, []string{"高分", "分子", "子", "resin2", "云"}) {
		t.Error(got)
	}
	if Tokens("") != nil {
		t.Error("tokens of nothing")
	}
}

func TestSplitNames(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"甲公司;乙大学", []string{"甲公司", "乙大学"}}, {"甲公司；乙大学", []string{"甲公司", "乙大学"}}, {"甲 | 乙", []string{"甲", "乙"}}, {"A;;B", []string{"A", "B"}},
		{"A**B", []string{"A", "B"}}, {"甲、乙", []string{"甲", "乙"}}, {"甲, 乙，丙", []string{"甲", "乙", "丙"}}, {"Acme Co., Ltd.", []string{"Acme Co., Ltd"}},
		{"Acme Co., Ltd; Beta, Inc.", []string{"Acme Co., Ltd", "Beta, Inc"}}, {"Smith, John", []string{"Smith, John"}}, {"甲\n乙", []string{"甲", "乙"}},
		{"-", nil}, {"", nil}, {"NA;甲", []string{"甲"}}, {"甲公司;", []string{"甲公司"}}, {"甲 (中国), 有限公司", []string{"甲 (中国)", "有限公司"}}, {"示例(Example), 乙", []string{"示例(Example)", "乙"}},
		{"示例公司 (Acme Co., Ltd)", []string{"示例公司 (Acme Co., Ltd)"}},
	} {
		if got := SplitNames(c.in); !slices.Equal(got, c.want) {
			t.Errorf("SplitNames(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestNameKey(t *testing.T) {
	for _, same := range [][]string{
		{"合成（济南）示例有限公司", "合成(济南)示例有限公司", " 合成 (济南) 示例有限责任公司", "合成（济南）示例 有限公司"},
		{"Acme Co., Ltd.", "ACME CO LTD", "Acme Company Limited", "acme Ltd"},
		{"Beta & Sons Inc", "BETA AND SONS, INC."},
		{"合成示例股份有限公司", "合成示例股份公司"},
	} {
		for _, s := range same[1:] {
			if NameKey(s) != NameKey(same[0]) {
				t.Errorf("%q → %q, %q → %q", s, NameKey(s), same[0], NameKey(same[0]))
			}
		}
	}
	differ := []string{"合成示例有限公司", "合成示例股份有限公司", "合成示例集团有限公司", "济南合成示例有限公司", "Acme Inc", "Acme Ltd", "Acme"}
	for i, a := range differ {
		for _, b := range differ[i+1:] {
			if NameKey(a) == NameKey(b) {
				t.Errorf("%q and %q share the key %q", a, b, NameKey(a))
			}
		}
	}
}

func TestPartyType(t *testing.T) {
	for in, want := range map[string]string{
		"合成示例有限公司": Firm, "合成机械厂": Firm, "合成集团": Firm, "合成大学": University, "合成职业技术学院": University, "合成大学科技园有限公司": Firm,
		"合成科学院海洋研究所": Institute, "合成省农业科学院": Institute, "合成设计院": Institute, "合成市科学技术局": Government, "合成省人民政府": Government,
		"合成大学附属医院": OtherParty, "合成行业协会": OtherParty, "王小明": Individual, "欧阳某某": Individual, "阿凡提·买买提": Individual, "合成某某": Unknown, "": Unknown,
		"合成投资中心(有限合伙)": Firm, "合成示例有限公司北京": Firm, "合成技术研究院(青岛)": Institute,
		"Acme Co., Ltd.": Firm, "University of Example": University, "Massachusetts Institute of Technology": University, "Max Planck Institute": Institute,
		"Ministry of Examples": Government, "SMITH, JOHN": Individual, "John A. Smith": Individual, "Example": Unknown, "Univ of Example Ltd": Firm,
	} {
		if got := PartyType(in); got != want {
			t.Errorf("PartyType(%q) = %s, want %s", in, got, want)
		}
	}
}

// Folding is stable, and a split name holds no strong separator.
func FuzzNames(f *testing.F) {
	for _, s := range []string{"甲公司;乙大学", "Acme Co., Ltd", "A;;B**C | D", "合成（济南）示例有限公司", "王小明、李某"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, n := range SplitNames(s) {
			if strings.ContainsAny(n, ";；|\n") || n == "" {
				t.Errorf("%q → %q", s, n)
			}
		}
		if f := Fold(s); Fold(f) != f {
			t.Errorf("Fold(%q) = %q is not stable", s, f)
		}
		NameKey(s)
		PartyType(s)
		Tokens(s)
	})
}
