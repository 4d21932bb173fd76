package text

import "strings"

// Simplifier reads a table of traditional characters and words: pairs written together ("島岛"), words with "=" between,
// lines with # for remarks. Words stand before characters, so that the replacer, which prefers earlier pairs, settles
// them first.
func Simplifier(table string) *strings.Replacer {
	var words, characters []string
	for line := range strings.Lines(table) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, pair := range strings.Fields(line) {
			if from, to, ok := strings.Cut(pair, "="); ok {
				words = append(words, from, to)
			} else if r := []rune(pair); len(r) == 2 {
				characters = append(characters, string(r[0]), string(r[1]))
			}
		}
	}
	return strings.NewReplacer(append(words, characters...)...)
}

// Division is an administrative division: its code, full name and the code of what it is part of.
type Division struct{ Code, Name, Parent string }

// NewPlaces lists divisions by the short names that organisations use (济南市 → 济南), each with its province's. Names of
// districts as common as 市中区, and short names of one character, stay whole.
func NewPlaces(divisions []Division) Places {
	names := map[string]string{}
	for _, d := range divisions {
		names[d.Code] = shortPlace(d.Name)
	}
	all := Places{}
	for _, d := range divisions {
		short, province := shortPlace(d.Name), ""
		if len(d.Code) == 6 && !strings.HasSuffix(d.Code, "0000") {
			province = names[d.Code[:2]+"0000"]
		}
		if old, taken := all[short]; !taken || old != "" {
			all[short] = province
		}
	}
	return all
}

var ranks = strings.Fields("特别行政区 壮族自治区 回族自治区 维吾尔自治区 自治区 自治州 自治县 地区 省 市 县 盟 区")

var peoples = strings.Fields("蒙古族 蒙古 回族 藏族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 侗族 白族 哈尼族 傣族 景颇族 傈僳族 土家族 羌族 哈萨克 柯尔克孜")

func shortPlace(name string) string {
	short := name
	for _, rank := range ranks {
		if head, ok := strings.CutSuffix(short, rank); ok && len(head) >= 6 && head != "市中" && head != "高新" {
			short = head
			break
		}
	}
	for range 3 {
		for _, p := range peoples {
			if head, ok := strings.CutSuffix(short, p); ok && len(head) >= 6 {
				short = head
			}
		}
	}
	return short
}
