package workspace

import (
	"path/filepath"
	"strings"
	"testing"

	"asterism/internal/demo"
	"asterism/internal/ingest"
)

// TestPlantedBottlenecks finds the planted bottleneck of every chain of the product first, for the province as a whole, and
// its outside holder as the largest.
func TestPlantedBottlenecks(t *testing.T) {
	d := newDesk(t)
	d.only = []string{"measure.chain_bottleneck", "measure.chain_holder"}
	files := filepath.Join(t.TempDir(), "files")
	truth, err := demo.Write(t.Context(), files, demo.Options{Seed: 7, Scale: 0.3}, nil)
	d.must(err)
	_, err = d.Import(t.Context(), "demo", ingest.Request{Paths: []string{files}, Synthetic: true, Complete: demo.Complete()})
	d.must(err)
	d.build()
	first, holder := d.firstNodes()
	tested := 0
	for _, c := range truth.Clusters {
		node, ok := first[c.ID]
		if !ok {
			continue // no chain of this cluster
		}
		tested++
		if wanted := bottleneckNodes[c.ID]; node != c.ID+"."+wanted {
			t.Errorf("%s: first is %s, planted %s (%s)", c.ID, node, wanted, c.Bottleneck)
		} else if holder[node] != c.OutsideHolder {
			t.Errorf("%s: the largest holder is %s, planted %s", node, holder[node], c.OutsideHolder)
		}
	}
	if tested != len(bottleneckNodes) {
		t.Errorf("%d chains have a ranking, wanted %d", tested, len(bottleneckNodes))
	}
}

// bottleneckNodes are the nodes of the product's chains that hold the product of each planted bottleneck.
var bottleneckNodes = map[string]string{"semiconductor_lighting": "epitaxy", "polyurethane": "isocyanate", "marine_biomedicine": "api",
	"lithium_batteries": "separator", "electric_vehicles": "control", "power_distribution": "power_device"}

// firstNodes are the first node of each chain and the largest holder of each node.
func (d *desk) firstNodes() (first, holder map[string]string) {
	d.T.Helper()
	r, err := d.lake.Read(d.Context(), 0)
	d.must(err)
	defer r.Close()
	rows, err := r.Query(d.Context(), "select chain_id, node_id from measure.chain_bottleneck where place_code = '370000' and rank = 1")
	d.must(err)
	first, holder = map[string]string{}, map[string]string{}
	for _, row := range rows.Data {
		chain, node := row[0].(string), row[1].(string)
		if other := first[chain]; other != "" {
			node = strings.Join([]string{other, node}, " and ")
		}
		first[chain] = node
	}
	rows, err = r.Query(d.Context(), "select node_id, name from measure.chain_holder where patent_type = 'invention' and rank = 1")
	d.must(err)
	for _, row := range rows.Data {
		holder[row[0].(string)], _ = row[1].(string)
	}
	return first, holder
}
