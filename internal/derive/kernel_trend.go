package derive

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"asterism/econ"
	"asterism/forecast"
	"asterism/internal/lake"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// trendKernels adapt package forecast and the indices of package econ.
func trendKernels() []KernelAdapter {
	word := func(names ...string) (list []lake.Column) {
		for _, n := range names {
			list = append(list, lake.Column{Name: n, Type: "VARCHAR"})
		}
		return list
	}
	double := func(names ...string) (list []lake.Column) {
		for _, n := range names {
			list = append(list, lake.Column{Name: n, Type: "DOUBLE"})
		}
		return list
	}
	whole := func(names ...string) (list []lake.Column) {
		for _, n := range names {
			list = append(list, lake.Column{Name: n, Type: "BIGINT"})
		}
		return list
	}
	return []KernelAdapter{
		{Name: "s_curve", Version: "1", AnyOrder: true, Run: runSCurve,
			Doc: lang.Text{Zh: "S 曲线：各序列的历年件数（只给完整的年份）拟合 logistic 与 Gompertz，K 带 95% 轮廓似然区间；拟合不足者说明原因。Meyer 等 1999, doi 10.1016/S0040-1625(99)00021-9",
				En: "growth curves: logistic and Gompertz fitted to the yearly counts of each series (complete years only), K with its 95 % profile interval; refusals with the reason. Meyer et al. 1999, doi 10.1016/S0040-1625(99)00021-9"},
			Input: slices.Concat(word("series"), whole("year"), double("patent_count")),
			Output: slices.Concat(word("series", "model"), whole("first_year", "last_year"), double("patent_count", "limit_count", "limit_low", "limit_high", "middle_year", "span_years", "maturity_share",
				"deviance", "spread"), word("reason"))},
		{Name: "lag_correction", Version: "1", AnyOrder: true, Run: runLagCorrection,
			Doc: lang.Text{Zh: "截断年份的时滞修正：按申请年 × 公开时滞的三角形用链梯法推算全年件数，带 95% 区间（Mack 1993, doi 10.2143/AST.23.2.2005092）。lag 为公开落在截止日前第几个 12 个月的序号，age 为该申请年到截止日的序号",
				En: "correction of truncated years: the whole of each filing year by the chain ladder over the triangle of filing year and lag of publication, with 95 % bands (Mack 1993, doi 10.2143/AST.23.2.2005092). lag numbers the twelve months a publication falls in, age is the last such number the filing year has reached"},
			Input:  slices.Concat(word("series"), whole("year", "lag", "age"), double("patent_count")),
			Output: slices.Concat(word("series"), whole("year"), double("patent_count", "corrected_count", "corrected_low", "corrected_high", "seen_share"))},
		{Name: "rta", Version: "1", AnyOrder: true, Run: runRTA,
			Doc: lang.Text{Zh: "显性技术优势 RTA 及其 95% 区间（Katz 1978）、RPA、RSI；只在同一总体 series 内计算。OECD 2009",
				En: "revealed technology advantage with its 95 % interval (Katz 1978), RPA and RSI, within a population (series). OECD 2009"},
			Input:  slices.Concat(word("series", "unit", "class"), double("patent_count")),
			Output: slices.Concat(word("series", "unit", "class"), double("patent_count", "unit_count", "class_count", "rta", "rta_low", "rta_high", "rpa", "rsi"), []lake.Column{{Name: "is_uncommon", Type: "BOOLEAN"}})},
		{Name: "diversity", Version: "1", AnyOrder: true, Run: runDiversity,
			Doc: lang.Text{Zh: "技术多样性：各序列各年在类上的 Shannon 熵、均匀度、Simpson 指数与 Rao-Stirling 指数；类间距离 = 1 − 共类余弦（全部年份）。class_a = class_b 的行是该类的件数。Stirling 2007, doi 10.1098/rsif.2007.0213",
				En: "diversity of technologies: Shannon, evenness, Simpson and Rao-Stirling of each series and year over classes; distance = 1 − cosine of co-classification over all years. Rows with class_a = class_b count the class. Stirling 2007, doi 10.1098/rsif.2007.0213"},
			Input:  slices.Concat(word("series"), whole("year"), word("class_a", "class_b"), double("patent_count")),
			Output: slices.Concat(word("series"), whole("year", "class_count"), double("shannon", "evenness", "simpson", "rao", "new_pair_share"))},
		{Name: "residuals", Version: "1", AnyOrder: true, Run: runResiduals,
			Doc: lang.Text{Zh: "矩阵残差：每格的期望 E = 行×列/总、Pearson 残差 (n−E)/√E 与调整残差（Haberman 1973）；没有的格补 0。用于技术功效矩阵的空白点",
				En: "residuals of a matrix: expected E = row·column/total, Pearson (n−E)/√E and adjusted residuals (Haberman 1973) of every cell, absent ones as 0. For gaps in technology × effect matrices"},
			Input:  slices.Concat(word("row_name", "column_name"), double("patent_count")),
			Output: slices.Concat(word("row_name", "column_name"), double("patent_count", "expected_count", "pearson", "adjusted", "row_count", "column_count"))},
	}
}

// rowsOf calls do for every row of a table: its words, whole numbers and amounts, in their order. Rows with a null word or whole number
// are passed over.
func rowsOf(ctx context.Context, in array.RecordReader, do func(words []string, wholes []int64, amount float64)) error {
	for in.Next() {
		b := in.RecordBatch()
	rows:
		for i := range int(b.NumRows()) {
			var words []string
			var wholes []int64
			amount := 0.0
			for _, c := range b.Columns() {
				if c.IsNull(i) {
					continue rows
				}
				switch c := c.(type) {
				case *array.String:
					words = append(words, strings.Clone(c.Value(i)))
				case *array.Int64:
					wholes = append(wholes, c.Value(i))
				case *array.Float64:
					amount = c.Value(i)
				}
			}
			do(words, wholes, amount)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return in.Err()
}

// sortedKeys of a map.
func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func runSCurve(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
	series := map[string]map[int64]float64{}
	err := rowsOf(ctx, in, func(w []string, n []int64, amount float64) {
		if series[w[0]] == nil {
			series[w[0]] = map[int64]float64{}
		}
		series[w[0]][n[0]] += amount
	})
	if err != nil {
		return err
	}
	for _, name := range sortedKeys(series) {
		years := sortedKeys(series[name])
		first, last := years[0], years[len(years)-1]
		if last-first > 400 {
			continue // no series of years
		}
		counts := make([]float64, last-first+1)
		total := 0.0
		for y, n := range series[name] {
			counts[y-first] = n
		}
		for _, n := range counts {
			total += n
		}
		for _, c := range []forecast.Curve{forecast.Logistic, forecast.Gompertz} {
			s := forecast.FitCurve(int(first), counts, c)
			var reason any
			if s.Reason != "" {
				reason = s.Reason
			}
			model := map[forecast.Curve]string{forecast.Logistic: "logistic", forecast.Gompertz: "gompertz"}[c]
			if err := out.Row(name, model, first, last, total, orNull(s.Limit), orNull(s.Low), orNull(s.High), orNull(s.Middle), orNull(s.Span), orNull(s.Maturity),
				orNull(s.Deviance), orNull(s.Spread), reason); err != nil {
				return err
			}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// longestLag bounds the triangle: what is published later is too little to wait for.
const longestLag = 12

func runLagCorrection(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
	type year struct {
		age   int64
		byLag [longestLag + 1]float64
	}
	series := map[string]map[int64]*year{}
	err := rowsOf(ctx, in, func(w []string, n []int64, amount float64) {
		if series[w[0]] == nil {
			series[w[0]] = map[int64]*year{}
		}
		y := series[w[0]][n[0]]
		if y == nil {
			y = &year{}
			series[w[0]][n[0]] = y
		}
		y.age = max(y.age, min(n[2], longestLag))
		y.byLag[min(max(n[1], 0), longestLag)] += amount
	})
	if err != nil {
		return err
	}
	for _, name := range sortedKeys(series) {
		years := sortedKeys(series[name])
		triangle := make([][]float64, len(years))
		for i, y := range years {
			sum := 0.0
			for lag := range series[name][y].age + 1 {
				sum += series[name][y].byLag[lag]
				triangle[i] = append(triangle[i], sum)
			}
		}
		for i, c := range forecast.Ladder(triangle) {
			if err := out.Row(name, years[i], orNull(c.Seen), orNull(c.Ultimate), orNull(c.Low), orNull(c.High), orNull(c.Seen/c.Ultimate)); err != nil {
				return err
			}
		}
	}
	return nil
}

func runRTA(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
	type population struct {
		own         map[[2]string]float64
		unit, class map[string]float64
		all         float64
	}
	series := map[string]*population{}
	err := rowsOf(ctx, in, func(w []string, _ []int64, amount float64) {
		p := series[w[0]]
		if p == nil {
			p = &population{map[[2]string]float64{}, map[string]float64{}, map[string]float64{}, 0}
			series[w[0]] = p
		}
		p.own[[2]string{w[1], w[2]}] += amount
		p.unit[w[1]] += amount
		p.class[w[2]] += amount
		p.all += amount
	})
	if err != nil {
		return err
	}
	for _, name := range sortedKeys(series) {
		p := series[name]
		for _, unit := range sortedKeys(p.unit) {
			for _, class := range sortedKeys(p.class) {
				own, there := p.own[[2]string{unit, class}]
				if !there {
					continue
				}
				a := econ.RTA(own, p.unit[unit], p.class[class], p.all)
				if err := out.Row(name, unit, class, own, p.unit[unit], p.class[class], orNull(a.RTA), orNull(a.Low), orNull(a.High), orNull(a.RPA), orNull(a.RSI), a.IsUncommon); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func runDiversity(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
	all := map[string]*coClasses{}
	err := rowsOf(ctx, in, func(w []string, n []int64, amount float64) {
		if all[w[0]] == nil {
			all[w[0]] = newCoClasses()
		}
		all[w[0]].add(n[0], w[1], w[2], amount)
	})
	if err != nil {
		return err
	}
	for _, name := range sortedKeys(all) {
		c := all[name]
		c.name()
		seen := map[[2]string]bool{}
		for _, year := range sortedKeys(c.year) {
			d := econ.Diverse(c.amounts(year), c.distance)
			fresh := 0
			for pair := range c.pairs[year] {
				if !seen[pair] {
					fresh++
					seen[pair] = true
				}
			}
			var share any
			if n := len(c.pairs[year]); n > 0 {
				share = float64(fresh) / float64(n)
			}
			if err := out.Row(name, year, int64(d.Classes), orNull(d.Shannon), orNull(d.Evenness), orNull(d.Simpson), orNull(d.Rao), share); err != nil {
				return err
			}
		}
	}
	return nil
}

// coClasses counts classes and pairs of classes of one series.
type coClasses struct {
	year   map[int64]map[string]float64
	pairs  map[int64]map[[2]string]bool
	single map[string]float64
	both   map[[2]string]float64
	names  []string
}

func newCoClasses() *coClasses {
	return &coClasses{map[int64]map[string]float64{}, map[int64]map[[2]string]bool{}, map[string]float64{}, map[[2]string]float64{}, nil}
}

func (c *coClasses) add(year int64, a, b string, amount float64) {
	if c.year[year] == nil {
		c.year[year], c.pairs[year] = map[string]float64{}, map[[2]string]bool{}
	}
	if a == b {
		c.year[year][a] += amount
		c.single[a] += amount
		return
	}
	pair := [2]string{min(a, b), max(a, b)}
	c.pairs[year][pair] = true
	c.both[pair] += amount
}

func (c *coClasses) name() { c.names = sortedKeys(c.single) }

func (c *coClasses) amounts(year int64) []float64 {
	x := make([]float64, len(c.names))
	for i, n := range c.names {
		x[i] = c.year[year][n]
	}
	return x
}

// distance of two classes: 1 less the cosine of their meeting on patents, over all years.
func (c *coClasses) distance(i, j int) float64 {
	a, b := c.names[i], c.names[j]
	_, cosine, _ := econ.Together(c.both[[2]string{min(a, b), max(a, b)}], c.single[a], c.single[b], 1)
	return 1 - cosine
}

func runResiduals(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
	count, rows, columns := map[[2]string]float64{}, map[string]float64{}, map[string]float64{}
	err := rowsOf(ctx, in, func(w []string, _ []int64, amount float64) {
		count[[2]string{w[0], w[1]}] += amount
		rows[w[0]] += amount
		columns[w[1]] += amount
	})
	if err != nil {
		return err
	}
	across, down := sortedKeys(columns), sortedKeys(rows)
	matrix := make([][]float64, len(down))
	for i, r := range down {
		for _, c := range across {
			matrix[i] = append(matrix[i], count[[2]string{r, c}])
		}
	}
	for i, list := range econ.Residuals(matrix) {
		for j, c := range list {
			if err := out.Row(down[i], across[j], c.Count, orNull(c.Expected), orNull(c.Pearson), orNull(c.Adjusted), rows[down[i]], columns[across[j]]); err != nil {
				return err
			}
		}
	}
	return nil
}
