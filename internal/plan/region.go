package plan

import (
	"fmt"
	"sort"
	"strings"
)

// Division is the administrative division a plan speaks of: codes of GB/T 2260 in one year, and what became of
// them. Changes are known to the year: a change of 2016 is in force at the end of 2016.
type Division struct {
	Year    int      `yaml:"year" json:"year"`
	Cities  []City   `yaml:"cities" json:"cities"`
	Changes []Change `yaml:"changes" json:"changes"`
	Note    string   `yaml:"note" json:"note"`
}

// City is a prefecture-level city with its counties.
type City struct {
	Code     string   `yaml:"code" json:"code"`
	Zh       string   `yaml:"zh" json:"zh"`
	En       string   `yaml:"en" json:"en"`
	Counties []County `yaml:"counties" json:"counties"`
}

// County is a district, county or county-level city; in content "370102 历下区".
type County struct{ Code, Name string }

// UnmarshalYAML reads "code name". (A text unmarshaller would do, but the reader formats the node for it, which takes most of the
// time of reading a plan.)
func (c *County) UnmarshalYAML(read func(any) error) error {
	var text string
	if err := read(&text); err != nil {
		return err
	}
	code, name, ok := strings.Cut(text, " ")
	if !ok || len(code) != 6 {
		return fmt.Errorf("%q is no county: a code of 6 digits, a blank, a name", text)
	}
	c.Code, c.Name = code, name
	return nil
}

// Change says that code Old became New in Year; a renamed place keeps its code (Old = New).
type Change struct {
	Old       string `yaml:"old" json:"old"`
	New       string `yaml:"new" json:"new"`
	Name      string `yaml:"name" json:"name"` // of New
	Year      int    `yaml:"year" json:"year"`
	Kind      string `yaml:"kind" json:"kind"` // recoded | merged | renamed
	Source    string `yaml:"source" json:"source"`
	Confirmed bool   `yaml:"confirmed" json:"confirmed"`
}

// Region is a code as it stands at the end of a year.
type Region struct {
	Code   string   `json:"code"`
	Name   string   `json:"name"`
	City   string   `json:"city"`             // code of its city then; of a city itself
	Former []string `json:"former,omitempty"` // codes of the division year that are part of it now, when others than Code
}

// Resolve follows a code of the division year to the end of another year. It reports false for a code the
// division does not have, and for years before the division's.
func (d *Division) Resolve(code string, year int) (Region, bool) {
	r, ok := d.find(code)
	if !ok || year < d.Year {
		return Region{}, false
	}
	for _, c := range d.inOrder() {
		if c.Year > year || c.Year < d.Year {
			continue
		}
		if c.Old == r.City {
			r.City = c.New
		}
		if c.Old == r.Code {
			r.Code, r.Name = c.New, c.Name
		}
	}
	if r.Code != code {
		r.Former = []string{code}
	}
	return r, true
}

func (d *Division) inOrder() []Change {
	changes := append([]Change(nil), d.Changes...)
	sort.SliceStable(changes, func(i, j int) bool { return changes[i].Year < changes[j].Year })
	return changes
}

func (d *Division) find(code string) (Region, bool) {
	for _, city := range d.Cities {
		if city.Code == code {
			return Region{Code: code, Name: city.Zh, City: code}, true
		}
		for _, county := range city.Counties {
			if county.Code == code {
				return Region{Code: code, Name: county.Name, City: city.Code}, true
			}
		}
	}
	return Region{}, false
}

// CitiesAt lists the cities at the end of a year, by code: 17 in 2015, 16 since 2019.
func (d *Division) CitiesAt(year int) []Region {
	var codes []string
	for _, city := range d.Cities {
		codes = append(codes, city.Code)
	}
	return d.at(codes, year)
}

// CountiesAt lists the counties at the end of a year, by code.
func (d *Division) CountiesAt(year int) []Region {
	var codes []string
	for _, city := range d.Cities {
		codes = append(codes, countyCodes(city)...)
	}
	return d.at(codes, year)
}

func countyCodes(city City) []string {
	codes := make([]string, len(city.Counties))
	for i, c := range city.Counties {
		codes[i] = c.Code
	}
	return codes
}

// at resolves codes to a year and joins those that have become one.
func (d *Division) at(codes []string, year int) []Region {
	found := map[string]*Region{}
	for _, code := range codes {
		r, ok := d.Resolve(code, year)
		if !ok {
			continue
		}
		if have := found[r.Code]; have != nil {
			have.Former = append(have.Former, code)
			continue
		}
		found[r.Code] = &r
	}
	return byCode(found)
}

func byCode(found map[string]*Region) []Region {
	all := make([]Region, 0, len(found))
	for _, r := range found {
		sort.Strings(r.Former)
		all = append(all, *r)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Code < all[j].Code })
	return all
}

// Members lists a zone's counties as they stand at the end of a year; none outside the zone's validity. The
// members are those of the division year: a county that was merged since counts once.
func (p *Plan) Members(z Zone, year int) []Region {
	if !z.Valid.Has(year) {
		return nil
	}
	return p.Division.at(p.memberCodes(z), max(year, p.Division.Year))
}

// memberCodes lists a zone's counties in codes of the division year.
func (p *Plan) memberCodes(z Zone) []string {
	codes := append([]string(nil), z.Counties...)
	for _, code := range z.Cities {
		for _, city := range p.Division.Cities {
			if city.Code == code {
				codes = append(codes, countyCodes(city)...)
			}
		}
	}
	sort.Strings(codes)
	return codes
}

// ZonesOf lists the ids of the zones a county of the division year belongs to in a year: none, one or several.
func (p *Plan) ZonesOf(county string, year int) []string {
	var ids []string
	for _, z := range p.Zones {
		if !z.Valid.Has(year) {
			continue
		}
		for _, code := range p.memberCodes(z) {
			if code == county {
				ids = append(ids, z.ID)
			}
		}
	}
	return ids
}

// Overlap is the set of counties two zones share.
type Overlap struct {
	A, B     string
	Counties []string
}

// Overlaps lists the pairs of zones that share counties in a year. Where there are any, counts by zone do not sum.
func (p *Plan) Overlaps(year int) []Overlap {
	var all []Overlap
	for i, a := range p.Zones {
		for _, b := range p.Zones[i+1:] {
			if !a.Valid.Has(year) || !b.Valid.Has(year) {
				continue
			}
			if shared := intersect(p.memberCodes(a), p.memberCodes(b)); len(shared) > 0 {
				all = append(all, Overlap{a.ID, b.ID, shared})
			}
		}
	}
	return all
}

func intersect(a, b []string) []string {
	in := map[string]bool{}
	for _, s := range a {
		in[s] = true
	}
	var both []string
	for _, s := range b {
		if in[s] {
			both = append(both, s)
		}
	}
	return both
}
