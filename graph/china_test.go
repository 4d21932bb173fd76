package graph

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// chinaSupply reads one half-year of the public supplier → customer graph of Chinese firms (china_supply_chain), loops left out.
func chinaSupply(t testing.TB, date string) (supplier, customer []uint32) {
	t.Helper()
	root := os.Getenv("ASTERISM_DATA")
	if root == "" {
		root = "../../shared/data"
	}
	f, err := os.Open(filepath.Join(root, "clusters", "china_supply_chain", "A_"+date+".csv.gz"))
	if err != nil {
		t.Skipf("no test data: %v (set ASTERISM_DATA)", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	for lines.Scan() {
		var a, b uint32
		if strings.HasPrefix(lines.Text(), "supplier") {
			continue
		}
		if _, err := fmt.Sscanf(lines.Text(), "%d,%d", &a, &b); err != nil {
			t.Fatal(err)
		}
		if a != b {
			supplier, customer = append(supplier, a), append(customer, b)
		}
	}
	return supplier, customer
}
