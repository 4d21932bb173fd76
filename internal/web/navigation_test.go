package web

import "testing"

// TestNavigationReports opens the reports of a firm from its pages, with the parameter a reader would type.
func TestNavigationReports(t *testing.T) {
	const party = "12379900XN90000006"
	scenario{path: "/reports/enterprise", has: []string{"input[name=party]", "#offered-party option", "[role=alert]"}}.test(t)
	scenario{path: "/reports/enterprise?party=" + party, has: []string{"h2 = 投资并购", "h2 = 上市准备", "td = 不能判断", "p.subtitle = 合成理工大学"}}.test(t)
	scenario{path: "/en/reports/enterprise?party=" + party, has: []string{"h2 = Before listing", "td = not known", "p.subtitle = 合成理工大学"}}.test(t)
	scenario{path: "/reports/enterprise?party=%E6%97%A0%E4%BA%BA", has: []string{"aside = 没有名为"}}.test(t)
	scenario{path: "/parties/" + party, has: []string{"a.button = 企业导航报告"}}.test(t)
	scenario{path: "/reports/project", has: []string{"select[name=node] option", "input[name=ipc]", "aside = 请选定技术"}}.test(t)
	scenario{path: "/reports/project?ipc=H01&party=" + party, has: []string{"h2 = 研发过程：规避", "td = 不能判断", "strong = 评价结论：未作出"}}.test(t)
	scenario{path: "/en/reports/project?node=electric_vehicles.battery", has: []string{"h2 = Design-around", "p.subtitle = Battery systems", "strong = Evaluation: none yet"}}.test(t)
	scenario{path: "/chains/electric_vehicles/battery", has: []string{"p.lede a = 研发项目导航报告"}}.test(t)
	scenario{path: "/reports/review", has: []string{"select[name=activity] option", "[role=alert] = 活动类型"}}.test(t)
	scenario{path: "/reports/review?activity=merger&party=" + party, has: []string{"h2 = 总体结论", "aside = 规则建议", "strong = 结论：未作出", "td = 不能判断"}}.test(t)
	scenario{path: "/en/reports/review?activity=standard&ipc=H01", has: []string{"h2 = List of risks", "aside = Suggestion of the rules", "strong = Conclusion: none yet"}}.test(t)
	for format, kind := range map[string]string{"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "html": "text/html"} {
		scenario{path: "/reports/enterprise/" + format + "?party=" + party, kind: kind}.test(t)
	}
}
