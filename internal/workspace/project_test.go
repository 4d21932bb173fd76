package workspace

import "testing"

func projectReckonsTheTechnology(t *testing.T, w *desk) {
	given := map[string]string{"ipc": "H01L33", "party": "合成甲照明有限公司"}
	d := w.reported("project", "zh", given)
	w.reported("project", "en", given)
	numbered(t, d, map[string]string{"facts.patent_count": "7", "facts.invention_count": "6", "facts.holder_count": "2", "facts.in_force_count": "5", "facts.own_count": "4", "avoid_facts.right_count": "2", "avoid_facts.invention_count": "2"})
	levelsOf(t, d, "risks", map[string]string{"该技术中他人的有效权利": "low", "该技术申请下降": "unknown", "主体在该技术中份额小": "unknown", "依赖个别发明人": "high", "权利要求比对": "unknown"})
	for title := range rowsOf(t, d, "avoid", "title") {
		if title != "合成灯七" && title != "合成灯八" {
			t.Errorf("%s is in the way: it is own, or has ended", title)
		}
	}
	if len(rowsOf(t, d, "gaps", "main_group")) > 0 {
		t.Error("the firm has inventions in force in every branch")
	}
	sign := w.reported("project", "zh", map[string]string{"ipc": "G09F9", "party": "合成甲照明有限公司"})
	if gap := rowsOf(t, sign, "gaps", "main_group")["G09F9/00"]; gap == nil || gap["layout_gap"] != "no_invention" {
		t.Error("a utility model alone is a gap")
	}
	says(t, d, "按集合统计", "评价结论：未作出", "不给增长")
}

// Conditions hold together, and without any the report asks for one instead of taking everything.
func projectAsksForATechnology(t *testing.T, w *desk) {
	d := w.reported("project", "zh", map[string]string{"words": "灯七", "ipc": "h01l33/00"})
	numbered(t, d, map[string]string{"facts.patent_count": "1"})
	says(t, d, "没有选定承担单位")
	says(t, w.reported("project", "zh", nil), "请选定技术")
	says(t, w.reported("project", "zh", map[string]string{"words": "无此字词"}), "数据中没有符合所选技术的专利")
	says(t, w.reported("project", "zh", map[string]string{"ipc": "H01L33", "party": "无此单位"}), "没有名为“无此单位”的申请人")
}
