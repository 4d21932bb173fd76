package ingest

import (
	"strings"
	"unicode/utf8"

	"asterism/text"
)

// The words sources use, folded (NFKC, lower case), to the words of the raw tables.

var typeWords = map[string]string{
	"发明": "invention", "发明专利": "invention", "发明申请": "invention", "发明公开": "invention", "发明公布": "invention",
	"发明授权": "invention", "发明专利申请": "invention", "授权发明": "invention", "pct发明": "invention", "中国发明专利": "invention",
	"invention": "invention", "utility": "invention", "utility patent": "invention", "patent application": "invention",
	"granted patent": "invention", "invention patent": "invention", "10": "invention", "1": "invention", "8": "invention",
	"实用新型": "utility_model", "实用新型专利": "utility_model", "新型": "utility_model", "pct实用新型": "utility_model",
	"utility model": "utility_model", "utility_model": "utility_model", "20": "utility_model", "2": "utility_model", "9": "utility_model",
	"limited patent": "utility_model",
	"外观":             "design", "外观设计": "design", "外观设计专利": "design", "design": "design", "design right": "design",
	"design patent": "design", "30": "design", "3": "design",
	"plant": "plant", "plant patent": "plant", "植物": "plant", "植物专利": "plant",
	"reissue": "invention", "other": "other", "其他": "other", "其它": "other",
}

func fold(s string) string { return strings.ToLower(text.Fold(s)) }

func typeNamed(raw string) string {
	if raw == "" {
		return ""
	}
	return typeWords[fold(raw)]
}

// statusWords are matched as parts, in this order: 未授权 must not read as 授权.
var statusWords = []struct{ part, status string }{
	{"无效宣告", "revoked"}, {"全部无效", "revoked"}, {"宣告无效", "revoked"}, {"revoked", "revoked"}, {"invalidated", "revoked"},
	{"届满", "expired"}, {"期满", "expired"}, {"expired", "expired"},
	{"驳回", "rejected"}, {"rejected", "rejected"}, {"refused", "rejected"},
	{"撤回", "withdrawn"}, {"放弃", "withdrawn"}, {"withdrawn", "withdrawn"}, {"discontinued", "withdrawn"}, {"abandoned", "withdrawn"},
	{"未缴年费", "lapsed"}, {"失效", "lapsed"}, {"终止", "lapsed"}, {"无权", "lapsed"}, {"inactive", "lapsed"}, {"lapsed", "lapsed"}, {"ceased", "lapsed"},
	{"审中", "pending"}, {"实质审查", "pending"}, {"实审", "pending"}, {"在审", "pending"}, {"公开", "pending"}, {"未授权", "pending"},
	{"pending", "pending"}, {"published", "pending"}, {"application", "pending"},
	{"有效", "in_force"}, {"有权", "in_force"}, {"授权", "in_force"}, {"权利维持", "in_force"},
	{"dead", "lapsed"}, {"active", "in_force"}, {"in force", "in_force"}, {"granted", "in_force"}, {"patented", "in_force"},
}

func statusOf(raw string) string {
	if raw == "" {
		return ""
	}
	key := fold(raw)
	for _, w := range statusWords {
		if strings.Contains(key, w.part) {
			return w.status
		}
	}
	return "unknown"
}

var eventWords = []struct{ part, class string }{
	{"无效", "invalidation"}, {"复审", "rejection"}, {"异议", "opposition"}, {"诉讼", "litigation"}, {"质押", "pledge"}, {"保全", "litigation"},
	{"转移", "transfer"}, {"转让", "transfer"}, {"变更", "transfer"}, {"许可", "licence"}, {"恢复", "restoration"},
	{"届满", "term"}, {"期限", "term"}, {"终止", "lapse"}, {"失效", "lapse"}, {"驳回", "rejection"}, {"撤回", "withdrawal"},
	{"放弃", "withdrawal"}, {"授权", "grant"}, {"实质审查", "examination"}, {"公开", "publication"}, {"公布", "publication"}, {"申请", "filing"},
	{"invalid", "invalidation"}, {"oppos", "opposition"}, {"litig", "litigation"}, {"pledge", "pledge"}, {"assign", "transfer"},
	{"transfer", "transfer"}, {"licen", "licence"}, {"restor", "restoration"}, {"lapse", "lapse"}, {"withdraw", "withdrawal"},
	{"reject", "rejection"}, {"refus", "rejection"}, {"grant", "grant"}, {"examin", "examination"}, {"publi", "publication"}, {"fil", "filing"},
}

var eventClasses = map[string]bool{"filing": true, "publication": true, "examination": true, "grant": true, "lapse": true,
	"restoration": true, "withdrawal": true, "rejection": true, "transfer": true, "licence": true, "pledge": true, "opposition": true,
	"invalidation": true, "litigation": true, "term": true, "other": true}

// eventClass takes the class as the format tells it, else reads it out of the words of the event.
func eventClass(e PatentEvent) string {
	if eventClasses[e.Class] {
		return e.Class
	}
	key := fold(e.Class + " " + e.Text)
	for _, w := range eventWords {
		if strings.Contains(key, w.part) {
			return w.class
		}
	}
	return "other"
}

var originWords = map[string]string{
	"cited by examiner": "examiner", "examiner": "examiner", "exa": "examiner", "审查员": "examiner", "examination": "examiner",
	"cited by applicant": "applicant", "applicant": "applicant", "app": "applicant", "cited by other": "applicant", "申请人": "applicant",
	"sea": "search", "isr": "search", "search": "search", "sup": "search", "pre-grant search": "search", "检索": "search",
	"opposition": "opposition", "opp": "opposition", "异议": "opposition", "other": "other",
}

func originOf(raw string) string {
	if o := originWords[fold(raw)]; o != "" {
		return o
	}
	if raw == "" {
		return "unknown"
	}
	return "other"
}

var partyWords = map[string]string{
	"firm": "firm", "university": "university", "institute": "institute", "government": "government", "individual": "individual", "other": "other",
	"企业": "firm", "公司": "firm", "工矿企业": "firm", "大专院校": "university", "院校": "university", "高校": "university",
	"科研单位": "institute", "科研机构": "institute", "研究机构": "institute", "机关团体": "government", "机关": "government",
	"政府": "government", "个人": "individual", "其他": "other", "company": "firm", "academic": "university", "person": "individual",
}

// partyType takes the type the source states, else what the name tells; inventors and agents are persons.
func partyType(p *PatentParty, byName string) string {
	if p.Type != "" {
		if t := partyWords[fold(p.Type)]; t != "" {
			return t
		}
	}
	switch p.Role {
	case "inventor", "agent", "examiner":
		return "individual"
	case "agency":
		return "firm"
	}
	return byName
}

// languageOf is the language the text or its record states, else the script tells: Chinese, Japanese, Korean. Latin
// script tells nothing.
func languageOf(t PatentText, record string) string {
	if t.Language != "" {
		return strings.ToLower(t.Language)
	}
	if l := scriptLanguage(t.Body); l != "" {
		return l
	}
	return strings.ToLower(record)
}

func scriptLanguage(body string) string {
	han, seen := false, 0
	for i := 0; i < len(body) && seen < 100; seen++ {
		c := body[i]
		switch {
		case c < 0x80:
			i++
			continue
		case c >= 0xE5 && c <= 0xE9 && i+2 < len(body): // Chinese characters as they are written in nearly all texts
			han = true
			i += 3
			continue
		}
		r, size := utf8.DecodeRuneInString(body[i:])
		i += size
		switch {
		case r >= 0x3040 && r <= 0x30FF:
			return "ja"
		case r >= 0xAC00 && r <= 0xD7A3:
			return "ko"
		case r >= 0x4E00 && r <= 0x9FFF:
			han = true
		}
	}
	if han {
		return "zh"
	}
	return ""
}
