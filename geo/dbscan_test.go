package geo

import (
	"encoding/csv"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"testing"
)

// sharedRows reads a CSV file of the test data, its header first.
func sharedRows(t *testing.T, name ...string) [][]string {
	t.Helper()
	root := os.Getenv("ASTERISM_DATA")
	if root == "" {
		root = "../../shared/data"
	}
	f, err := os.Open(filepath.Join(append([]string{root}, name...)...))
	if err != nil {
		t.Skipf("no test data: %v (set ASTERISM_DATA)", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func float(t *testing.T, text string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// TestDBSCAN_published: 617 practices of health in Göttingen (R package REAT), labels of scikit-learn 1.2.1 (haversine, R = 6371.0088 km): 25, 11 and 5 clusters, 135, 171 and 180 points of noise.
// The numbering is scikit-learn's, so that labels are the same one by one.
func TestDBSCAN_published(t *testing.T) {
	rows := sharedRows(t, "clusters", "dbscan_points", "expected_dbscan_goettingenhealth1.csv")[1:]
	var lat, lon []float64
	for _, r := range rows {
		lat, lon = append(lat, float(t, r[1])), append(lon, float(t, r[2]))
	}
	for column, c := range []struct {
		km, least       float64
		clusters, noise int
	}{{1, 5, 25, 135}, {2, 10, 11, 171}, {5, 20, 5, 180}} {
		got, err := DBSCAN(lat, lon, nil, c.km, c.least)
		if err != nil {
			t.Fatal(err)
		}
		noise := 0
		for i, r := range rows {
			if strconv.Itoa(int(got.Cluster[i])) != r[3+column] {
				t.Errorf("%g km: point %s in %d, want %s", c.km, r[0], got.Cluster[i], r[3+column])
			}
			if got.Cluster[i] == Noise {
				noise++
			}
		}
		if got.Count != c.clusters || noise != c.noise {
			t.Errorf("%g km: %d clusters and %d of noise, want %d and %d", c.km, got.Count, noise, c.clusters, c.noise)
		}
	}
}

// Haversine distance in km, for references.
func haversine(lat1, lon1, lat2, lon2 float64) float64 {
	a := math.Pow(math.Sin((lat2-lat1)*degree/2), 2) + math.Cos(lat1*degree)*math.Cos(lat2*degree)*math.Pow(math.Sin((lon2-lon1)*degree/2), 2)
	return 2 * EarthRadius * math.Asin(math.Sqrt(min(1, a)))
}

// plain is DBSCAN as it was written down first.
func plain(lat, lon, weight []float64, km, least float64) []int32 {
	n := len(lat)
	near := make([][]int, n)
	core := make([]bool, n)
	for i := range n {
		sum := 0.0
		for j := range n {
			if haversine(lat[i], lon[i], lat[j], lon[j]) <= km {
				near[i] = append(near[i], j)
				if weight != nil {
					sum += weight[j]
				} else {
					sum++
				}
			}
		}
		core[i] = sum >= least
	}
	label := slices.Repeat([]int32{Noise}, n)
	next := int32(0)
	for i := range n {
		if !core[i] || label[i] != Noise {
			continue
		}
		queue := []int{i}
		label[i] = next
		for len(queue) > 0 {
			p := queue[0]
			queue = queue[1:]
			for _, q := range near[p] {
				if label[q] == Noise {
					label[q] = next
					if core[q] {
						queue = append(queue, q)
					}
				}
			}
		}
		next++
	}
	return label
}

// TestDBSCAN_reference: as the plain form, at the poles, over the date line, with weights, from small to large reach.
func TestDBSCAN_reference(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for _, place := range []struct{ lat, lon, spread float64 }{{36, 118, 2}, {89, 0, 1}, {-89.5, 40, 0.5}, {10, 180, 3}, {0, 0, 30}, {70, 359, 4}} {
		for _, km := range []float64{0.5, 15, 90, 1500} {
			var lat, lon, weight []float64
			for range 250 {
				la := min(90, max(-90, place.lat+place.spread*r.NormFloat64()))
				lo := math.Mod(place.lon+place.spread*r.NormFloat64()/max(0.02, math.Cos(la*degree)), 360)
				if r.IntN(8) == 0 && len(lat) > 0 {
					la, lo = lat[0], lon[0]
				}
				lat, lon, weight = append(lat, la), append(lon, lo), append(weight, r.Float64()*3)
			}
			for _, w := range [][]float64{nil, weight} {
				got, err := DBSCAN(lat, lon, w, km, 6)
				if err != nil {
					t.Fatal(err)
				}
				if want := plain(lat, lon, w, km, 6); !slices.Equal(got.Cluster, want) {
					t.Errorf("%v, %g km, weighted %v: not as the plain form", place, km, w != nil)
				}
			}
		}
	}
}

func TestDBSCAN_refused(t *testing.T) {
	for _, c := range []struct{ lat, lon, weight, km float64 }{{91, 0, 1, 1}, {math.NaN(), 0, 1, 1}, {0, 400, 1, 1}, {0, 0, -1, 1}, {0, 0, math.Inf(1), 1}, {0, 0, 1, 0}, {0, 0, 1, 6000}} {
		if _, err := DBSCAN([]float64{c.lat}, []float64{c.lon}, []float64{c.weight}, c.km, 1); err == nil {
			t.Errorf("%+v was taken", c)
		}
	}
	if got, err := DBSCAN(nil, nil, nil, 1, 5); err != nil || got.Count != 0 {
		t.Errorf("nothing: %v, %v", got, err)
	}
}

// towns draws n points: nine in ten in towns of a land of 3,900 km by 4,900 km, one in ten anywhere.
func towns(n int) (lat, lon []float64) {
	r := rand.New(rand.NewPCG(12, 12))
	var at [600][3]float64
	for k := range at {
		at[k] = [3]float64{18 + 35*r.Float64(), 75 + 55*r.Float64(), 0.02 + 0.1*r.Float64()}
	}
	for range n {
		if r.IntN(10) == 0 {
			lat, lon = append(lat, 18+35*r.Float64()), append(lon, 75+55*r.Float64())
			continue
		}
		a := at[int(float64(len(at))*r.Float64()*r.Float64())]
		lat, lon = append(lat, a[0]+a[2]*r.NormFloat64()), append(lon, a[1]+a[2]*r.NormFloat64())
	}
	return lat, lon
}

// TestDBSCAN_cores: the same for any number of cores.
func TestDBSCAN_cores(t *testing.T) {
	lat, lon := towns(30_000)
	want, err := DBSCAN(lat, lon, nil, 3, 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, cores := range []int{1, 3, 8} {
		before := runtime.GOMAXPROCS(cores)
		got, err := DBSCAN(lat, lon, nil, 3, 10)
		runtime.GOMAXPROCS(before)
		if err != nil || !slices.Equal(got.Cluster, want.Cluster) || !slices.Equal(got.Core, want.Core) {
			t.Errorf("%d cores: another result", cores)
		}
	}
}

// BenchmarkDBSCAN: 2 million points, 15 km, 10 points.
func BenchmarkDBSCAN(b *testing.B) {
	lat, lon := towns(2_000_000)
	b.ReportAllocs()
	for b.Loop() {
		c, err := DBSCAN(lat, lon, nil, 15, 10)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(c.Count), "clusters")
	}
}
