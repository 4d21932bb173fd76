package web

import (
	"strings"
	"testing"
)

// TestPlantedBackbones: the three backbone firms planted in every cluster, found again among the first of its members. Prints how many.
func TestPlantedBackbones(t *testing.T) {
	rank := map[string]int64{}
	for _, row := range planted(t, "select cluster_id || firm_id, rank from measure.backbone where rank is not null") {
		rank[row[0].(string)] = row[1].(int64)
	}
	found, all := [3]int{}, 0
	for _, c := range plantedTruth(t).Clusters {
		for _, firm := range c.Backbone {
			all++
			for i, k := range []int64{3, 5, 10} {
				if n := rank[c.ID+firm]; n > 0 && n <= k {
					found[i]++
				}
			}
		}
	}
	t.Logf("of %d planted backbone firms %d are among the first 3 of their cluster, %d among 5, %d among 10", all, found[0], found[1], found[2])
	if all != 54 || found[0] < 36 || found[2] < 44 {
		t.Errorf("of %d planted backbone firms %v found among the first 3, 5 and 10", all, found)
	}
}

// TestBackboneEvidence: what a piece of evidence opens has as many rows as it counts.
func TestBackboneEvidence(t *testing.T) {
	c := plantedTruth(t).Clusters[0]
	page := "/backbone?cluster=" + c.ID + "&firm=" + c.Backbone[0]
	if _, body := (scenario{path: page}).ask(t); !strings.Contains(string(body), `id="evidence"`) {
		t.Errorf("%s shows no evidence", page)
	}
	for _, row := range planted(t, "select evidence, value from measure.backbone_value where cluster_id = '"+c.ID+"' and firm_id = '"+c.Backbone[0]+"'") {
		name, tables := row[0].(string), map[string]string{
			"standard_count": "select count(distinct standard_number) from base.standard where firm_id = ", "platform_count": "select count(*) from base.platform where host_id = ",
			"alliance_count":  "select count(*) from base.alliance where leader_id = ",
			"invention_count": "select count(distinct a.patent_id) from base.patent_party as a join base.patent as p on p.patent_id = a.patent_id where a.role = 'applicant' and p.patent_type = 'invention' and p.legal_status = 'in_force' and a.party_id = "}
		if sql := tables[name]; sql != "" {
			if n := planted(t, sql+"'"+c.Backbone[0]+"'")[0][0]; row[1] != float64(n.(int64)) {
				t.Errorf("%s is %v; its rows are %v", name, row[1], n)
			}
		}
	}
}

// TestBackboneBlocks: the cluster's page has the head of the list, the firm's page its own evidence.
func TestBackboneBlocks(t *testing.T) {
	c := plantedTruth(t).Clusters[0]
	for path, has := range map[string]string{"/clusters/" + c.ID: `id="backbone"`, "/firms/" + c.Backbone[0]: `id="evidence"`} {
		if _, body := (scenario{path: path}).ask(t); !strings.Contains(string(body), has) {
			t.Errorf("%s has no %s", path, has)
		}
	}
}
