package web

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// TestPlantedSoleSuppliers: the product that one firm alone supplies was planted in every cluster; found again among as many first products, and its
// supplier among as many firms whose standstill costs most. Prints how many.
func TestPlantedSoleSuppliers(t *testing.T) {
	rank := map[string]int64{}
	for _, sql := range []string{"select product_key, rank from measure.supply_product", "select firm_id, rank from measure.supply_firm"} {
		for _, row := range planted(t, sql) {
			rank[row[0].(string)] = row[1].(int64)
		}
	}
	products, firms, all := 0, 0, 0
	truth := plantedTruth(t)
	for _, c := range truth.Clusters {
		if _, sold := rank[c.BottleneckCode]; !sold {
			continue // at this size nobody of the next node may buy
		}
		all++
		if rank[c.BottleneckCode] <= int64(len(truth.Clusters)) {
			products++
		}
		if n := rank[c.SoleSupplier]; n > 0 && n <= 2*int64(len(truth.Clusters)) {
			firms++
		}
	}
	t.Logf("of %d planted sole suppliers %d products are among the first %d, %d firms among the first %d", all, products, len(truth.Clusters), firms, 2*len(truth.Clusters))
	if all < 10 || products < all*3/4 || firms < all*3/4 {
		t.Errorf("of %d planted sole suppliers found: %d products, %d firms", all, products, firms)
	}
}

// TestStandstill: what one firm's standstill costs is its ESRI as the build made it, and the firms hit are told with what they lack.
func TestStandstill(t *testing.T) {
	row := planted(t, "select firm_id, hit_count from measure.supply_firm where is_sole order by rank limit 1")[0]
	_, body := scenario{path: "/risk?firm=" + row[0].(string)}.ask(t)
	page := string(body)
	i := strings.Index(page, `id="standstill"`)
	if i < 0 {
		t.Fatal("no answer")
	}
	hits := regexp.MustCompile(`受损企业</span><span class="value"><a[^>]*>([\d,]+)</a>`).FindStringSubmatch(page[i:])
	if hits == nil || hits[1] != fmt.Sprint(row[1]) {
		t.Errorf("the page tells of %v firms hit, the table of %v", hits, row[1])
	}
	if !strings.Contains(page[i:], "缺 ") {
		t.Error("no input is named over which the loss comes")
	}
}
