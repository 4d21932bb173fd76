package workspace

import (
	"testing"

	"asterism/internal/demo"
)

// plantedFound: every planted cluster is found again from places and industries alone, nearly pure; what is found beside is unsteady.
func (d *desk) plantedFound(t *testing.T, truth *demo.Truth) {
	r, err := d.lake.Read(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	rows, err := r.Query(t.Context(), "select o.cluster_id, o.recall_share, o.precision_share, o.distance_km, c.stability from measure.found_overlap as o join measure.found_cluster as c on c.found_id = o.found_id where o.is_match and o.basis = 'space' order by o.cluster_id")
	if err != nil {
		t.Fatal(err)
	}
	found, recall, precision, least := map[string]bool{}, 0.0, 0.0, 1.0
	for _, row := range rows.Data {
		found[row[0].(string)] = true
		recall, precision, least = recall+row[1].(float64), precision+row[2].(float64), min(least, row[4].(float64))
		if row[3].(float64) > 20 {
			t.Errorf("%s: found %.1f km off", row[0], row[3])
		}
	}
	for _, c := range truth.Clusters {
		if !found[c.ID] {
			t.Errorf("%s is not found", c.ID)
		}
	}
	n := float64(len(found))
	t.Logf("%d of %d planted clusters found by density: mean recall %.3f, mean precision %.3f, least stability %.3f", len(found), len(truth.Clusters), recall/n, precision/n, least)
	if recall/n < 0.7 || precision/n < 0.9 {
		t.Errorf("recall %.3f, precision %.3f", recall/n, precision/n)
	}
	for basis, least := range map[string]int64{"joint": 12, "supply": 12} {
		rows, err := r.Query(t.Context(), "select count(*), avg(recall_share), avg(precision_share) from measure.found_overlap where is_match and basis = '"+basis+"'")
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d of %d planted clusters found by %s: mean recall %.3f, mean precision %.3f", rows.Data[0][0], len(truth.Clusters), basis, rows.Data[0][1], rows.Data[0][2])
		if rows.Data[0][0].(int64) < least {
			t.Errorf("%s: %v", basis, rows.Data[0])
		}
	}
	people, err := r.Query(t.Context(), "select count(*), avg(recall_share), avg(precision_share), count(case when 2 * shared_count >= member_count then 1 end) from measure.found_overlap where is_match and basis = 'inventor'")
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d of %d planted clusters found by inventors within a field: mean recall %.3f, mean precision %.3f; %d of them hold half of the inventors of all fields", people.Data[0][0], len(truth.Clusters), people.Data[0][1], people.Data[0][2], people.Data[0][3])
	if people.Data[0][0].(int64) < 12 || people.Data[0][2].(float64) < 0.8 {
		t.Errorf("by inventors: %v", people.Data[0])
	}
	placed, err := r.Query(t.Context(), "select count(*), count(site_firm_id), count(distinct party_id), count(case when site_firm_id is not null and 2 * site_patent_count <= patent_count then 1 end) from measure.inventor_site")
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d of %d inventors placed", placed.Data[0][1], placed.Data[0][0])
	if row := placed.Data[0]; row[0] != row[2] || row[3] != int64(0) || row[1].(int64) == 0 {
		t.Errorf("sites: %v", row)
	}
	others, err := r.Query(t.Context(), "select count(*), count(case when c.stability >= 0.75 and c.quotient >= 2 and c.firm_count >= 10 then 1 end) from measure.found_cluster as c left join measure.found_overlap as o on o.found_id = c.found_id and o.is_match where o.cluster_id is null and c.basis = 'space'")
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d found that nobody planted, %d of them large, stable and special", others.Data[0][0], others.Data[0][1])
	if others.Data[0][1] != int64(0) {
		t.Errorf("%d clusters that nobody planted look real", others.Data[0][1])
	}
}
