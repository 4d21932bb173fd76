package web

import (
	"encoding/json"
	"net/url"
	"testing"
)

// anyParty is the id of a party of the fixture.
func anyParty(t *testing.T, where string) string {
	t.Helper()
	body, _ := json.Marshal(map[string]string{"sql": "select party_id from measure.partner_party where " + where + " order by rank limit 1"})
	_, answer := scenario{method: "POST", path: "/api/v1/query", body: string(body)}.ask(t)
	var found struct {
		Items []struct {
			ID string `json:"party_id"`
		}
	}
	if err := json.Unmarshal(answer, &found); err != nil || len(found.Items) != 1 {
		t.Fatalf("%v %s", err, answer)
	}
	return url.PathEscape(found.Items[0].ID)
}

// TestPartners: the planted pair, with its evidence; a firm of the province, of which blocking cannot be assessed; the watch list.
func TestPartners(t *testing.T) {
	scenario{path: "/partners", has: []string{"h1 = 合作伙伴", "#table td a", "#cross_licence", "#category_coverage"}}.test(t)
	scenario{path: "/en/partners", has: []string{"h1 = Partners", "#cross_licence td = SYNTHETIC ALPHA LEUCHTEN GMBH"}}.test(t)
	pair := anyParty(t, "name like 'SYNTHETIC ALPHA%'")
	scenario{path: "/partners/" + pair, has: []string{"#competitor", "#cross_licence td = SYNTHETIC BETA LAMPS BV", "#blocking"}}.test(t)
	local := anyParty(t, "party_type = 'firm' and name not like 'SYNTHETIC%'")
	scenario{path: "/partners/" + local, has: []string{"#competitor td a", "#profile", "p.note = 不能评估", ".figures", ".figures = 被引专利法律状态已知"}, hasNot: []string{"#cross_licence"}}.test(t)
	scenario{path: "/en/partners/" + local, has: []string{"p.note = cannot be assessed"}}.test(t)
	scenario{path: "/watch", has: []string{"h1 = 监测清单", "#table td a"}}.test(t)
	scenario{path: "/watch/" + local, has: []string{"#watch_filing", "p.note = 数据截止日"}}.test(t)
	scenario{path: "/partners/nobody", status: 404}.test(t)
	asked := "/data/tables/measure.watch_filing?party_id=" + local
	scenario{path: asked, has: []string{"h1 = 监测清单", "#table tbody td"}}.test(t)
	scenario{path: "/data/tables/measure.watch_filing", status: 400, has: []string{"main = party_id"}}.test(t)
	for _, table := range []string{"watch_filing", "watch_right"} {
		for _, format := range []string{"xlsx", "csv", "json", "parquet"} {
			scenario{path: "/data/tables/measure." + table + "/" + format + "?party_id=" + local}.test(t)
		}
	}
	firm := anyParty(t, "is_registered")
	scenario{path: "/firms/" + firm, has: []string{"main a.button = 名称与归并依据", "main a.button = 监测清单", "#patents"}}.test(t)
	scenario{path: "/patents?applicant=" + firm, has: []string{"h3 = 申请人写法", "#table tbody tr"}}.test(t)
	scenario{path: "/en/patents?applicant=" + firm, has: []string{"h3 = Names as written"}}.test(t)
	scenario{path: "/patents?applicant=nobody", hasNot: []string{"#table tbody td a", "h3 = 申请人写法"}}.test(t)
	scenario{path: "/partners", empty: true, has: []string{".empty"}}.test(t)
	scenario{path: "/watch", empty: true, has: []string{".empty"}}.test(t)
}
