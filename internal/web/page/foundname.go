package page

import (
	"strings"

	"asterism/internal/fail"
)

// foundName calls a found cluster by its main place, its main technology or industry, and what its id has more where several are called so.
func (r *Request) foundName(id string) string {
	names := r.names[foundTable]
	if names == nil {
		names = map[string]string{}
		if rows, err := r.Query("select found_id, place_code, industry_code, subclass, field_number\nfrom " + foundTable + "\norder by found_id"); err == nil {
			for _, row := range rows.Data {
				place, trade := r.placeName(text(row[1])), text(row[2])
				names[text(row[0])] = r.T("found.name", "place", first(place, r.T("unknown")), "industry", first(text(row[3]), r.fieldName(text(row[4])), r.nameOf("industry_code", trade), trade, r.T("unknown")), "ending", endingOf(text(row[0])))
			}
		}
		if r.names == nil {
			r.names = map[string]map[string]string{}
		}
		r.names[foundTable] = names
	}
	return first(names[id], id)
}

// endingOf is what the id of a found cluster has behind basis, industry and city; "" where there is only one there.
func endingOf(id string) string {
	if parts := strings.SplitN(id, "-", 3); len(parts) == 3 {
		return " " + parts[2]
	}
	return ""
}

// fieldName is the name of a WIPO field; "" where there is none.
func (r *Request) fieldName(number string) string {
	if number == "" {
		return ""
	}
	return r.rowName("base.wipo_field", "field_number", map[string]string{"zh": "field_zh", "en": "field_en"}[r.Lang], number)
}

// sitedInventors tells of how many inventors patents give a site, and why not of the rest.
func (r *Request) sitedInventors() (string, error) {
	rows, err := r.Query("select min(window_from) as window_from, max(window_to) as window_to, count(*) as inventor_count, count(site_firm_id) as placed_count, count(case when site_state = 'nowhere' then 1 end) as nowhere_count, count(case when site_state = 'tied' then 1 end) as tied_count, count(case when site_state = 'scattered' then 1 end) as scattered_count, count(case when circle_count > 1 then 1 end) as doubtful_count\nfrom " + inventorSiteTable)
	if err != nil || len(rows.Data) == 0 {
		return "", err
	}
	f, row := Format{r.Lang}, rows.Data[0]
	all, placed := row[2].(int64), row[3].(int64)
	if all == 0 {
		return r.T("found.able.inventor.none"), nil
	}
	return r.T("found.able.inventor", "from", text(row[0]), "to", text(row[1]), "all", f.Number(all), "placed", f.Number(placed), "share", f.Share(float64(placed)/float64(all)),
		"nowhere", f.Number(row[4]), "tied", f.Number(row[5]), "scattered", f.Number(row[6]), "doubtful", f.Number(row[7])), nil
}

// noFound is what a wrong or outdated id of a found cluster gets: those of the same basis, industry and city, into which it may have parted or with which it became one.
func (r *Request) noFound(id string) error {
	stem := id
	if parts := strings.SplitN(id, "-", 3); len(parts) == 3 {
		stem = parts[0] + "-" + parts[1]
	}
	rows, err := r.Query("select found_id\nfrom " + foundTable + "\nwhere found_id = " + literal(stem) + " or substr(found_id, 1, length(" + literal(stem) + ") + 1) = " + literal(stem+"-") + "\norder by found_id")
	if err != nil || len(rows.Data) == 0 {
		return fail.New(fail.NotFound, "no cluster %s", id)
	}
	var near []string
	for _, row := range rows.Data {
		near = append(near, text(row[0]))
	}
	return fail.New(fail.NotFound, "no cluster %s; of the same industry and city: %s", id, strings.Join(near, ", "))
}
