package page

import (
	"maps"
	"slices"
	"strings"

	"asterism/internal/chart"
	"asterism/internal/plan"
)

// overviewView answers in one screen: what is there, how the plan stands, where and when.
type overviewView struct {
	Base
	Figures  []Figure
	Targets  []targetView
	Plan     string
	Map      *mapView
	Years    *ChartView
	Clusters *ChartView
	Fields   *ChartView
	Missing  []LinkView // tables nobody imported that pages would need
	Batches  int
	Empty    bool
}

func loadOverview(r *Request) (View, error) {
	if _, err := r.oneOf("map", "tiles"); err != nil {
		return nil, err
	}
	v := &overviewView{Batches: len(r.Reader.Snapshot().Batches)}
	v.Title = r.T("overview.title")
	v.Empty = len(r.Reader.Snapshot().Tables) == 0
	for _, load := range []func(*Request) error{v.figures, v.targets, v.patentMap, v.patentYears, v.clusters, v.fields} {
		if err := load(r); err != nil {
			return nil, err
		}
	}
	v.missing(r)
	return v, nil
}

func (v *overviewView) figures(r *Request) error {
	for _, f := range []struct{ table, label, sql, unit, note string }{
		{"base.cluster", "figure.clusters", "select count(*) as cluster_count\nfrom base.cluster", "unit.one", v.clusterNote(r)},
		{"base.firm", "figure.firms", "select count(*) as firm_count\nfrom base.firm", "unit.firms", ""},
		{"base.platform", "figure.platforms", "select count(*) as platform_count\nfrom base.platform", "unit.one", ""},
		{"base.patent", "figure.patents", "select count(*) as patent_count\nfrom base.patent", "unit.patents", v.patentNote(r)},
		{"base.patent_party", "figure.applicants", "select count(distinct party_id) as applicant_count\nfrom base.patent_party\nwhere role = 'applicant'", "unit.one", r.T("figure.applicants.note")},
		{"base.citation", "figure.citations", "select count(*) as citation_count\nfrom base.citation", "unit.times", ""},
	} {
		if !r.Has(f.table) {
			continue
		}
		figure, err := r.Figure(r.T(f.label), f.sql, r.T(f.unit))
		if err != nil {
			return err
		}
		figure.Note = f.note
		v.Figures = append(v.Figures, figure)
	}
	return nil
}

// clusterNote tells how many of the clusters the policy names.
func (v *overviewView) clusterNote(r *Request) string {
	if len(r.Site.w.Plans()) == 0 {
		return ""
	}
	return r.T("figure.clusters.note", "n", len(r.Site.w.Plans()[0].Clusters))
}

// patentNote tells the span of filing dates, and that nobody said what the patents are complete for.
func (v *overviewView) patentNote(r *Request) string {
	rows, err := r.Query("select min(application_date) as first_date, max(application_date) as last_date\nfrom base.patent")
	if err != nil || len(rows.Data) == 0 || rows.Data[0][0] == nil {
		return ""
	}
	note := r.T("figure.patents.note", "from", text(rows.Data[0][0])[:4], "to", text(rows.Data[0][1])[:4])
	if !r.complete() {
		note += " · " + r.T("figure.patents.sample")
	}
	return note
}

// complete tells whether every import of patents states what it is complete for.
func (r *Request) complete() bool {
	if !r.Has("base.coverage") {
		return false
	}
	n, err := r.Value("select count(*) as n\nfrom base.coverage\nwhere not is_complete")
	return err == nil && n == int64(0)
}

func (v *overviewView) targets(r *Request) error {
	plans := r.Site.w.Plans()
	if len(plans) == 0 {
		return nil
	}
	status, err := r.planStatus(plans[0], 0)
	if err != nil {
		return err
	}
	v.Plan = plans[0].Title.In(r.Lang)
	for _, t := range status.Targets {
		if len(v.Targets) < 3 {
			v.Targets = append(v.Targets, r.target(t))
		}
	}
	return nil
}

// best is the source whose answer was taken.
func (t targetView) Best() *plan.SourceStatus {
	if t.Chosen < 0 || t.Chosen >= len(t.TargetStatus.Sources) {
		return nil
	}
	return &t.TargetStatus.Sources[t.Chosen]
}

// patentMap counts patents by the city of their applicants.
func (v *overviewView) patentMap(r *Request) error {
	if !r.Has("base.patent") || !r.HasColumn("base.patent", "applicant_region") {
		return nil
	}
	tiles, err := readTiles(r.Site.w.Content(), "370000")
	if err != nil {
		return err
	}
	sql := "select substr(applicant_region, 1, 4) as city, count(*) as patent_count\nfrom base.patent\nwhere applicant_region is not null\ngroup by substr(applicant_region, 1, 4)\norder by city"
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	values, known := map[string]int64{}, int64(0)
	for _, row := range rows.Data {
		n := row[1].(int64)
		values[text(row[0])+"00"] = n
		known += n
	}
	link := func(code string) string { return r.Link("/patents", "region", code[:4]) }
	v.Map = tiles.lay(r, values, link)
	v.Map.Trace, v.Map.About = r.Trace(sql, r.T("overview.map")), r.T("overview.map.tiles")
	v.Map.Notes = []string{r.T("overview.map.note")}
	table, _ := r.Reader.Snapshot().Table("base.patent")
	if unknown := table.Rows - known; unknown > 0 {
		v.Map.Notes = append(v.Map.Notes, r.T("overview.map.unknown", "n", Format{}.Number(unknown)))
	}
	return v.outlines(r, values, link)
}

// outlines draws imported outlines over the tiles, unless the URL asks for tiles.
func (v *overviewView) outlines(r *Request, values map[string]int64, link func(string) string) error {
	drawn, err := r.prefectureOutlines("370000")
	if err != nil || drawn == nil {
		return err
	}
	tiles := r.Values.Get("map") == "tiles"
	v.Map.Views = []LinkView{{r.T("overview.map.outlines"), r.Here("map", ""), !tiles}, {r.T("overview.map.blocks"), r.Here("map", "tiles"), tiles}}
	if tiles {
		return nil
	}
	var rest map[string]int64
	v.Map.Outlines, rest = drawn.lay(r, values, link)
	v.Map.Width, v.Map.Height = outlineWidth, drawn.Height
	v.Map.About = r.T("overview.map.imported", "source", first(drawn.Source, r.fileOf(drawn.Batch), r.T("unknown")))
	v.Map.Notes = append(v.Map.Notes, r.approval(drawn))
	for _, code := range slices.Sorted(maps.Keys(rest)) {
		v.Map.Notes = append(v.Map.Notes, r.T("overview.map.noshape", "place", r.placeName(code), "n", Format{}.Number(rest[code])))
	}
	return nil
}

// approval tells the map approval number of imported outlines, or that they carry none.
func (r *Request) approval(o *outlines) string {
	if o.Approval == "" {
		return r.T("overview.map.noapproval")
	}
	return r.T("overview.map.approval", "value", o.Approval)
}

// patentYears draws filings by year and type; types are never mixed, truncated years are told.
func (v *overviewView) patentYears(r *Request) (err error) {
	if !r.Has("measure.patents_by_year") {
		return nil
	}
	sql := "select year, patent_type, sum(patent_count) as patent_count, bool_or(is_truncated) as is_truncated\nfrom measure.patents_by_year\nwhere date_basis = 'application'\ngroup by year, patent_type\norder by year, patent_type"
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	g := newCross()
	for _, code := range []string{"invention", "utility_model", "design"} { // as in the reports: a type has one colour
		if slices.ContainsFunc(rows.Data, func(row []any) bool { return row[1] == code }) {
			g.note(r.coded("base.patent", "patent_type", code))
		}
	}
	for _, row := range rows.Data {
		year, name := text(row[0]), first(r.coded("base.patent", "patent_type", row[1]), r.T("unknown"))
		n, _ := toFloat(row[2])
		g.add(year, name, n)
		if row[3] == true {
			g.doubt(year, name)
		}
	}
	names, series := g.series()
	look := r.look("years", r.T("overview.years"), r.T("unit.patents"))
	look.DoubtNote = r.T("truncated")
	c, err := chart.Stack(look, names, series)
	if v.Years, err = chartView(c, err, r.T("year"), names, series, r.Trace(sql, r.T("overview.years"))); err != nil {
		return err
	}
	var years []string
	for _, s := range series {
		if of := g.doubted(s.Name); len(of) > 0 {
			years = append(years, s.Name+" "+strings.Join(of, r.T("comma")))
		}
	}
	if len(years) > 0 {
		v.Years.Note = r.T("truncated.note", "years", strings.Join(years, "; "))
	}
	return nil
}

func (v *overviewView) clusters(r *Request) error {
	years, err := r.clusterYears()
	if err != nil || len(years) == 0 {
		return err
	}
	last := years[len(years)-1]
	lines, err := r.clusterLines(last)
	if err != nil {
		return err
	}
	v.Clusters, err = r.clusterBars(lines, last)
	return err
}

// fields draws the technology fields with the most patents.
func (v *overviewView) fields(r *Request) error {
	if !r.Has("measure.patents_by_field") || !r.HasColumn("measure.patents_by_field", "patent_count") {
		return nil
	}
	name := r.present("measure.patents_by_field", []string{"field_" + r.Lang, "field_name", "field_zh", "field"})
	if len(name) == 0 {
		return nil
	}
	sql := "select " + name[0] + " as field, sum(patent_count) as patent_count\nfrom measure.patents_by_field\ngroup by " + name[0] + "\norder by patent_count desc, field\nlimit 12"
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	var names []string
	one := chart.Series{Name: r.T("figure.patents")}
	for _, row := range rows.Data {
		n, _ := toFloat(row[1])
		names, one.Values = append(names, first(text(row[0]), r.T("unknown"))), append(one.Values, n)
	}
	series := []chart.Series{one}
	c, err := chart.Bars(r.look("fields", r.T("overview.fields"), r.T("unit.patents")), names, series)
	v.Fields, err = chartView(c, err, r.T("overview.field"), names, series, r.Trace(sql, r.T("overview.fields")))
	return err
}

// needed are the tables whose absence leaves pages empty.
var needed = []string{"patent_record", "cluster", "cluster_member", "firm", "firm_year", "observation", "platform"}

func (v *overviewView) missing(r *Request) {
	for _, name := range needed {
		if table := strings.TrimSuffix(name, "_record"); !r.Has("base."+table) && !r.Has("raw."+table) {
			v.Missing = append(v.Missing, LinkView{Text: r.Site.tables.title("raw."+name, r.Lang), URL: r.Link("/data/templates/" + name)})
		}
	}
}
