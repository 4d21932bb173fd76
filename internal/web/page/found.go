package page

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"asterism/internal/fail"
)

// foundsView sets the clusters that data show beside those that lists name.
type foundsView struct {
	Base
	Bases   []LinkView
	Figures []Figure
	About   string // who took part
	Planned []plannedLine
	Found   []foundLine
	Method  string
	Supply  bool // the basis has flows in place of places
	Joint   bool // the basis has technologies in place of industries
	People  bool // members are inventors
	// OutputYear is the year of all output in the list
	OutputYear string
	// traces of the two lists
	PlannedTrace, FoundTrace string
}

// plannedLine is a listed cluster with the found one that holds most of its members.
type plannedLine struct {
	Name, URL, State                                        string
	Members, Able, Shared, Recall, Precision, Jaccard, Away string
	Found, FoundURL                                         string
}

// foundLine is a found cluster with the listed one it matches.
type foundLine struct {
	Name, URL, State                                string
	Firms, Stability, Class, Quotient, Radius, City string
	Inner, Technology, Inventors                    string
	Output, OutputNote                              string
	Planned                                         []LinkView
}

const foundTable, foundMemberTable, overlapTable, inventorSiteTable = "measure.found_cluster", "measure.found_member", "measure.found_overlap", "measure.inventor_site"

// foundNone stands in measure.found_overlap for no found cluster.
const foundNone = "none"

// foundBases are the ways clusters are found, the plainest first.
var foundBases = []string{"space", "joint", "inventor", "supply"}

func loadFound(r *Request) (View, error) {
	v := &foundsView{Method: r.Link("/docs/methods/cluster-identification")}
	v.Title, v.Crumbs = r.T("found.title"), []Crumb{{r.T("nav.clusters"), r.Link("/clusters")}}
	if !r.Has("base.firm") {
		return r.noData(v, "found", "firm", "cluster", "cluster_member")
	}
	bases := slices.DeleteFunc(slices.Clone(foundBases), func(b string) bool {
		return b == "joint" && !r.Has("measure.patents_of_firms") || b == "inventor" && !r.Has(inventorSiteTable) || b == "supply" && !r.Has("base.supply")
	})
	basis := first(r.Values.Get("basis"), bases[0])
	for _, b := range bases {
		v.Bases = append(v.Bases, LinkView{r.coded(foundTable, "basis", b), r.Here("basis", b), b == basis})
	}
	if !slices.Contains(bases, basis) {
		return nil, fail.New(fail.Invalid, "option %s=%s: one of %s", "basis", basis, strings.Join(bases, ", "))
	}
	return v, v.load(r, basis)
}

func (v *foundsView) load(r *Request, basis string) (err error) {
	v.Supply, v.Joint, v.People = basis == "supply", basis == "joint", basis == "inventor"
	if v.About, err = r.takingPart(basis); err != nil {
		return err
	}
	planned, part, err := v.plannedLines(r, basis)
	if err != nil {
		return err
	}
	if err := v.foundLines(r, basis, planned, part); err != nil {
		return err
	}
	matched, fresh, stable := 0, 0, 0
	for _, l := range v.Planned {
		if l.State == "found" {
			matched++
		}
	}
	for _, l := range v.Found {
		if l.State == "unplanned" {
			fresh++
			if l.Class == "good" {
				stable++
			}
		}
	}
	v.Figures = []Figure{
		{Label: r.T("found.figure.found"), Value: strconv.Itoa(len(v.Found)), Unit: r.T("unit.one"), Trace: v.FoundTrace},
		{Label: r.T("found.figure.matched"), Value: fmt.Sprintf("%d / %d", matched, len(v.Planned)), Trace: v.PlannedTrace, Note: v.matchedNote(r)},
		{Label: r.T("found.figure.unplanned"), Value: strconv.Itoa(fresh), Unit: r.T("unit.one"), Trace: v.FoundTrace}}
	if !v.Supply {
		v.Figures[2].Note = r.T("found.figure.unplanned.note", "n", stable)
	}
	return nil
}

func (v *foundsView) matchedNote(r *Request) string {
	if v.People {
		return r.T("found.figure.matched.people")
	}
	return r.T("found.figure.matched.note")
}

// takingPart tells how many firms, or inventors, can take part.
func (r *Request) takingPart(basis string) (string, error) {
	if basis == "inventor" {
		return r.sitedInventors()
	}
	able := "length(industry_code) >= 2 and latitude is not null and longitude is not null and not (latitude = 0 and longitude = 0)"
	switch basis {
	case "joint":
		able = "latitude is not null and longitude is not null and not (latitude = 0 and longitude = 0) and firm_id in (select firm_id from measure.patents_of_firms)"
	case "supply":
		able = "firm_id in (select supplier_id from base.supply union select customer_id from base.supply)"
	}
	rows, err := r.Query("select count(*) as firm_count, count(case when " + able + " then 1 end) as able_count\nfrom base.firm\nwhere closed_date is null and coalesce(status, 'active') = 'active'")
	if err != nil {
		return "", err
	}
	f := Format{r.Lang}
	return r.T("found.able."+basis, "all", f.Number(rows.Data[0][0]), "able", f.Number(rows.Data[0][1])), nil
}

// overlapSQL sets one basis side by side, of each listed cluster the found one that shares most first.
func overlapSQL(where string) string {
	return "select cluster_id, found_id, member_count, able_count, found_firm_count, shared_count, recall_share, precision_share, jaccard_share, distance_km, is_match\nfrom " + overlapTable +
		"\nwhere " + where + "\norder by cluster_id, shared_count desc, found_id"
}

// plannedLines lists the listed clusters and gives, by found cluster, those it matches or shares members with, and which have half of their members in one.
func (v *foundsView) plannedLines(r *Request, basis string) (of map[string][]LinkView, part map[string]bool, err error) {
	of, part = map[string][]LinkView{}, map[string]bool{}
	if !r.Has(overlapTable) {
		return of, part, nil
	}
	sql := overlapSQL("basis = " + literal(basis))
	v.PlannedTrace = r.Trace(sql, r.T("found.planned"))
	rows, err := r.Query(sql)
	if err != nil {
		return nil, nil, err
	}
	last := ""
	for _, row := range rows.Data {
		id := text(row[0])
		name := first(r.nameOf("cluster_id", id), id)
		if id != last {
			v.Planned = append(v.Planned, r.plannedLine(name, row))
			last = id
		}
		if row[1] != foundNone {
			of[text(row[1])] = append(of[text(row[1])], LinkView{fmt.Sprintf("%s %d", name, row[5]), r.Link("/clusters/" + id), row[10] == true})
			if share, known := row[7].(float64); known && share >= 0.5 {
				part[text(row[1])] = true
			}
		}
	}
	return of, part, nil
}

func (r *Request) plannedLine(name string, row []any) plannedLine {
	f := Format{r.Lang}
	l := plannedLine{Name: name, URL: r.Link("/clusters/" + text(row[0])), State: "missed", Members: f.Number(row[2]), Able: f.Number(row[3]), Shared: f.Number(row[5]), Recall: f.Share(row[6])}
	switch {
	case row[3] == int64(0):
		l.State, l.Recall = "unable", ""
		return l
	case row[10] == true:
		l.State = "found"
	}
	if id := text(row[1]); id != foundNone {
		l.Found, l.FoundURL, l.Precision, l.Jaccard = r.foundName(id), r.Link("/found/"+id), f.Share(row[7]), f.Share(row[8])
		if row[9] != nil {
			l.Away = f.Number(row[9])
		}
	}
	return l
}

const foundColumns = "found_id, basis, industry_code, industry_share, place_code, place_share, firm_count, core_count, longitude, latitude, radius_km, stability, quotient, stacked_share, output_year, output_cny, output_firm_count, inner_share, subclass, subclass_share, field_number, inventor_count, lead_share"

func (v *foundsView) foundLines(r *Request, basis string, planned map[string][]LinkView, part map[string]bool) error {
	if !r.Has(foundTable) {
		return nil
	}
	sql := "select " + foundColumns + "\nfrom " + foundTable + "\nwhere basis = " + literal(basis) + "\norder by coalesce(inventor_count, firm_count) desc, found_id"
	v.FoundTrace = r.Trace(sql, r.T("found.list"))
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	for _, row := range rows.Data {
		line := r.foundLine(row, planned[text(row[0])])
		if line.State == "unplanned" && part[text(row[0])] {
			line.State = "part"
		}
		v.Found = append(v.Found, line)
		if row[15] != nil {
			v.OutputYear = text(row[14])
		}
	}
	return nil
}

func (r *Request) foundLine(row []any, planned []LinkView) foundLine {
	f := Format{r.Lang}
	l := foundLine{Name: r.foundName(text(row[0])), URL: r.Link("/found/" + text(row[0])), State: "unplanned", Firms: f.Number(row[6]), Planned: planned, City: r.placeName(text(row[4]))}
	for _, p := range planned {
		if p.On {
			l.State = "planned"
		}
	}
	if l.City != "" && row[5] != nil {
		l.City += " " + f.Share(row[5])
	}
	if row[10] != nil {
		l.Radius = f.Number(row[10])
	}
	if row[12] != nil {
		l.Quotient = f.Number(row[12])
	}
	if x, known := row[11].(float64); known {
		l.Stability, l.Class = f.Number(x), stabilityClass(x)
	}
	if row[18] != nil {
		l.Technology = text(row[18]) + " " + f.Share(row[19])
	}
	if row[17] != nil {
		l.Inner = f.Share(row[17])
	}
	if row[21] != nil {
		l.Inventors = f.Number(row[21])
	}
	if row[15] != nil {
		l.Output, l.OutputNote = f.Money(row[15]), r.T("found.output.note", "year", text(row[14]), "n", f.Number(row[16]))
	}
	return l
}

// stabilityClass reads a Jaccard stability as Hennig (2007) does: stable above .75, nothing below .5.
func stabilityClass(x float64) string {
	switch {
	case x >= 0.75:
		return "good"
	case x >= 0.5:
		return "warn"
	}
	return "bad"
}
