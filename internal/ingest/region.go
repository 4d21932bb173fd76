package ingest

import (
	"strings"

	"asterism/internal/finding"
	"asterism/text"
)

// provinces are the two-digit codes of GB/T 2260 by the short names exports use (国省代码 山东;37).
var provinces = map[string]string{"北京": "11", "天津": "12", "河北": "13", "山西": "14", "内蒙古": "15", "辽宁": "21", "吉林": "22",
	"黑龙江": "23", "上海": "31", "江苏": "32", "浙江": "33", "安徽": "34", "福建": "35", "江西": "36", "山东": "37", "河南": "41",
	"湖北": "42", "湖南": "43", "广东": "44", "广西": "45", "海南": "46", "重庆": "50", "四川": "51", "贵州": "52", "云南": "53",
	"西藏": "54", "陕西": "61", "甘肃": "62", "青海": "63", "宁夏": "64", "新疆": "65", "台湾": "71", "香港": "81", "澳门": "82"}

// region reads a division: a code of 2, 4 or 6 digits, alone or beside its name, or the name of a province. Names
// below the province need the region table, so they stay with the record for the build and are told once.
func (s *Sink) region(raw string) string {
	if raw == "" {
		return ""
	}
	if code := divisionCode(text.Fold(raw)); code != "" {
		return code
	}
	s.remark(finding.Info, "region.by_name", "applicant_region", raw)
	return ""
}

func divisionCode(raw string) string {
	for _, word := range strings.FieldsFunc(raw, func(r rune) bool { return strings.ContainsRune(";；,，/|() ", r) }) {
		if len(word) <= 6 && len(word)%2 == 0 && digits(word) && word[0] >= '1' && word[0] <= '8' {
			return word + "000000"[len(word):]
		}
	}
	for name, code := range provinces {
		if rest, ok := strings.CutPrefix(raw, name); ok && (rest == "" || isProvinceTail(rest)) {
			return code + "0000"
		}
	}
	return ""
}

func isProvinceTail(rest string) bool {
	switch rest {
	case "省", "市", "自治区", "壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区":
		return true
	}
	return false
}
