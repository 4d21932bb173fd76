package derive

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"asterism/internal/lake"
	"asterism/internal/lang"
	"asterism/patent"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// cohortsKernel adapts patent.Describe: what kernel quality puts out in, the distribution of each indicator in each cohort out.
func cohortsKernel() KernelAdapter {
	key := []lake.Column{{Name: "office", Type: "VARCHAR"}, {Name: "patent_type", Type: "VARCHAR"}, {Name: "field_number", Type: "VARCHAR"}, {Name: "application_year", Type: "BIGINT"}}
	k := KernelAdapter{
		Name: "cohorts",
		Doc: lang.Text{Zh: "同组分布：quality 的结果按受理局 × 类型 × 领域 × 申请年给出每项指标的 n、均值、标准差、偏度、峰度与分位数（OECD 的同组表）",
			En: "cohort tables: of what quality puts out, by office, type, field and filing year, n, mean, sd, skewness, kurtosis and percentiles of each indicator, as OECD prints them"},
		Input: key, Output: append(slices.Clone(key), lake.Column{Name: "indicator", Type: "VARCHAR"}, lake.Column{Name: "value_count", Type: "BIGINT"}),
		Version: "1", AnyOrder: true, Run: runCohorts,
	}
	for _, name := range qualityNumbers {
		if !strings.HasSuffix(name, "_percentile") {
			k.Optional = append(k.Optional, lake.Column{Name: name, Type: "DOUBLE"})
		}
	}
	for _, name := range []string{"mean", "sd", "skewness", "kurtosis", "least", "p1", "p10", "p25", "p50", "p75", "p90", "p99", "most"} {
		k.Output = append(k.Output, lake.Column{Name: name, Type: "DOUBLE"})
	}
	return k
}

type cohortName struct {
	office, kind, field string
	year                int64
}

func (a cohortName) compare(b cohortName) int {
	return cmp.Or(cmp.Compare(a.office, b.office), cmp.Compare(a.kind, b.kind), cmp.Compare(a.field, b.field), cmp.Compare(a.year, b.year))
}

// runCohorts collects the values by cohort and indicator; rows without cohort count nowhere.
func runCohorts(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
	values := map[cohortName]map[string][]float64{}
	for in.Next() {
		takeCohorts(in.RecordBatch(), values)
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	if err := in.Err(); err != nil {
		return err
	}
	names := make([]cohortName, 0, len(values))
	for n := range values {
		names = append(names, n)
	}
	slices.SortFunc(names, cohortName.compare)
	for _, n := range names {
		if err := writeCohort(n, values[n], out); err != nil {
			return err
		}
	}
	return nil
}

func takeCohorts(b arrow.RecordBatch, values map[cohortName]map[string][]float64) {
	office, kind, field, year := b.Column(0).(*array.String), b.Column(1).(*array.String), b.Column(2).(*array.String), b.Column(3).(*array.Int64)
	for i := range int(b.NumRows()) {
		if office.IsNull(i) || kind.IsNull(i) || field.IsNull(i) || year.IsNull(i) {
			continue
		}
		n := cohortName{office.Value(i), kind.Value(i), field.Value(i), year.Value(i)}
		of := values[n]
		if of == nil {
			n.office, n.kind, n.field = strings.Clone(n.office), strings.Clone(n.kind), strings.Clone(n.field)
			of = map[string][]float64{}
			values[n] = of
		}
		for k := 4; k < int(b.NumCols()); k++ {
			if a, ok := b.Column(k).(*array.Float64); ok && a.IsValid(i) {
				name := b.Schema().Field(k).Name
				of[name] = append(of[name], a.Value(i))
			}
		}
	}
}

func writeCohort(n cohortName, values map[string][]float64, out *Output) error {
	for _, name := range qualityNumbers {
		x := values[name]
		if len(x) == 0 {
			continue
		}
		slices.Sort(x) // sums that do not depend on the order of the rows
		c := patent.Describe(x)
		row := []any{n.office, n.kind, n.field, n.year, name, int64(c.N)}
		for _, v := range []float64{c.Mean, c.SD, c.Skewness, c.Kurtosis, c.Min, c.P1, c.P10, c.P25, c.P50, c.P75, c.P90, c.P99, c.Max} {
			row = append(row, orNull(v))
		}
		if err := out.Row(row...); err != nil {
			return err
		}
	}
	return nil
}

// orNull is the number, or nil where it is not defined.
func orNull(x float64) any {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return x
}
