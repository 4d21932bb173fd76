package web

import (
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"asterism/econ"
)

// TestPlantedSupply: of the demo's pairs of supplier and buyer that first trade in 2017 — the last year with new ones — with all later links
// taken away, how many are among the first ten candidates, beside ten drawn from all firms that have a product. Figures of fairness are printed too.
func TestPlantedSupply(t *testing.T) {
	reader, err := fixture.w.Lake().Read(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	query := func(sql string) [][]any {
		rows, err := reader.Query(t.Context(), sql)
		if err != nil {
			t.Fatal(err)
		}
		return rows.Data
	}
	fresh, all := map[string][]string{}, 0
	for _, row := range query("select customer_id, supplier_id from base.supply group by customer_id, supplier_id having min(year) = 2017 order by customer_id, supplier_id") {
		fresh[row[0].(string)] = append(fresh[row[0].(string)], row[1].(string))
	}
	var firms []string
	for _, row := range query("select firm_id from base.firm where main_product is not null order by firm_id") {
		firms = append(firms, row[0].(string))
	}
	n, _ := fixture.w.Graph().Node("measure.match_candidate")
	draw := rand.New(rand.NewPCG(5, 6))
	var hits, chance, small, shown int
	seen := map[string]int{}
	buyers := slices.Sorted(maps.Keys(fresh))
	for i := 0; i < len(buyers); i += 3 {
		buyer := buyers[i]
		sql := strings.ReplaceAll(n.AskInOrder(buyer), "base.supply", "(select * from base.supply where year < 2017)")
		for _, row := range query("select candidate_id, size_class, product_score, network_score from (" + sql + ") as c where role = 'supplier' and not is_linked order by rank limit 10") {
			if row[2] == nil && row[3] == nil {
				t.Errorf("%s: %s has no evidence", buyer, row[0])
			}
			if slices.Contains(fresh[buyer], row[0].(string)) {
				hits++
			}
			seen[row[0].(string)]++
			if shown++; row[1] == "small" || row[1] == "micro" {
				small++
			}
		}
		for range 10 {
			if slices.Contains(fresh[buyer], firms[draw.IntN(len(firms))]) {
				chance++
			}
		}
		all += len(fresh[buyer])
	}
	var places []float64
	for _, firm := range slices.Sorted(maps.Keys(seen)) {
		places = append(places, float64(seen[firm]))
	}
	if all < 20 || shown == 0 {
		t.Fatalf("only %d new links to find again", all)
	}
	t.Logf("%d new links of every third of %d buyers: %d (%.0f %%) in the first ten; %d by ten drawn at random of %d firms", all, len(buyers), hits, 100*float64(hits)/float64(all), chance, len(firms))
	t.Logf("fairness: %d places over %d firms, the most shown %.0f times, Gini of exposure %.2f; %d places of small firms", shown, len(seen), slices.Max(places), econ.Gini(places, false), small)
	if hits < 5*max(chance, 1) {
		t.Errorf("%d found, %d by chance", hits, chance)
	}
}

// TestMatching: the desk by role and filter, the pair with its evidence, the file, and what is not known.
func TestMatching(t *testing.T) {
	reader, err := fixture.w.Lake().Read(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	rows, err := reader.Query(t.Context(), "select customer_id from base.supply where customer_id in (select supplier_id from base.supply) group by customer_id order by count(*) desc, customer_id limit 1")
	if err != nil || len(rows.Data) == 0 {
		t.Fatal(err)
	}
	firm := rows.Data[0][0].(string)
	for _, address := range []string{"/matching", "/matching?q=" + firm, "/matching?firm=" + firm} {
		for _, a := range []string{address, inEnglish("/matching") + strings.TrimPrefix(address, "/matching")} {
			contract(t, a)
		}
	}
	for _, role := range []string{"supplier", "customer", "large", "small", "academy"} {
		if answer, body := (scenario{path: "/matching?fair=50&linked=1&firm=" + firm + "&role=" + role}).ask(t); answer.StatusCode != 200 {
			t.Errorf("role %s: %d %.300s", role, answer.StatusCode, body)
		}
	}
	_, list := scenario{path: "/matching?linked=1&firm=" + firm}.ask(t)
	pair := regexp.MustCompile(`/matching/` + firm + `/[^"&]*`).FindString(string(list))
	if pair == "" {
		t.Fatalf("no candidate of %s", firm)
	}
	contract(t, pair)
	if _, body := (scenario{path: pair}).ask(t); !strings.Contains(string(body), "谁在采购所需产品") || !strings.Contains(string(body), "计入得分") {
		t.Errorf("no evidence at %s", pair)
	}
	for path, want := range map[string]int{"/matching/xlsx?firm=" + firm: 200, "/matching/csv?role=large&firm=" + firm: 200, "/matching/pdf?firm=" + firm: 404, "/matching?firm=nobody": 404, "/matching?role=friend": 400, "/matching?firm=" + firm + "&colour=red": 400, "/matching?fair=101&firm=" + firm: 400, "/matching/" + firm + "/nobody": 404, "/matching/" + firm + "/x?role=large": 400} {
		if answer, _ := (scenario{path: path}).ask(t); answer.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, answer.StatusCode, want)
		}
	}
}
