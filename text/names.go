package text

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// SplitNames splits a cell of several names. Strong separators (; ； | ** line breaks) are looked for first and, where
// any stands, are the only ones. Otherwise Chinese names part at 、 and at commas with Chinese on both sides; a comma
// between Latin words never parts ("Acme Co., Ltd", "Smith, John"). Missing marks (-, NA) are dropped, order is kept.
func SplitNames(s string) []string {
	strong := strongMarks.Replace(norm.NFKC.String(s))
	parts := strings.Split(strong, "\n")
	if countNames(parts) <= 1 {
		parts = splitWeak(strong)
	}
	var out []string
	for _, p := range parts {
		if p = cleanName(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

var strongMarks = strings.NewReplacer(";", "\n", "|", "\n", "**", "\n", "\r", "\n")

// latinMarks: points are part of abbreviations, other marks part words.
var latinMarks = strings.NewReplacer(".", "", ",", " ", "'", "", "’", "", "(", " ", ")", " ", "/", " ", "-", " ", "\"", " ")

func countNames(parts []string) int {
	n := 0
	for _, p := range parts {
		if cleanName(p) != "" {
			n++
		}
	}
	return n
}

// cleanName trims a name and turns the marks of "missing" into "".
func cleanName(s string) string {
	s = strings.Trim(Fold(s), " ,，、;；.。")
	switch strings.ToUpper(s) {
	case "-", "--", "NA", "N/A", "NULL", "无", "NONE":
		return ""
	}
	return s
}

func splitWeak(s string) []string {
	rs := []rune(s)
	var out []string
	start := 0
	for i, r := range rs {
		comma := (r == ',' || r == '，') && HasHan(string(rs[start:i])) && hanNext(rs[i+1:])
		if r == '、' || r == '\n' || comma {
			out = append(out, string(rs[start:i]))
			start = i + 1
		}
	}
	return append(out, string(rs[start:]))
}

func hanNext(rs []rune) bool {
	for _, r := range rs {
		if r != ' ' && r != '　' {
			return Han(r)
		}
	}
	return false
}

// legalForm is a written form and its type. Forms of one type are the same in law; the longest stand first.
type legalForm struct{ written, kind string }

// hanForms are taken off the end of a Chinese name.
var hanForms = []legalForm{
	{"股份有限责任公司", "股份"}, {"股份有限公司", "股份"}, {"有限责任公司", "有限"}, {"有限公司", "有限"}, {"股份公司", "股份"},
	{"股份合作公司", "股份合作"}, {"(有限合伙)", "合伙"}, {"(普通合伙)", "合伙"}, {"(特殊普通合伙)", "合伙"}, {"有限合伙", "合伙"}, {"合伙企业", "合伙"},
	{"专业合作社", "合作社"}, {"合作社", "合作社"}, {"总公司", "公司"}, {"分公司", "分公司"}, {"公司", "公司"},
}

// latinForms are taken off the end of a Latin name, points removed.
var latinForms = []legalForm{
	{"COMPANY LIMITED", "LTD"}, {"CO LIMITED", "LTD"}, {"CO LTD", "LTD"}, {"COLTD", "LTD"}, {"LIMITED", "LTD"}, {"LTD", "LTD"},
	{"INCORPORATED", "INC"}, {"INC", "INC"}, {"CORPORATION", "CORP"}, {"CORP", "CORP"}, {"COMPANY", "CO"}, {"CO", "CO"},
	{"LLC", "LLC"}, {"L L C", "LLC"}, {"LLP", "LLP"}, {"LP", "LP"}, {"PLC", "PLC"}, {"GMBH & CO KG", "KG"}, {"KG", "KG"}, {"GMBH", "GMBH"},
	{"AKTIENGESELLSCHAFT", "AG"}, {"AG", "AG"}, {"SE", "SE"}, {"SA", "SA"}, {"S A", "SA"}, {"SAS", "SAS"}, {"SARL", "SARL"}, {"SPA", "SPA"},
	{"SRL", "SRL"}, {"BV", "BV"}, {"B V", "BV"}, {"NV", "NV"}, {"N V", "NV"}, {"AB", "AB"}, {"OY", "OY"}, {"OYJ", "OY"}, {"AS", "AS"}, {"A S", "AS"},
	{"KABUSHIKI KAISHA", "KK"}, {"K K", "KK"}, {"KK", "KK"}, {"PTY LTD", "PTY"}, {"PTE LTD", "PTE"},
}

// LegalForm parts a name into its core and the type of its legal form ("" = none written): 有限公司 and 有限责任公司
// are both 有限, "Co., Ltd." and "Limited" both LTD. Group names keep 集团 in the core: a group and its members differ.
func LegalForm(name string) (core, form string) {
	s := strings.ToUpper(Fold(name))
	if !HasHan(s) {
		return latinForm(s)
	}
	for _, f := range hanForms {
		if head, ok := strings.CutSuffix(s, f.written); ok && head != "" {
			return strings.TrimSpace(head), f.kind
		}
	}
	return s, ""
}

func latinForm(s string) (core, form string) {
	s = latinWords(s)
	for _, f := range latinForms {
		head, ok := strings.CutSuffix(s, " "+f.written)
		if !ok || head == "" {
			continue
		}
		if form == "" || len(f.written) > len(form) {
			core, form = head, f.kind
		}
		break
	}
	if form == "" {
		return s, ""
	}
	return strings.TrimSpace(core), form
}

// latinWords drops points and turns other marks into spaces.
func latinWords(s string) string {
	s = latinMarks.Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

// NameKey is the key under which spellings of one name meet: folded, upper case, brackets alike, without spaces and
// punctuation (words of Latin names stay apart), legal form by type behind "#". Place, trade name and industry all
// stay: names are never merged on the trade name alone.
func NameKey(name string) string {
	core, form := LegalForm(name)
	if HasHan(core) {
		core = strings.Map(func(r rune) rune {
			if strings.ContainsRune(" .,()[]{}<>《》〈〉【】\"'“”‘’·•-_/\\&:;。,、", r) {
				return -1
			}
			return r
		}, core)
	} else {
		core = latinWords(core)
		core = strings.Join(strings.Fields(strings.ReplaceAll(core, "&", " AND ")), " ")
	}
	if form == "" {
		return core
	}
	return core + "#" + form
}
