package workspace

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"asterism/internal/chain"
	"asterism/internal/demo"
	"asterism/internal/fail"
	"asterism/internal/ingest"
)

// TestPlantedBottlenecks finds the planted bottleneck of every chain of the product first, for the province as a whole, and
// its outside holder as the largest.
func TestPlantedBottlenecks(t *testing.T) {
	d := newDesk(t)
	d.only = []string{"measure.chain_bottleneck", "measure.chain_holder", "measure.found_overlap"}
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
	t.Run("found", func(t *testing.T) { d.plantedFound(t, truth) })
	t.Run("counts", d.countsAgree)
	t.Run("versions", d.chainVersions)
}

// countsAgree: what the page counts while a chain is edited is the size of the node that the build makes, of every node.
func (d *desk) countsAgree(t *testing.T) {
	r, err := d.lake.Read(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	rows, err := r.Query(t.Context(), "select c.node_id, count(*), count(case when p.patent_type = 'invention' then 1 end), count(case when c.membership <> 'class' then 1 end) from base.chain_patent as c join base.patent as p on p.patent_id = c.patent_id group by c.node_id")
	if err != nil {
		t.Fatal(err)
	}
	built := map[string][]any{}
	for _, row := range rows.Data {
		built[row[0].(string)] = row
	}
	chains, err := d.Chains()
	if err != nil {
		t.Fatal(err)
	}
	nodes := 0
	for _, c := range chains {
		if ok, err := d.ChainBuilt(t.Context(), r, c); !ok || err != nil {
			t.Errorf("%s: built %v %v", c.ID, ok, err)
		}
		counts, err := d.CountChain(t.Context(), r, c)
		if err != nil || len(counts.Faults) > 0 {
			t.Fatal(err, counts)
		}
		for _, n := range counts.Nodes {
			id := strings.TrimSuffix(c.ID+"."+n.Node, ".")
			row := built[id]
			if row == nil {
				row = []any{id, int64(0), int64(0)}
			}
			if row[1] != int64(n.Total) || row[2] != int64(n.Inventions) {
				t.Errorf("%s: the page counts %d, %d inventions; built are %v", id, n.Total, n.Inventions, row)
			}
			if nodes++; n.Problem != nil {
				t.Errorf("%s: %v", id, n.Problem)
			}
		}
	}
	if nodes < 70 || len(built) < 40 {
		t.Errorf("%d nodes, %d with patents", nodes, len(built))
	}
}

// chainVersions: a chain saved is in force and counted by the next build, in any language of queries; former versions and the product's
// own come back; a writer who read another version is told.
func (d *desk) chainVersions(t *testing.T) {
	ctx, id := t.Context(), "lithium_batteries"
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	shipped, err := d.ChainFile(id)
	must(err)
	c, err := d.ChainAt(ctx, id, 0)
	must(err)
	c.Find("separator").Query, c.Find("separator").Dialect = "TA:(隔膜 OR 隔离膜)", "patsnap"
	v, err := d.SaveChain(ctx, "li", "加隔离膜", shipped.State, c)
	must(err)
	if v.Version != 1 || v.Note != "加隔离膜" {
		t.Errorf("%+v", v)
	}
	if _, err := d.SaveChain(ctx, "wang", "晚了一步", shipped.State, c); fail.KindOf(err) != fail.Conflict {
		t.Errorf("two writers of one version: %v", err)
	}
	bad := *c
	bad.Nodes = append([]chain.Node{{ID: "x", Query: "隔膜 OR ("}}, c.Nodes...)
	bad.Nodes[0].Title.Zh = "坏"
	own, err := d.ChainFile(id)
	must(err)
	if _, err := d.SaveChain(ctx, "li", "", own.State, &bad); fail.KindOf(err) != fail.Invalid {
		t.Errorf("a faulty query: %v", err)
	}
	d.isBuilt(t, id, false)
	d.build()
	d.isBuilt(t, id, true)
	t.Run("after the build", d.countsAgree)

	must(os.WriteFile(d.ownChain(id), bytes.Replace(own.Data, []byte("隔离膜"), []byte("微孔膜"), 1), 0o644)) // changed as a file
	if now, err := d.Chain(id); err != nil || now.Find("separator").Query != "TA:(隔膜 OR 微孔膜)" {
		t.Errorf("%v %+v", err, now)
	}
	_, err = d.RestoreChain(ctx, "li", "回到产品", id, 0)
	must(err)
	if f, err := d.ChainFile(id); err != nil || f.Own || f.State != shipped.State {
		t.Errorf("%+v %v", f, err)
	}
	_, err = d.RestoreChain(ctx, "li", "再用第一版", id, 1)
	must(err)
	versions, err := d.store.ChainVersions(ctx, id)
	must(err)
	var told []string
	for _, v := range versions {
		told = append(told, fmt.Sprintf("%d%s %v", v.Version, v.Note, v.Body != ""))
	}
	if got := strings.Join(told, "|"); got != "4再用第一版 true|3回到产品 false|2工作区文件 · file of the workspace true|1加隔离膜 true" {
		t.Error(got)
	}
	if f, err := d.ChainFile(id); err != nil || string(f.Data) != string(own.Data) {
		t.Errorf("%v", err)
	}
}

func (d *desk) isBuilt(t *testing.T, id string, want bool) {
	t.Helper()
	c, err := d.Chain(id)
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.lake.Read(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if built, err := d.ChainBuilt(t.Context(), r, c); err != nil || built != want {
		t.Errorf("built %v %v, wanted %v", built, err, want)
	}
}

// bottleneckNodes are the nodes of the product's chains that hold the product of each planted bottleneck.
var bottleneckNodes = map[string]string{"semiconductor_lighting": "epitaxy", "polyurethane": "isocyanate", "marine_biomedicine": "api",
	"lithium_batteries": "separator", "electric_vehicles": "control", "power_distribution": "power_device",
	"machine_tools": "cnc", "mining_machinery": "control", "petroleum_equipment": "downhole_tools"}

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
