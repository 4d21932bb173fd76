package forecast

import (
	"compress/gzip"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

type yearly struct{ x, after []float64 }

// m3 are the 645 yearly series of the M3 competition.
func m3(t *testing.T) (list []yearly) {
	t.Helper()
	root := os.Getenv("ASTERISM_DATA")
	if root == "" {
		root = "../../shared/data"
	}
	f, err := os.Open(filepath.Join(root, "clusters", "m3_yearly", "m3_yearly.csv.gz"))
	if err != nil {
		t.Skipf("no test data: %v (set ASTERISM_DATA)", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows[1:] {
		list = append(list, yearly{numbers(r[5]), numbers(r[6])})
	}
	if len(list) != 645 {
		t.Fatalf("%d series", len(list))
	}
	return list
}

func numbers(s string) (list []float64) {
	for _, f := range strings.Fields(s) {
		x, _ := strconv.ParseFloat(f, 64)
		list = append(list, x)
	}
	return list
}

// smape over all series and horizons, as the competition averages it.
func smape(t *testing.T, series []yearly, method string) float64 {
	t.Helper()
	sum, n := 0.0, 0.0
	for _, s := range series {
		f, err := Ahead(s.x, len(s.after), method)
		if err != nil {
			t.Fatal(err)
		}
		for k, y := range s.after {
			sum += 200 * math.Abs(f[k]-y) / (math.Abs(f[k]) + math.Abs(y))
			n++
		}
	}
	return sum / n
}

// TestM3: sMAPE of each method beside what the competition published or a second program computed (cluster-methods: naive 17.8799, drift 16.7904, both
// without anything to fit; Theta 16.97 published, 16.76 recomputed; single smoothing 17.82; damped 17.36; the median of five 15.75).
func TestM3(t *testing.T) {
	series := m3(t)
	for method, want := range map[string][2]float64{"naive": {17.8799, 0.0001}, "drift": {16.7904, 0.0001}, "theta": {16.76, 0.25}, "ses": {17.78, 0.15}, "damped": {17.19, 0.5}, "median": {15.75, 0.15}} {
		got := smape(t, series, method)
		t.Logf("%s: sMAPE %.4f", method, got)
		if math.Abs(got-want[0]) > want[1] {
			t.Errorf("%s: sMAPE %.4f, expected %.4f within %g", method, got, want[0], want[1])
		}
	}
}

// TestM3_intervals: of the values, nominally 80 % lie within.
func TestM3_intervals(t *testing.T) {
	within, n := 0.0, 0.0
	for k, s := range m3(t) {
		if k%3 != 0 {
			continue
		}
		bands, err := Intervals(s.x, len(s.after), "median", 0.8, nil)
		if err != nil {
			t.Fatal(err)
		}
		for h, y := range s.after {
			n++
			if y >= bands[h].Low && y <= bands[h].High {
				within++
			}
		}
	}
	t.Logf("coverage %.4f of %g", within/n, n)
	if c := within / n; c < 0.78 || c > 0.88 {
		t.Errorf("coverage %.4f, not between .78 and .88", c)
	}
}
