package page

import (
	"fmt"
	"strconv"
	"strings"

	"asterism/internal/fail"
)

// industrySet is one table of regions and industries whose amounts can be compared: one indicator, level of region, classification and level of industry.
type industrySet struct {
	ID, Basis, Level, Classification string
	Depth, First, Last, Regions      int64
	Industries                       int64
	HasPublished, IsCount            bool
	Reason                           string
}

// setChoice is the set and year that a page shows, and what else there is.
type setChoice struct {
	Set     industrySet
	Year    int64
	Unit    string // of the amounts
	Sets    []Pair // id and words of every set
	Years   []string
	Notes   []string // what the figures are, where from, and their doubts
	Changed bool     // the address names a set
	names   map[string]string
}

const (
	setTable, cellTable, quotientTable = "measure.industry_set", "measure.industry_cell", "measure.industry_lq"
	profileTable, strongTable          = "measure.region_profile", "measure.industry_strong"
	shiftTable, complexityTable        = "measure.region_shift", "measure.region_complexity"
	potentialTable, entryTable         = "measure.region_potential", "measure.region_entry"
	proximityTable                     = "measure.industry_proximity"
)

// chooseSet reads set and year of the address; without them the first set and its last year.
func (r *Request) chooseSet() (*setChoice, error) {
	rows, err := r.Query("select set_id, basis, region_level, classification, industry_level, first_year, last_year, region_count, industry_count, has_published, is_count, set_reason\nfrom " + setTable + "\norder by preference")
	if err != nil || len(rows.Data) == 0 {
		return nil, err
	}
	c := &setChoice{Changed: r.Values.Get("set") != ""}
	found := false
	for _, row := range rows.Data {
		s := setOf(row)
		c.Sets = append(c.Sets, Pair{s.ID, r.setName(s)})
		if s.ID == r.Values.Get("set") || !c.Changed && !found {
			c.Set, found = s, true
		}
	}
	if !found {
		return nil, fail.New(fail.NotFound, "no row set %s", r.Values.Get("set"))
	}
	c.Unit = r.basisUnit(c.Set.Basis)
	if err := c.chooseYear(r); err != nil {
		return nil, err
	}
	c.names = r.industryNames(c.Set.Classification)
	c.Notes = r.setNotes(c)
	return c, nil
}

func setOf(row []any) industrySet {
	whole := func(i int) int64 { n, _ := row[i].(int64); return n }
	flag := func(i int) bool { b, _ := row[i].(bool); return b }
	return industrySet{ID: text(row[0]), Basis: text(row[1]), Level: text(row[2]), Classification: text(row[3]), Depth: whole(4), First: whole(5), Last: whole(6),
		Regions: whole(7), Industries: whole(8), HasPublished: flag(9), IsCount: flag(10), Reason: text(row[11])}
}

func (c *setChoice) chooseYear(r *Request) error {
	rows, err := r.Query("select distinct year\nfrom " + cellTable + "\nwhere set_id = " + literal(c.Set.ID) + "\norder by year desc")
	if err != nil {
		return err
	}
	wanted := r.Values.Get("year")
	for _, row := range rows.Data {
		c.Years = append(c.Years, text(row[0]))
		if y := text(row[0]); y == wanted || wanted == "" && c.Year == 0 {
			c.Year, _ = row[0].(int64)
		}
	}
	if c.Year == 0 {
		return fail.New(fail.NotFound, "no year %s in row set %s", wanted, c.Set.ID)
	}
	return nil
}

// is limits SQL to the set and year; of to the set.
func (c *setChoice) is(alias string) string {
	return c.of(alias) + " and " + alias + ".year = " + strconv.FormatInt(c.Year, 10)
}
func (c *setChoice) of(alias string) string { return alias + ".set_id = " + literal(c.Set.ID) }

// jobs is the set of employees beside this one: strong clusters are told by it.
func (c *setChoice) jobs() string {
	_, rest, _ := strings.Cut(c.Set.ID, "|")
	return "employee_count|" + rest
}

// industry is an industry's name, or its code.
func (c *setChoice) industry(code string) string { return first(c.names[code], code) }

// scaled is an amount as charts draw it, with unit the unit of the axis.
func (c *setChoice) scaled(r *Request, v any) float64 {
	x, ok := toFloat(v)
	if strings.HasSuffix(c.Set.Basis, "_cny") || !ok {
		return r.charted(x, ok)
	}
	return x
}

func (r *Request) basisUnit(basis string) string {
	switch {
	case strings.HasSuffix(basis, "_cny"):
		return r.T("unit.money")
	case basis == "employee_count":
		return r.T("regions.people")
	case basis == "establishment_count":
		return r.T("regions.units")
	}
	return r.T("unit.firms")
}

// setName puts a set into words.
func (r *Request) setName(s industrySet) string {
	parts := []string{r.coded(setTable, "basis", s.Basis), r.coded(setTable, "region_level", s.Level), first(s.Classification, r.T("regions.unstated"))}
	if key := fmt.Sprintf("web.regions.depth.%d", s.Depth); strings.HasPrefix(s.Classification, "GB/T 4754") && r.Site.w.Catalog().Has(key) {
		parts = append(parts, r.wording(key))
	}
	return strings.Join(parts, " · ")
}

// setNotes tell what the figures are and what they are not.
func (r *Request) setNotes(c *setChoice) []string {
	source := r.T("regions.source.statistics")
	if c.Set.Basis == "registered_count" {
		source = r.T("regions.source.register")
	}
	notes := []string{r.T("regions.set", "indicator", r.coded(setTable, "basis", c.Set.Basis), "unit", c.Unit, "year", c.Year, "source", source, "regions", c.Set.Regions, "industries", c.Set.Industries), r.T("regions.reference")}
	if c.Set.Reason != "" {
		notes = append(notes, r.T("regions.short."+c.Set.Reason))
	}
	if c.Set.HasPublished && c.Year == c.Set.Last {
		notes = append(notes, r.T("regions.published"))
	}
	return notes
}

// industryNames are the names of a classification's industries, letters before GB/T 4754 digits left out as in the measures.
func (r *Request) industryNames(classification string) map[string]string {
	names := map[string]string{}
	if !r.Has("base.industry") {
		return names
	}
	where := "classification = " + literal(classification)
	if strings.HasPrefix(classification, "GB/T 4754") {
		where = "classification like 'GB/T 4754%'"
	}
	rows, err := r.Query("select industry_code, name, name_en\nfrom base.industry\nwhere " + where + "\norder by classification, industry_code")
	if err != nil {
		return names
	}
	for _, row := range rows.Data {
		code, name := text(row[0]), text(row[1])
		if r.Lang == "en" {
			name = first(text(row[2]), name)
		}
		if strings.HasPrefix(classification, "GB/T 4754") && len(code) > 1 && code[0] >= 'A' && code[0] <= 'Z' {
			code = code[1:]
		}
		names[code] = name
	}
	return names
}
