package chain

import (
	"bufio"
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"asterism/content"
	"asterism/internal/finding"

	"github.com/google/go-cmp/cmp"
)

// balanced stands for the languages of package search, which this package may not import.
func balanced(_, query string) error {
	if strings.Count(query, "(") != strings.Count(query, ")") {
		return errors.New("bracket")
	}
	return nil
}

func product(t testing.TB) []*Chain {
	t.Helper()
	chains, found, err := Load(content.FS, balanced)
	if err != nil || len(found) > 0 {
		t.Fatalf("%v %+v", err, found)
	}
	return chains
}

// TestLoad_product: nine chains of the plan in depth, with every stage and the four roles the policy names (二(二)).
func TestLoad_product(t *testing.T) {
	known := map[string]bool{}
	for _, c := range product(t) {
		known[c.ID] = true
		stages, roles, nodes, queries := map[string]int{}, map[string]int{}, 0, 0
		c.Each(func(n *Node, _ int, _ string) {
			stages[n.Stage]++
			roles[n.Role]++
			nodes++
			if n.Query != "" {
				queries++
			}
		})
		for _, s := range Stages {
			if stages[s] == 0 {
				t.Errorf("%s: no node is %s", c.ID, s)
			}
		}
		if nodes < 9 || queries < 8 || len(c.Scope) == 0 || len(roles) < 3 || c.Source.Zh == "" {
			t.Errorf("%s: %d nodes, %d queries, roles %v", c.ID, nodes, queries, roles)
		}
	}
	for _, id := range []string{"semiconductor_lighting", "polyurethane", "marine_biomedicine", "lithium_batteries", "electric_vehicles", "power_distribution", "machine_tools", "mining_machinery", "petroleum_equipment"} {
		if !known[id] {
			t.Errorf("no chain %s", id)
		}
	}
}

// TestLoad_classesExist looks every symbol up in the IPC of today (2026.01) or of 2016.01.
func TestLoad_classesExist(t *testing.T) {
	known := map[string]bool{}
	for _, name := range []string{"ipc_2026_zh_titles.tsv.gz", "ipc_hierarchy_patstat.tsv.gz"} {
		readSymbols(t, name, known)
	}
	for _, c := range product(t) {
		for _, s := range c.Scope {
			if !known[s] {
				t.Errorf("%s: scope %s is no class", c.ID, s)
			}
		}
		c.Each(func(n *Node, _ int, _ string) {
			for _, s := range n.Classes {
				if !known[s] {
					t.Errorf("%s.%s: the IPC has no %s", c.ID, n.ID, s)
				}
			}
		})
	}
}

func readSymbols(t *testing.T, name string, known map[string]bool) {
	t.Helper()
	dir := os.Getenv("ASTERISM_DATA")
	if dir == "" {
		dir = "../../../shared/data"
	}
	f, err := os.Open(filepath.Join(dir, "patents/classification", name))
	if err != nil {
		t.Skipf("no class titles to check against (ASTERISM_DATA): %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(z); lines.Scan(); {
		symbol, _, _ := strings.Cut(lines.Text(), "\t")
		symbol = strings.ReplaceAll(symbol, " ", "")
		known[symbol] = true
		known[symbol[:min(3, len(symbol))]], known[symbol[:min(4, len(symbol))]] = true, true
	}
}

const small = `id: small
title: {zh: 小链, en: small}
scope: [H01L]
nodes:
  - id: a
    title: {zh: 甲, en: a}
    stage: upstream
    role: key_material
    classes: [H01L33/00]
    query: 外延 OR 芯片
    nodes:
      - id: b
        title: {zh: 乙, en: b}
        classes: [H01L33/06]
`

// TestDecode_faults: each fault names file, line, field and value.
func TestDecode_faults(t *testing.T) {
	for _, tc := range []struct {
		name, from, to string
		code           string
		line           int64
		field          string
	}{
		{"other name", "id: small", "id: other", "chain.id", 1, "id"},
		{"one language", "en: small", "de: klein", "chain.unreadable", 2, ""},
		{"scope", "[H01L]", "[H01L33]", "chain.scope", 3, "scope[0]"},
		{"stage", "stage: upstream", "stage: top", "chain.stage", 7, "nodes[0].stage"},
		{"role", "role: key_material", "role: material", "chain.role", 8, "nodes[0].role"},
		{"class", "[H01L33/00]", "[H01L33/00, H01L 33]", "chain.class", 9, "nodes[0].classes[1]"},
		{"query", "外延 OR 芯片", "外延 OR (芯片", "chain.query", 10, "nodes[0].query"},
		{"twice", "id: b", "id: a", "chain.twice", 12, "nodes[0].nodes[0].id"},
		{"key", "role: key_material", "rolle: key_material", "chain.unreadable", 8, ""},
		{"anchor", "nodes:\n  - id: a", "nodes:\n  - &x\n    id: a", "chain.anchor", 5, ""},
		{"nothing", "        classes: [H01L33/06]\n", "", "chain.nothing", 12, "nodes[0].nodes[0]"},
		{"syntax", "scope: [H01L]", "scope: [H01L", "chain.unreadable", 4, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			body := strings.Replace(small, tc.from, tc.to, 1)
			if body == small {
				t.Fatal("the case changes nothing")
			}
			c, found := Decode("chains/small.yaml", []byte(body), balanced)
			if c != nil || len(found) == 0 {
				t.Fatal("no fault was found")
			}
			f := found[0]
			if f.File != "chains/small.yaml" || f.Code != tc.code || f.Line != tc.line || f.Field != tc.field || f.Severity != finding.Error {
				t.Errorf("%+v", f)
			}
		})
	}
}

// TestLoad_goodOnesLoad: a faulty file costs itself only, and a file of the same name in front hides the other.
func TestLoad_goodOnesLoad(t *testing.T) {
	chains, found, err := Load(fstest.MapFS{"chains/bad.yaml": {Data: []byte("id: bad")}, "chains/small.yaml": {Data: []byte(small)}}, balanced)
	if err != nil || len(chains) != 1 || chains[0].ID != "small" || len(found) == 0 {
		t.Fatalf("%v %v %+v", err, chains, found)
	}
}

func TestEncode_roundTrip(t *testing.T) {
	for _, c := range product(t) {
		data, err := Encode(c)
		if err != nil {
			t.Fatal(err)
		}
		back, found := Decode("chains/"+c.ID+".yaml", data, balanced)
		if diff := cmp.Diff(c, back); diff != "" || len(found) > 0 {
			t.Errorf("%s: %+v\n%s", c.ID, found, diff)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte("id: x\nnodes: [[[[{"))
	f.Add([]byte("a: &a [*a]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, found := Decode("chains/small.yaml", data, balanced)
		if (c == nil) == (len(found) == 0) {
			t.Fatalf("chain %v with findings %v", c, found)
		}
		if c == nil {
			return
		}
		again, err := Encode(c)
		if err != nil {
			t.Fatal(err)
		}
		if back, found := Decode("chains/small.yaml", again, balanced); back == nil {
			t.Fatalf("written anew it is faulty: %+v\n%s", found, again)
		}
	})
}
