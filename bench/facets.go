package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"asterism/internal/lake"
	"asterism/text"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// facetFigures: patents of 1985 to 1995, IPC section G and a region below R0300, counted by applicant, and by twenty
// properties at once. Milliseconds, filter included.
type facetFigures struct {
	Rows         int
	One, Twenty  sample
	Duck, Duck20 sample
}

const (
	facetRows      = 3_774_768
	facetApplicant = 400_000
	facetClasses   = 640
	facetRegions   = 3000
)

// facetTable is made by DuckDB's own generator: year, class (eight sections of 80), region, applicant, and 17 more codes.
func facetTable(rows int) string {
	columns := []string{"cast(i as integer) as id", "cast(1976 + i * 31 // " + fmt.Sprint(rows) + " as integer) as year", column("class", facetClasses), column("region", facetRegions), column("applicant", facetApplicant)}
	for k := range 17 {
		columns = append(columns, column(fmt.Sprintf("c%d", k), 40+97*k))
	}
	return fmt.Sprintf("select %s from range(%d) as r(i)", strings.Join(columns, ", "), rows)
}

func column(name string, values int) string {
	return fmt.Sprintf("cast(hash(i, '%s') %% %d as integer) as %s", name, values, name)
}

const facetWhere = "where year between 1985 and 1995 and class between 480 and 559 and region < 300"

func (f *facetFigures) measure(ctx context.Context, b *bench) error {
	f.Rows = int(facetRows * b.scale)
	l, err := lake.Open(ctx, filepath.Join(b.dir, "facets"), lake.Options{})
	if err != nil {
		return err
	}
	defer l.Close()
	in, err := facetLake(ctx, l, f.Rows)
	if err != nil {
		return err
	}
	defer in.Close()
	columns, err := readFacetColumns(ctx, in)
	if err != nil {
		return err
	}
	for range 5 * max(b.runs, 3) {
		f.One = append(f.One, columns.timed(1))
		f.Twenty = append(f.Twenty, columns.timed(20))
	}
	return f.duck(ctx, in, max(b.runs, 3), columns.counted("applicant"))
}

func facetLake(ctx context.Context, l *lake.Lake, rows int) (*lake.Reader, error) {
	tx, err := l.Write(ctx, "bench")
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	part, columns, err := tx.Build(ctx, "base.facet", facetTable(rows), "id", "facets")
	if err != nil {
		return nil, err
	}
	if err := tx.SetTable(lake.Table{Name: "base.facet", Columns: columns, Parts: []lake.Part{part}, Rows: part.Rows}); err != nil {
		return nil, err
	}
	if _, err := tx.Commit(ctx); err != nil {
		return nil, err
	}
	return l.Read(ctx, 0)
}

// facetColumns are the table in memory: years as values, the rest as codes + 1.
type facetColumns struct {
	names  []string
	years  []int32
	codes  map[string][]uint32
	values map[string]int
}

func readFacetColumns(ctx context.Context, in *lake.Reader) (*facetColumns, error) {
	c := &facetColumns{codes: map[string][]uint32{}, values: map[string]int{}}
	records, err := in.Columns(ctx, "select * exclude (id) from base.facet order by id")
	if err != nil {
		return nil, err
	}
	defer records.Release()
	for records.Next() {
		batch := records.RecordBatch()
		for i := range int(batch.NumCols()) {
			c.take(batch.ColumnName(i), batch.Column(i).(*array.Int32).Int32Values())
		}
	}
	for name := range c.codes {
		c.names = append(c.names, name)
	}
	return c, records.Err()
}

func (c *facetColumns) take(name string, values []int32) {
	if name == "year" {
		c.years = append(c.years, values...)
		return
	}
	for _, v := range values {
		c.codes[name] = append(c.codes[name], uint32(v)+1)
		c.values[name] = max(c.values[name], int(v)+1)
	}
}

// filter is the set of the patents that fit the three conditions.
func (c *facetColumns) filter() *text.Bitmap {
	set := text.RangeDocs(c.years, 1985, 1995)
	set.And(text.CodeDocs(c.codes["class"], nil, wantedRange(facetClasses, 480, 560), len(c.years)))
	return set.And(text.CodeDocs(c.codes["region"], nil, wantedRange(facetRegions, 0, 300), len(c.years)))
}

func wantedRange(values, from, to int) []bool {
	wanted := make([]bool, values)
	for i := from; i < to; i++ {
		wanted[i] = true
	}
	return wanted
}

// timed filters and counts, first the applicants, and tells the milliseconds.
func (c *facetColumns) timed(facets int) float64 {
	start := time.Now()
	set := c.filter()
	for i, name := range append([]string{"applicant"}, c.names...)[:facets] {
		if i > 0 && name == "applicant" {
			continue
		}
		counts, _ := text.CountCodes(c.codes[name], nil, c.values[name], set)
		text.TopCodes(counts, 20)
	}
	return 1000 * since(start)
}

// counted is the count of the most frequent value, to hold against DuckDB's.
func (c *facetColumns) counted(name string) int64 {
	counts, _ := text.CountCodes(c.codes[name], nil, c.values[name], c.filter())
	best, _ := text.TopCodes(counts, 1)
	if len(best) == 0 {
		return 0
	}
	return int64(counts[best[0]])
}

func (f *facetFigures) duck(ctx context.Context, in *lake.Reader, runs int, want int64) error {
	for range runs {
		start := time.Now()
		rows, err := in.Query(ctx, "select applicant, count(*) as n from base.facet "+facetWhere+" group by applicant order by n desc, applicant limit 20")
		if err != nil {
			return err
		}
		f.Duck = append(f.Duck, 1000*since(start))
		if len(rows.Data) > 0 && rows.Data[0][1].(int64) != want {
			return fmt.Errorf("the most frequent applicant has %d patents, DuckDB counts %v", want, rows.Data[0][1])
		}
	}
	start := time.Now()
	for k := range 17 {
		if _, err := in.Query(ctx, fmt.Sprintf("select c%d, count(*) as n from base.facet %s group by c%[1]d order by n desc, c%[1]d limit 20", k, facetWhere)); err != nil {
			return err
		}
	}
	for _, name := range []string{"applicant", "class", "region"} {
		if _, err := in.Query(ctx, fmt.Sprintf("select %s, count(*) as n from base.facet %s group by %[1]s order by n desc, %[1]s limit 20", name, facetWhere)); err != nil {
			return err
		}
	}
	f.Duck20 = append(f.Duck20, 1000*since(start))
	return nil
}
