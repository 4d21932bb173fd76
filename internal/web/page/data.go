package page

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"asterism/internal/lake"
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
	Title, URL string
	Total      int64
	Cells      []statusCell
}

type statusCell struct {
	Text, URL string
	Level     int // 1–6 by the share of the row's greatest year; 0 empty
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

// yearColumns are the columns that date a row, the first that a table has counts.
var yearColumns = []string{"application_year", "year", "event_year", "decision_year"}

// dateColumns date a row where no year stands by itself.
var dateColumns = []string{"decision_date", "event_date", "start_date", "date", "signed_date", "issue_date", "award_date", "valid_from"}

func yearOf(t lake.Table) string {
	for _, want := range yearColumns {
		if slices.ContainsFunc(t.Columns, func(c lake.Column) bool { return c.Name == want }) {
			return want
		}
	}
	for _, want := range dateColumns {
		if slices.ContainsFunc(t.Columns, func(c lake.Column) bool { return c.Name == want && c.Type == "DATE" }) {
			return "extract(year from " + want + ")"
		}
	}
	return ""
}

// gridYears bounds the columns of the data status: the newest years.
const gridYears = 16

// statusByYear counts the rows of the base tables by year. Tables the policy needs but nobody imported are listed
// by the templates below it.
func (r *Request) statusByYear() (*statusGrid, error) {
	counts, years := map[string]map[int64]int64{}, map[int64]bool{}
	var tables []lake.Table
	for _, t := range r.Reader.Snapshot().Tables {
		year := yearOf(t)
		if !strings.HasPrefix(t.Name, "base.") || year == "" || t.Rows == 0 {
			continue
		}
		rows, err := r.Query(fmt.Sprintf("select cast(%s as bigint) as year, count(*) as n\nfrom %s\nwhere %[1]s is not null\ngroup by 1 order by 1", year, tableName(t.Name)))
		if err != nil {
			return nil, err
		}
		counts[t.Name] = map[int64]int64{}
		for _, row := range rows.Data {
			counts[t.Name][row[0].(int64)] = row[1].(int64)
			years[row[0].(int64)] = true
		}
		tables = append(tables, t)
	}
	return r.grid(tables, counts, newest(years)), nil
}

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

func (r *Request) grid(tables []lake.Table, counts map[string]map[int64]int64, years []int64) *statusGrid {
	if len(tables) == 0 {
		return nil
	}
	g := &statusGrid{}
	for _, y := range years {
		g.Columns = append(g.Columns, strconv.FormatInt(y, 10))
	}
	for _, t := range tables {
		line := statusLine{Title: r.Site.tables.title(t.Name, r.Lang), URL: r.Link("/data/tables/" + t.Name), Total: t.Rows}
		most := int64(1)
		for _, n := range counts[t.Name] {
			most = max(most, n)
		}
		for _, y := range years {
			line.Cells = append(line.Cells, r.statusCell(t, y, counts[t.Name][y], most))
		}
		g.Lines = append(g.Lines, line)
	}
	return g
}

func (r *Request) statusCell(t lake.Table, year, n, most int64) statusCell {
	if n == 0 {
		return statusCell{Text: "·"}
	}
	c := statusCell{Text: Format{r.Lang}.Number(n), Level: 1 + int(5*n/most)}
	if column := yearOf(t); plain(column) {
		c.URL = r.Link("/data/tables/"+t.Name, column, year)
	}
	return c
}
