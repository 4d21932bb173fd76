package ingest

import (
	"context"
	"sort"
	"strings"
	"time"

	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/internal/lake"
	"asterism/text"
)

// provinces are the two-digit codes of GB/T 2260 by the short names exports use (国省代码 山东;37).
var provinces = map[string]string{"北京": "11", "天津": "12", "河北": "13", "山西": "14", "内蒙古": "15", "辽宁": "21", "吉林": "22",
	"黑龙江": "23", "上海": "31", "江苏": "32", "浙江": "33", "安徽": "34", "福建": "35", "江西": "36", "山东": "37", "河南": "41",
	"湖北": "42", "湖南": "43", "广东": "44", "广西": "45", "海南": "46", "重庆": "50", "四川": "51", "贵州": "52", "云南": "53",
	"西藏": "54", "陕西": "61", "甘肃": "62", "青海": "63", "宁夏": "64", "新疆": "65", "台湾": "71", "香港": "81", "澳门": "82"}

// region reads a division as of a day: a code of 2, 4 or 6 digits, alone or beside its name, or a name of any level.
// "" with a finding where the name is unknown or may mean several; a name known in part gives the division it lies in.
func (s *Sink) region(field, raw string, on day) string {
	if raw == "" {
		return ""
	}
	if code := divisionCode(text.Fold(raw)); code != "" {
		return code
	}
	code, rest, found := s.job.divisions.find(raw, on)
	switch {
	case code != "" && rest != "":
		s.Finding(finding.Finding{Severity: finding.Info, Code: "region.in_part", Field: field, Value: raw,
			Args: map[string]string{"name": found[0].name, "code": code, "rest": rest}})
	case code != "":
	case len(found) > 0:
		s.Finding(finding.Finding{Severity: finding.Warning, Code: "region.ambiguous", Field: field, Value: raw,
			Args: map[string]string{"candidates": candidates(found)}})
	default:
		s.remark(finding.Warning, "region.unknown", field, raw)
	}
	return code
}

func candidates(found []division) string {
	var list []string
	for _, d := range found {
		list = append(list, d.code+" "+d.name)
	}
	sort.Strings(list)
	return strings.Join(list, "、")
}

func divisionCode(raw string) string {
	for _, word := range strings.FieldsFunc(raw, func(r rune) bool { return strings.ContainsRune(";；,，/|() ", r) }) {
		if len(word) <= 6 && len(word)%2 == 0 && digits(word) && word[0] >= '1' && word[0] <= '8' {
			return word + "000000"[len(word):]
		}
	}
	for name, code := range provinces {
		if rest, ok := strings.CutPrefix(raw, name); ok && (rest == "" || isProvinceTail(rest) || rest == "市" && municipal(code)) {
			return code + "0000"
		}
	}
	return ""
}

func isProvinceTail(rest string) bool {
	switch rest {
	case "省", "自治区", "壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区":
		return true
	}
	return false
}

// municipal: 北京市 is a province, 吉林市 is not.
func municipal(code string) bool { return code == "11" || code == "12" || code == "31" || code == "50" }

// isRegion tells the columns of tables that hold the division a thing lies in. Tables that define divisions name
// them by code alone.
func isRegion(t *Table, c *TableCol) bool {
	return c.Name == "region_code" && c.Type == "code" && t.Name != "region" && t.Name != "region_outline"
}

// importedDivisions are those of region tables in the lake.
func importedDivisions(ctx context.Context, l *lake.Lake) ([]division, error) {
	current, err := l.Current()
	if err != nil {
		return nil, err
	}
	if _, ok := current.Table("raw.region"); !ok {
		return nil, nil
	}
	r, err := l.Read(ctx, 0)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	rows, err := r.Query(ctx, "select region_code, name, valid_from, valid_to from raw.region where name is not null order by 1, 2, 3, 4")
	if err != nil {
		return nil, err
	}
	var out []division
	for _, row := range rows.Data {
		code, name := row[0].(string), row[1].(string)
		out = append(out, division{code: code, name: text.Fold(name), from: sqlDay(row[2]), to: sqlDay(row[3])})
	}
	return out, nil
}

func sqlDay(v any) day {
	t, ok := v.(time.Time)
	if !ok {
		return day{}
	}
	return day{int32(t.Unix() / 86400), true}
}

// asserted checks a division the importer states: a name is turned into its code, and one that means none is refused.
func (d *divisions) asserted(field, value string) (string, error) {
	if code := divisionCode(text.Fold(value)); code != "" {
		return code, nil
	}
	code, rest, found := d.find(value, day{})
	switch {
	case code != "" && rest == "":
		return code, nil
	case len(found) > 1:
		return "", fail.New(fail.Invalid, "--set %s: %s may mean %s; give the code", field, value, candidates(found))
	}
	return "", fail.New(fail.Invalid, "--set %s: no division is called %s; give its code of six digits, as 370900", field, value)
}
