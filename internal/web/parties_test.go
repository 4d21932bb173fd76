package web

import (
	"encoding/json"
	"net/url"
	"strconv"
	"testing"
)

// TestParties goes the whole way of names: search, look at two side by side, decide, build, split, take back.
func TestParties(t *testing.T) {
	scenario{path: "/parties", has: []string{"h1 = 名称归并", "#h-queue", "#table tbody tr", "a[download] = XLSX", "ul.figures a"}}.test(t)
	scenario{path: "/en/parties?q=%E5%90%88%E6%88%90", has: []string{"h1 = Names", "#table tbody a"}}.test(t)
	scenario{path: "/parties", empty: true, has: []string{".empty = 还没有名称"}}.test(t)
	scenario{path: "/parties/nobody", status: 404}.test(t)
	scenario{path: "/parties/pair?a=nobody&b=x", status: 404}.test(t)

	two := someParties(t)
	a, b := two[0], two[1]
	page := "/parties/" + url.PathEscape(a.ID)
	scenario{path: page, has: []string{"h1 = " + a.Name, "#names tbody th = " + a.Name, "td = 由此名起算", "input[name=b]"}}.test(t)
	scenario{path: "/en" + page, has: []string{"#h-names = Names and why they are one"}}.test(t)
	scenario{path: "/parties/pair?" + url.Values{"a": {a.ID}, "b": {"没有这样的名称"}}.Encode(), has: []string{"p.empty = 没有这样的主体"}}.test(t)
	scenario{path: "/parties/pair?" + url.Values{"a": {a.ID}, "b": {"合成"}}.Encode(), has: []string{"ul.plain a"}}.test(t)
	scenario{path: "/parties/pair?" + url.Values{"a": {a.ID}, "b": {b.Name}}.Encode(), has: []string{"#h-a = " + a.Name, "#h-b = " + b.Name, "#h-both", "button[value=same]"}}.test(t)

	decide := func(path string, status int, pairs ...string) {
		t.Helper()
		if answer := send(t, "POST", path, formBody(pairs...), "Content-Type", formType); answer.StatusCode != status {
			t.Fatalf("%s %v: %d", path, pairs, answer.StatusCode)
		}
	}
	decide("/parties/decide", 400, "a", a.ID, "b", b.ID, "relation", "same", "reason", " ")
	decide("/parties/decide", 400, "a", a.ID, "b", b.ID, "relation", "cousins", "reason", "r")
	decide("/parties/decide", 303, "a", a.ID, "b", b.ID, "relation", "same", "reason", "同一营业执照")
	merged := lastEdit(t)
	scenario{path: "/parties", has: []string{"form.note = 尚未计算", "#history td = 同一营业执照", "#history strong = 是同一主体"}}.test(t)
	scenario{path: "/data/corrections", hasNot: []string{"td = 同一营业执照", "form.note"}}.test(t)
	build := func() {
		t.Helper()
		if state := finish(t, send(t, "POST", "/data/build", formBody(), "Content-Type", formType)); state != "succeeded" {
			t.Fatal(state)
		}
	}
	build()
	scenario{path: "/parties", hasNot: []string{"form.note"}}.test(t)
	one := partyOf(t, b.Name)
	if one.ID != partyOf(t, a.Name).ID {
		t.Fatalf("%s and %s are not one party", a.Name, b.Name)
	}
	page = "/parties/" + url.PathEscape(one.ID)
	scenario{path: page, has: []string{"#names tbody th = " + a.Name, "#names tbody th = " + b.Name, "#names td = 人工决定", "#names input[type=checkbox]"}}.test(t)
	scenario{path: "/parties/pair?" + url.Values{"a": {one.ID}, "b": {one.ID}}.Encode(), has: []string{"p.note = 已是同一主体"}, hasNot: []string{"button[value=same]"}}.test(t)

	decide(page+"/split", 400, "reason", "r")
	decide(page+"/split", 303, "reason", "看错了", "name", b.Key, "unrelated", "1")
	split := lastEdit(t)
	build()
	if partyOf(t, a.Name).ID == partyOf(t, b.Name).ID {
		t.Error("the split was not made")
	}
	undo := func(id int64, status int, reason string) {
		t.Helper()
		decide("/parties/decisions/"+strconv.FormatInt(id, 10)+"/undo", status, "reason", reason)
	}
	undo(split, 400, "")
	undo(split, 303, "撤回")
	undo(merged, 303, "撤回")
	undo(merged, 409, "再次撤回")
	decide(page+"/unrank", 303, "name", "合成没有此人", "reason", "本人要求")
	undo(lastEdit(t), 303, "撤回")
	build()
	if partyOf(t, a.Name).ID != a.ID || partyOf(t, b.Name).ID != b.ID {
		t.Error("not as before")
	}
}

type someParty struct {
	ID   string `json:"party_id"`
	Name string `json:"name"`
	Key  string `json:"name_key"`
}

// someParties are two applicants with one name each.
func someParties(t *testing.T) []someParty {
	t.Helper()
	return partiesBy(t, "select p.party_id, n.name, n.name_key from base.party as p join base.party_name as n on n.party_id = p.party_id where p.party_type = 'university' and p.name_count = 1 order by p.party_id limit 2", 2)
}

func partyOf(t *testing.T, name string) someParty {
	t.Helper()
	return partiesBy(t, "select party_id, name, name_key from base.party_name where name = '"+name+"'", 1)[0]
}

func partiesBy(t *testing.T, sql string, n int) []someParty {
	t.Helper()
	ask, _ := json.Marshal(map[string]string{"sql": sql})
	_, body := scenario{method: "POST", path: "/api/v1/query", body: string(ask)}.ask(t)
	var found struct{ Items []someParty }
	if err := json.Unmarshal(body, &found); err != nil || len(found.Items) != n {
		t.Fatalf("%v %s", err, body)
	}
	return found.Items
}
