package demo

import (
	_ "embed"
	"encoding/csv"
	"math"

	"github.com/goccy/go-yaml"

	"asterism/content"
	"asterism/internal/fail"
)

//go:embed world.yaml
var worldYAML []byte

// The years of the series and of the patents; the cut-off is late enough for every application to be published.
const (
	firstYear, lastYear     = 2008, 2020
	firstPatent, lastPatent = 2005, 2020
	cutOff                  = "2022-06-30"
)

type node struct {
	Name, Product string
	IPC           []string
}

type cluster struct {
	ID, Name, Zone, City, Industry, Tag string
	Pass, Bottleneck                    int
	Top, Growth, Weight, Rise           float64
	Nodes                               []node
	firms                               []int     // by falling weight
	wheel                               wheel     // over firms
	totals                              []float64 // weight of the members that exist, by year from firstYear
}

type city struct {
	Code, Short      string
	Lon, Lat, Weight float64
	name             string
	counties         []string
}

// world is everything that stands before the first row is written: a few thousand firms, never the patents.
type world struct {
	Clusters                          []*cluster
	Cities                            []*city
	Universities, Institutes, Outside []string
	seed                              uint64
	scale                             float64
	firms                             []firm
	organs                            []organ // universities and institutes
	stray                             wheel   // firms outside clusters
	calendar                          calendar
	line                              line
	regions                           []regionRow
	names                             map[string]string // region code → name in 2013
	columns                           map[string]*table
}

type regionRow struct{ code, name, nameEn, level, parent, from, to string }

func newWorld(o Options) (*world, error) {
	w := &world{seed: o.Seed, scale: o.Scale, names: map[string]string{}}
	if err := yaml.Unmarshal(worldYAML, w); err != nil {
		return nil, fail.As(fail.Internal, err, "demo: world.yaml")
	}
	if err := w.loadRegions(); err != nil {
		return nil, err
	}
	if err := w.loadTables(); err != nil {
		return nil, err
	}
	w.makeFirms()
	w.makeOrgans()
	w.calendar = newCalendar(w)
	w.makeLine()
	return w, nil
}

// loadRegions takes the divisions in force in the middle of 2013, the division year of the plan's zones.
func (w *world) loadRegions() error {
	f, err := content.FS.Open("base/division.csv")
	if err != nil {
		return fail.As(fail.Internal, err, "demo: regions")
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		return fail.As(fail.Internal, err, "demo: regions")
	}
	byCode := map[string]*city{}
	for _, c := range w.Cities {
		byCode[c.Code] = c
	}
	for _, x := range rows[1:] {
		w.addRegion(regionRow{x[0], x[1], x[2], x[3], x[4], x[5], x[6]}, byCode)
	}
	return nil
}

func (w *world) addRegion(r regionRow, cities map[string]*city) {
	if r.code[:2] == "37" {
		w.regions = append(w.regions, r)
	}
	if r.from > "2013-06-30" || r.to != "" && r.to < "2013-06-30" {
		return
	}
	w.names[r.code] = r.name
	if c := cities[r.code]; c != nil {
		c.name = r.name
	}
	if c := cities[r.parent]; c != nil {
		c.counties = append(c.counties, r.code)
	}
}

func (w *world) city(code string) *city {
	for _, c := range w.Cities {
		if c.Code == code {
			return c
		}
	}
	return w.Cities[0]
}

// output of a cluster in yuan: exponential growth with ±1 % scatter, crossing 1000亿 in the year Pass: just above it
// then, below it the year before, whatever the scatter (growth is at least 7 %).
func (w *world) output(c int, year int) float64 {
	k := w.Clusters[c]
	d := roll(w.seed, 11, int64(c*100+year))
	scatter := d.between(0.99, 1.01)
	if k.Pass == 0 {
		return k.Top * 1e8 * math.Exp(k.Growth*float64(year-lastYear)) * scatter
	}
	return 1000e8 * math.Exp(k.Growth*(float64(year-k.Pass)+0.5)) * scatter
}
