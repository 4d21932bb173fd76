package workspace

import (
	"testing"

	"asterism/internal/report"
)

// suggested is the word of the rules' suggestion, from the document's numbers.
func suggested(t *testing.T, w *desk, language string, given map[string]string, want string) *report.Document {
	t.Helper()
	d := w.reported("review", language, given)
	if got := d.Numbers["advice.suggestion"]; got != want {
		t.Errorf("review %v: the rules suggest %q, want %q", given, got, want)
	}
	return d
}

func reviewSuggestsByKeyRules(t *testing.T, w *desk) {
	firm := map[string]string{"activity": "merger", "party": "合成甲照明有限公司", "ipc": "H01L33"}
	d := suggested(t, w, "zh", firm, "建议调整") // pledged and key person are high
	suggested(t, w, "en", firm, "adjust")
	numbered(t, d, map[string]string{"party_facts.patent_count": "6", "technology_facts.patent_count": "7", "advice.key_count": "7", "advice.high_count": "2", "advice.medium_count": "2", "advice.unknown_count": "1"})
	levelsOf(t, d, "list", map[string]string{"质押中的权利": "high", "依赖个别发明人": "high", "与他人共有的权利": "medium", "发生过转移的权利": "medium", "合同义务与许可限制": "unknown", "知识产权的价格": "unknown", "涉及无效、异议、诉讼或保全的专利": "low"})
	for name, row := range rowsOf(t, d, "list", "risk_name") {
		if row["risk_level"] == "unknown" && row["risk_finding"] != "<nil>" {
			t.Errorf("%s is unknown and has a finding", name)
		}
		if row["risk_basis"] == "" || row["risk_response"] == "" {
			t.Errorf("%s has no basis or response", name)
		}
	}
	says(t, d, "结论：未作出", "不代替结论", "附件一", "附件二")
}

func reviewOfATechnologyAlone(t *testing.T, w *desk) {
	d := suggested(t, w, "zh", map[string]string{"activity": "standard", "ipc": "H01L33"}, "附条件")
	levelsOf(t, d, "list", map[string]string{"该技术中他人的有效权利": "low", "该技术集中于少数权利人": "unknown", "该技术的境外权利人": "unknown", "标准必要专利的披露与许可承诺": "unknown", "该技术纠纷多": "unknown"})
}

// Of a person the rules about rights say nothing; the patents are told by applicant, for service inventions are the employer's.
func reviewOfATalent(t *testing.T, w *desk) {
	d := suggested(t, w, "zh", map[string]string{"activity": "talent", "party": "合成人员1"}, "不给建议（重点规则都不能判断）")
	if row := rowsOf(t, d, "work", "applicant_name")["合成甲照明有限公司"]; row == nil || row["patent_count"] != "4" {
		t.Error("the inventor's patents are not told by applicant")
	}
	says(t, d, "职务发明的权利属于单位", "主体为个人，不作判断")
}

func reviewAsksForWhatItNeeds(t *testing.T, w *desk) {
	says(t, w.reported("review", "zh", map[string]string{"activity": "merger"}), "请给出主体")
	says(t, w.reported("review", "zh", map[string]string{"activity": "gardening", "ipc": "H01L"}), "没有“gardening”这一活动类型")
}

// Six columns support no rule, so the rules suggest nothing.
func reviewOfShandongKeepsSilent(t *testing.T, w *desk) {
	d := suggested(t, w, "zh", map[string]string{"activity": "investment", "party": "泰山玻璃纤维有限公司", "ipc": "C03B"}, "不给建议（重点规则都不能判断）")
	for _, query := range []string{"risk_law", "risk_technology", "risk_market"} {
		for name, row := range rowsOf(t, d, query, "risk_name") {
			if row["risk_level"] != "unknown" || row["reason"] == "<nil>" {
				t.Errorf("%s is %s (%s)", name, row["risk_level"], row["reason"])
			}
		}
	}
	says(t, d, "按集合统计")
}
