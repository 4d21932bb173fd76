package page

import "asterism/internal/fail"

// foundOneView is one found cluster: what it is, where its members lie, which listed clusters it meets.
type foundOneView struct {
	Base
	ID       string
	Basis    string
	Figures  []Figure
	Notes    []string
	Points   *pointsView
	Beside   *sectionView // the listed clusters it meets
	Sections []sectionView
	Method   string
}

func loadFoundOne(r *Request) (View, error) {
	id := r.PathValue("found")
	v := &foundOneView{ID: id, Method: r.Link("/docs/methods/cluster-identification")}
	if !r.Has(foundTable) {
		return nil, fail.New(fail.NotFound, "no cluster %s", id)
	}
	sql := "select " + foundColumns + "\nfrom " + foundTable + "\nwhere found_id = " + literal(id)
	rows, err := r.Query(sql)
	if err != nil {
		return nil, err
	}
	if len(rows.Data) == 0 {
		return nil, r.noFound(id)
	}
	v.Title, v.Basis = r.foundName(id), r.coded(foundTable, "basis", rows.Data[0][1])
	v.Crumbs = []Crumb{{r.T("nav.clusters"), r.Link("/clusters")}, {r.T("found.title"), r.Link("/found")}}
	v.figures(r, rows.Data[0], r.Trace(sql, v.Title))
	if err := v.sections(r, rows.Data[0]); err != nil {
		return nil, err
	}
	v.Points, err = r.foundPoints(id, rows.Data[0])
	return v, err
}

// doubtfulPile is the share of members at one point from which coordinates are doubted: geocoded to the middle of a town, not to the firms.
const doubtfulPile = 0.2

func (v *foundOneView) figures(r *Request, row []any, trace string) {
	f := Format{r.Lang}
	add := func(label string, value any, shown, unit, note string) {
		if value != nil {
			v.Figures = append(v.Figures, Figure{Label: r.T(label), Value: shown, Unit: unit, Note: note, Trace: trace})
		}
	}
	core := ""
	if row[7] != nil {
		core = r.T("found.core", "n", f.Number(row[7]))
	}
	add("found.inventors", row[21], f.Number(row[21]), r.T("unit.person"), r.T("found.inventors.note"))
	add("found.firms", row[6], f.Number(row[6]), r.T("unit.firms"), core)
	add("found.inner", row[17], f.Share(row[17]), "", r.T("found.inner.note"))
	add("found.stability", row[11], f.Number(row[11]), "", r.T("found.stability.note"))
	add("found.technology", row[18], text(row[18]), "", r.T("found.technology.note", "share", f.Share(row[19])))
	quotient := r.T("found.quotient.note")
	if row[20] != nil {
		quotient = r.T("found.quotient.people")
	}
	add("found.quotient", row[12], f.Number(row[12]), "", quotient)
	if row[22] != nil {
		v.Figures = append(v.Figures, Figure{Label: r.T("found.lead"), Value: f.Share(row[22]), Note: r.T("found.lead.note"), Trace: trace})
	}
	add("found.radius", row[10], f.Number(row[10]), r.T("unitkind.km"), r.T("found.radius.note"))
	add("found.city", row[5], f.Share(row[5]), "", r.placeName(text(row[4])))
	output, unit := r.amount(row[15], "cny")
	add("found.output", row[15], output, unit, r.T("found.output.note", "year", text(row[14]), "n", f.Number(row[16])))
	if row[15] == nil {
		v.Notes = append(v.Notes, r.T("found.output.none"))
	}
	if x, known := row[11].(float64); known && x < 0.75 {
		v.Notes = append(v.Notes, r.T("found.unstable"))
	}
	if x, known := row[12].(float64); known && x < 1.25 {
		v.Notes = append(v.Notes, r.T("found.mere"))
	}
	if x, known := row[22].(float64); known && x >= 0.5 {
		v.Notes = append(v.Notes, r.T("found.onefirm", "share", f.Share(x)))
	}
	if row[20] != nil {
		v.Notes = append(v.Notes, r.T("found.sited"))
	}
	if x, known := row[13].(float64); known && x >= doubtfulPile && row[6].(int64) > 1 {
		v.Notes = append(v.Notes, r.T("found.pile", "share", f.Share(x)))
	}
}

func (v *foundOneView) sections(r *Request, row []any) error {
	for _, s := range v.parts(r, row) {
		if !r.Has(s.table) {
			continue
		}
		rows, err := r.Query(s.sql)
		if err != nil {
			return err
		}
		if len(rows.Data) == 0 {
			continue
		}
		view := sectionView{ID: s.id, Title: s.title, Trace: r.Trace(s.sql, v.Title+" "+s.title), All: s.all}
		if n := len(rows.Data); n > sectionRows {
			view.Hidden = int64(n - sectionRows)
			shown := *rows
			shown.Data = rows.Data[:sectionRows]
			rows = &shown
		}
		view.Result = r.labelled(s.table, rows)
		if s.id == "inventors" {
			view.Result.Columns[2].Label = r.T("found.site")
		}
		if s.id == "planned" {
			v.Beside = &view
			continue
		}
		v.Sections = append(v.Sections, view)
	}
	return nil
}

// Downloads are the members in all formats.
func (v *foundOneView) Downloads() (all []LinkView) {
	for _, format := range downloadFormats {
		all = append(all, LinkView{Text: formatName(format), URL: v.Link("/data/tables/"+foundMemberTable+"/"+format, "found_id", v.ID)})
	}
	return all
}
