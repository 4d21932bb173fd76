package patent

import "strings"

// The legal states of a patent.
const (
	Pending    = "pending"
	InForce    = "in_force"
	Lapsed     = "lapsed"  // ceased before its term: fee not paid, given up
	Expired    = "expired" // term ended
	Withdrawn  = "withdrawn"
	Rejected   = "rejected"
	Revoked    = "revoked" // declared invalid, or revoked in opposition
	StatusNone = "unknown"
)

// phrase is a word of a source and what it means; lists are searched in order, so the finer word stands first.
type phrase struct{ word, means string }

// statusWords as incoPat, PatSnap, CNIPA, Lens and PATENTSCOPE print them, upper case, spaces single.
var statusWords = []phrase{
	{"未缴年费", Lapsed}, {"未缴费", Lapsed}, {"放弃", Lapsed}, {"避免重复授权", Lapsed}, {"避重授权", Lapsed}, {"权利终止", Lapsed}, {"专利权终止", Lapsed},
	{"专利权的终止", Lapsed},
	{"期限届满", Expired}, {"有效期届满", Expired}, {"届满", Expired}, {"EXPIRED", Expired}, {"EXPIRY", Expired},
	{"全部无效", Revoked}, {"宣告无效", Revoked}, {"专利权全部无效", Revoked}, {"撤销", Revoked}, {"REVOKED", Revoked}, {"INVALIDATED", Revoked},
	{"视为撤回", Withdrawn}, {"视撤", Withdrawn}, {"撤回", Withdrawn}, {"视为放弃", Withdrawn}, {"WITHDRAWN", Withdrawn}, {"ABANDONED", Withdrawn},
	{"驳回", Rejected}, {"REJECTED", Rejected}, {"REFUSED", Rejected},
	{"实质审查", Pending}, {"审中", Pending}, {"在审", Pending}, {"公开", Pending}, {"受理", Pending}, {"PCT指定期", Pending}, {"未确认", StatusNone}, {"PENDING", Pending},
	{"APPLICATION PUBLISHED", Pending}, {"UNDER EXAMINATION", Pending},
	{"部分无效", InForce}, {"授权", InForce}, {"有权", InForce}, {"有效", InForce}, {"维持", InForce}, {"恢复", InForce}, {"转移", InForce}, {"许可", InForce}, {"质押", InForce},
	{"ACTIVE", InForce}, {"GRANTED", InForce}, {"IN FORCE", InForce},
	{"DISCONTINUED", Lapsed}, {"INACTIVE", Lapsed}, {"CEASED", Lapsed}, {"LAPSED", Lapsed}, {"失效", Lapsed}, {"无效", Lapsed}, {"终止", Lapsed}, {"DEAD", Lapsed},
}

// statusExact are words that would be found inside others, and PatSnap's numbers.
var statusExact = map[string]string{
	"0": Lapsed, "1": InForce, "2": Pending, "220": Pending, "221": Lapsed, "999": StatusNone,
	"INACTIVE": Lapsed, "UNKNOWN": StatusNone, "无权": Lapsed, "无效": Lapsed, "未缴年费": Lapsed, "PCT-有效期内": Pending, "PCT-有效期满": Lapsed,
	"PCT有效期内": Pending, "PCT有效期满": Lapsed, "PATENTED": InForce, "ALIVE": StatusNone, "INDETERMINATE": StatusNone, // Derwent's word for pending and granted alike
	"公布": Pending, "权利恢复": InForce,
}

// Status turns a source's word for the legal state into the enum. A cell may hold two words ("失效;未缴年费"): the
// finer one counts. ok is false when no word is known.
func Status(raw string) (state string, ok bool) {
	t := strings.Join(strings.Fields(upperASCII(halfWidth(raw))), " ")
	if s, found := statusExact[t]; found {
		return s, true
	}
	for _, p := range statusWords {
		if strings.Contains(t, p.word) {
			return p.means, true
		}
	}
	return StatusNone, false
}

// eventWords classify the text of a legal event (CNIPA's gazette words, INPADOC's English).
var eventWords = []phrase{
	{"质押", "pledge"}, {"保全", "litigation"}, {"诉讼", "litigation"}, {"PLEDGE", "pledge"}, {"SECURITY INTEREST", "pledge"},
	{"许可", "licence"}, {"LICEN", "licence"},
	{"转移", "transfer"}, {"转让", "transfer"}, {"权利人变更", "transfer"}, {"ASSIGN", "transfer"}, {"CHANGE OF OWNER", "transfer"}, {"TRANSFER", "transfer"},
	{"无效", "invalidation"}, {"复审", "examination"}, {"REVOCATION", "invalidation"}, {"INVALID", "invalidation"},
	{"恢复", "restoration"}, {"RESTOR", "restoration"}, {"REINSTAT", "restoration"},
	{"期限延长", "term"}, {"期限补偿", "term"}, {"TERM EXTENSION", "term"}, {"届满", "lapse"}, {"终止", "lapse"}, {"放弃", "lapse"}, {"未缴", "lapse"},
	{"LAPSE", "lapse"}, {"NON-PAYMENT", "lapse"}, {"EXPIR", "lapse"},
	{"撤回", "withdrawal"}, {"WITHDRAW", "withdrawal"}, {"ABANDON", "withdrawal"}, {"驳回", "rejection"}, {"REJECT", "rejection"}, {"REFUS", "rejection"},
	{"撤销", "opposition"}, {"异议", "opposition"}, {"OPPOSITION", "opposition"},
	{"授权", "grant"}, {"GRANT", "grant"}, {"实质审查", "examination"}, {"审查", "examination"}, {"EXAMINATION", "examination"},
	{"公布", "publication"}, {"公开", "publication"}, {"PUBLICATION", "publication"}, {"PUBLISHED", "publication"},
	{"申请", "filing"}, {"受理", "filing"}, {"FILING", "filing"}, {"FILED", "filing"},
}

// patsnapEvents are PatSnap's numbers of events.
var patsnapEvents = map[string]string{
	"61": "transfer", "62": "licence", "63": "pledge", "65": "opposition", "66": "examination", "69": "other", "70": "litigation",
	"72": "invalidation", "75": "other", "76": "term",
}

// EventClass tells the class of a legal event by its code (PatSnap's numbers) or its text: filing, publication,
// examination, grant, lapse, restoration, withdrawal, rejection, transfer, licence, pledge, opposition, invalidation,
// litigation, term, other.
func EventClass(code, text string) string {
	if c, ok := patsnapEvents[strings.TrimSpace(code)]; ok {
		return c
	}
	t := upperASCII(halfWidth(text))
	for _, p := range eventWords {
		if strings.Contains(t, p.word) {
			return p.means
		}
	}
	return "other"
}
