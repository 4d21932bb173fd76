package derive

import (
	"context"
	"math"
	"slices"
	"strings"

	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// indexKernels adapt the schemes of content/indices: the first row of a scheme carries its text, the others its figures.
func indexKernels() []KernelAdapter {
	input := slices.Concat(words("index_id", "spec", "entity_id", "observed_as"), wholeColumns("year"), doubles("value"))
	source := "OECD/JRC 2008, doi 10.1787/9789264043466-en"
	return []KernelAdapter{
		{Name: "index-score", Version: "1", AnyOrder: true, Input: input,
			Doc: lang.Text{Zh: "评价方案的得分、位次、位次区间（对权重与方法选择的蒙特卡洛模拟）与梯队，逐年；spec 为方案全文的一行，其余各行为数值。" + source,
				En: "scores, ranks, intervals of the ranks (Monte Carlo over weights and methods) and tiers of evaluation schemes, year by year; a row with the scheme's text as spec, the others its figures. " + source},
			Output: slices.Concat(words("index_id", "entity_id"), wholeColumns("year"), doubles("score"), wholeColumns("rank", "rank_low", "rank_high", "tier", "ranked_count", "known_count", "indicator_count"), words("missing", "score_reason")),
			Run:    runIndex((*Evaluation).scoreRows)},
		{Name: "index-part", Version: "1", AnyOrder: true, Input: input,
			Doc: lang.Text{Zh: "评价得分的构成：各指标与维度的无量纲值、有效权重与对得分的贡献；输入同 index-score。" + source,
				En: "what a score is made of: normalised value, effective weight and contribution of each indicator and dimension; input as of index-score. " + source},
			Output: slices.Concat(words("index_id", "entity_id"), wholeColumns("year"), words("node", "parent"), flags("is_group"), doubles("normalised", "weight", "contribution")),
			Run:    runIndex((*Evaluation).partRows)},
		{Name: "index-influence", Version: "1", AnyOrder: true, Input: input,
			Doc: lang.Text{Zh: "各指标与维度的作用：权重之外，去掉它时位次平均移动多少、与总分的相关；输入同 index-score。" + source,
				En: "what each indicator and dimension does: beside its weight, how far ranks move without it, and its correlation with the score; input as of index-score. " + source},
			Output: slices.Concat(words("index_id", "node", "parent"), flags("is_group"), doubles("weight", "effective", "correlation", "shift"), wholeColumns("most"), words("most_entity")),
			Run:    runIndex((*Evaluation).influenceRows)},
	}
}

// scheme is one index of the input.
type scheme struct {
	spec string
	rows []IndexRow
}

// runIndex makes each scheme and puts its rows out. A scheme whose figures make no index has no rows: the page that shows it tells why.
func runIndex(rows func(*Evaluation) ([][]any, error)) func(context.Context, array.RecordReader, KernelOptions, *Output) error {
	return func(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
		schemes := map[string]*scheme{}
		if err := numbersOf(ctx, in, func(w []string, n []float64) {
			s := schemes[w[0]]
			if s == nil {
				s = &scheme{}
				schemes[w[0]] = s
			}
			if w[1] != "" {
				s.spec = w[1]
			} else if !math.IsNaN(n[0]) && !math.IsNaN(n[1]) {
				s.rows = append(s.rows, IndexRow{w[2], int(n[0]), w[3], n[1]})
			}
		}); err != nil {
			return err
		}
		for _, id := range sortedKeys(schemes) {
			if err := schemes[id].put(id, rows, out); err != nil {
				return err
			}
		}
		return nil
	}
}

func (s *scheme) put(id string, rows func(*Evaluation) ([][]any, error), out *Output) error {
	f, err := ReadIndexFile("indices/"+id+".yaml", []byte(s.spec))
	if err != nil {
		return err
	}
	if len(f.Indicators) == 0 || len(s.rows) == 0 {
		return nil
	}
	e, err := f.Evaluate(s.rows)
	if err != nil {
		out.noted("%v", err)
		return nil
	}
	list, err := rows(e)
	if err != nil {
		out.noted("%v", err)
		return nil
	}
	for _, row := range list {
		if err := out.Row(append([]any{id}, row...)...); err != nil {
			return err
		}
	}
	return nil
}

func (e *Evaluation) scoreRows() (rows [][]any, err error) {
	scores, err := e.Scores()
	for _, s := range scores {
		row := []any{s.Entity, s.Year, numberOrNull(s.Score), wholeOrNull(s.Rank), wholeOrNull(s.Low), wholeOrNull(s.High), wholeOrNull(s.Tier), s.Ranked, s.Known, s.Indicators, nil, nil}
		if len(s.Missing) > 0 {
			row[10] = strings.Join(s.Missing, " ")
		}
		if s.Rank == 0 {
			row[11] = "few_known"
		}
		rows = append(rows, row)
	}
	return rows, err
}

func (e *Evaluation) partRows() (rows [][]any, err error) {
	for _, p := range e.Parts(0) {
		rows = append(rows, numbersOrNull([]any{p.Entity, p.Year, p.Node, p.Parent, p.IsGroup}, p.Normalised, p.Weight, p.Contribution))
	}
	return rows, nil
}

func (e *Evaluation) influenceRows() (rows [][]any, err error) {
	list, err := e.Influences()
	for _, x := range list {
		row := append(numbersOrNull([]any{x.Node, x.Parent, x.IsGroup}, x.Weight, x.Effective, x.Correlation, x.Shift), x.Most, nil)
		if x.MostEntity != "" {
			row[len(row)-1] = x.MostEntity
		}
		rows = append(rows, row)
	}
	return rows, err
}
