package page

import (
	"encoding/csv"
	"io/fs"
	"maps"
	"sort"
	"strings"
)

// placeName is the name of a code of the data, or of an administrative code of 4 or 6 digits; a code nobody knows is shown as it is.
func (r *Request) placeName(code string) string {
	if r.places == nil {
		r.places = r.readPlaces()
	}
	if name := r.places[code]; name != "" {
		return name
	}
	if name := r.places[code+strings.Repeat("0", max(0, 6-len(code)))]; name != "" {
		return name
	}
	return code
}

// readPlaces takes names from the data's regions, and from the plans' divisions where the data have none.
func (r *Request) readPlaces() map[string]string {
	names := maps.Clone(r.Site.divisions)
	for _, p := range r.Site.w.Plans() {
		for _, city := range p.Division.Cities {
			names[city.Code] = city.Zh
			if r.Lang == "en" {
				names[city.Code] = city.En
			}
			for _, county := range city.Counties {
				names[county.Code] = county.Name
			}
		}
	}
	if !r.Has("base.region") || !r.HasColumn("base.region", "name") {
		return names
	}
	if rows, err := r.Query("select region_code, name\nfrom base.region\norder by region_code"); err == nil {
		for _, row := range rows.Data {
			if code := text(row[0]); names[code] == "" {
				names[code] = text(row[1])
			}
		}
	}
	return names
}

// regions offers the cities known by name, for the importer's statement about applicants.
func (r *Request) regions() []Pair {
	r.placeName("")
	var all []Pair
	for code, name := range r.places {
		if strings.HasSuffix(code, "00") {
			all = append(all, Pair{code, name})
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Name < all[j].Name })
	return all
}

// readDivisions takes the names of content/base/division.csv, the later name of a code over the earlier.
func readDivisions(content fs.FS) (map[string]string, error) {
	names := map[string]string{}
	f, err := content.Open("base/division.csv")
	if err != nil {
		return names, err
	}
	defer f.Close()
	in := csv.NewReader(f)
	in.Comment, in.FieldsPerRecord = '#', -1
	rows, err := in.ReadAll()
	for _, row := range rows {
		if len(row) > 1 {
			names[row[0]] = row[1]
		}
	}
	return names, err
}
