package page

import (
	"slices"
	"strconv"
	"strings"

	"asterism/internal/store"
)

// dataView is where data come in and where one sees what is there.
type dataView struct {
	Base
	Batches   []batchLine
	Jobs      []jobLine
	Years     *statusGrid
	Templates []templateLine
	Rows      int64
	Built     bool
}

type jobLine struct {
	*store.Job
	URL, Kind string
}

// templateLine is an importable table with the rows it has.
type templateLine struct {
	Name, Title, Grain, URL, TableURL string
	Rows                              int64
}

// statusGrid is the data status (数据状况): rows per table and year; what is missing is seen as a gap.
type statusGrid struct {
	Columns []string
	Lines   []statusLine
}

type statusLine struct {
	entity     string
	Title, URL string
	Total      int64
	Cells      []statusCell
}

type statusCell struct {
	Text, Title string
	Level       int // 1–5 by the share of filled main fields; 0 empty
}

func loadData(r *Request) (View, error) {
	v := &dataView{Batches: r.batchLines()}
	v.Title = r.T("nav.data")
	snapshot := r.Reader.Snapshot()
	for _, t := range snapshot.Tables {
		v.Built = v.Built || strings.HasPrefix(t.Name, "base.")
	}
	for _, t := range r.Site.tables.templates() {
		line := templateLine{Name: t.Name, Title: t.Title.In(r.Lang), Grain: t.Grain.In(r.Lang), URL: r.Link("/data/templates/" + t.Name)}
		if raw, ok := snapshot.Table("raw." + t.Name); ok && raw.Rows > 0 {
			line.Rows, line.TableURL = raw.Rows, r.Link("/data/tables/raw."+t.Name)
		}
		v.Templates = append(v.Templates, line)
	}
	jobs, err := r.Site.w.Store().Jobs(r.Context(), store.JobFilter{Limit: 8})
	if err != nil {
		return nil, err
	}
	for _, j := range jobs {
		v.Jobs = append(v.Jobs, jobLine{j, r.Link("/jobs/" + strconv.FormatInt(j.ID, 10)), r.T("job." + j.Kind)})
	}
	v.Years, err = r.statusByYear()
	return v, err
}

// gridYears bounds the columns of the data status: the newest years.
const gridYears = 16

// statusByYear lays measure.data_status out: rows per kind of data and year, coloured by how much of the main fields
// is filled. Year 0 is what has no year.
func (r *Request) statusByYear() (*statusGrid, error) {
	if !r.Has("measure.data_status") {
		return nil, nil
	}
	rows, err := r.Query("select entity, cast(year as bigint) as year, row_count, filled_share\nfrom measure.data_status\nwhere row_count > 0\norder by entity, year")
	if err != nil {
		return nil, err
	}
	years := map[int64]bool{}
	for _, row := range rows.Data {
		years[row[1].(int64)] = true
	}
	g, columns := &statusGrid{Columns: []string{r.T("status.noyear")}}, append([]int64{0}, newest(years)...)
	for _, y := range columns[1:] {
		g.Columns = append(g.Columns, strconv.FormatInt(y, 10))
	}
	for _, row := range rows.Data {
		g.add(r, columns, row)
	}
	return g, nil
}

// newest keeps the last years that can be years.
func newest(years map[int64]bool) []int64 {
	all := make([]int64, 0, len(years))
	for y := range years {
		if y > 1900 && y < 2100 {
			all = append(all, y)
		}
	}
	slices.Sort(all)
	return all[max(0, len(all)-gridYears):]
}

// add puts one row of the measure into the grid; rows come sorted by entity.
func (g *statusGrid) add(r *Request, columns []int64, row []any) {
	entity, table := text(row[0]), "base."+text(row[0])
	if len(g.Lines) == 0 || g.Lines[len(g.Lines)-1].entity != entity {
		line := statusLine{entity: entity, Title: r.Site.tables.title(table, r.Lang), URL: r.Link("/data/tables/" + table), Cells: make([]statusCell, len(columns))}
		g.Lines = append(g.Lines, line)
	}
	line := &g.Lines[len(g.Lines)-1]
	n, _ := row[2].(int64)
	line.Total += n
	if i := slices.Index(columns, row[1].(int64)); i >= 0 {
		share, _ := toFloat(row[3])
		f := Format{r.Lang}
		line.Cells[i] = statusCell{Text: f.Number(n), Level: 1 + int(min(4, 5*share)), Title: r.T("status.filled", "share", f.Share(share))}
	}
}
