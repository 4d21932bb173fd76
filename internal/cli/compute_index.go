package cli

import (
	"path/filepath"
	"slices"
	"strings"

	"asterism"
	"asterism/internal/derive"
	"asterism/internal/fail"
	"asterism/internal/report"
)

// index is compute index --spec FILE: a composite index of a plain file, without a workspace.
func (r *run) index(list []string) error {
	options, help, err := words(list)
	if err != nil {
		return err
	}
	if help {
		r.indexHelp()
		return nil
	}
	take := func(name string) string {
		v := options[name]
		delete(options, name)
		return v
	}
	spec, in, out, table := take("spec"), take("in"), take("out"), take("table")
	r.JSON = r.JSON || take("json") == "true"
	format, err := formatOf(options, out)
	if err != nil {
		return err
	}
	for name := range options {
		return fail.New(fail.Invalid, "compute index has no option %q; it has: spec, in, out, table, format", name)
	}
	if table == "" {
		table = "scores"
	}
	if !slices.Contains(derive.IndexTables, table) {
		return fail.New(fail.Invalid, "option %s=%s: one of %s", "table", table, strings.Join(derive.IndexTables, ", "))
	}
	if !slices.Contains([]string{"tsv", "csv", "json", "xlsx"}, format) {
		return fail.New(fail.Invalid, "option %s=%s: one of %s", "format", format, "tsv, csv, json, xlsx")
	}
	if spec == "" {
		return fail.New(fail.Invalid, "compute index: which index? --spec FILE.yaml")
	}
	if r.JSON {
		format = "json"
	}
	return r.indexOf(spec, in, out, derive.IndexComputation{Table: table, Computation: derive.Computation{Format: format, Notes: r.stderr}})
}

// indexOf reads the spec and the data, which the spec names where --in does not.
func (r *run) indexOf(spec, in, out string, c derive.IndexComputation) error {
	text, err := r.input(spec)
	if err != nil {
		return err
	}
	c.SpecName, c.Spec, c.Name = spec, text, in
	if in == "" {
		s, err := derive.ReadIndexSpec(spec, text)
		if err != nil {
			return err
		}
		if s.Data == "" {
			return fail.New(fail.Invalid, "compute %s: which file? --in FILE (- for standard input)", "index")
		}
		c.Name = filepath.Join(filepath.Dir(spec), s.Data)
	}
	if c.Input, err = r.input(c.Name); err != nil {
		return err
	}
	facts := []report.Fact{{Title: "指数说明书 · spec", Text: filepath.Base(spec)}, {Title: "输入文件 · input", Text: filepath.Base(c.Name)}, {Title: "表 · table", Text: c.Table}, {Title: "程序 · program", Text: "asterism " + asterism.Version}}
	return r.result(out, &c.Computation, resultSheet{c.Table, nil, facts}, func() error { return derive.ComputeIndex(r, c) })
}

func (r *run) indexHelp() {
	r.say(`asterism compute index --spec index.yaml [--in data.csv] --out results.csv [--table scores]

按 YAML 说明书从指标做出综合指数：分母、插补、筛选、离群值处理、标准化、权重、合成，默认附名次区间。写法见 docs/methods/composite.md
A composite index as a YAML file states it, with rank intervals by default. docs/methods/composite.md

说明书 spec: title, source, data, unit, period, indicators, groups, steps, uncertainty
  indicators   id, name, column, group, direction (1, -1), weight, unit, denominator, posts [low, high], target, reference
  groups       id, name, group, weight（没有 group 的一个是指数本身 · the one without a group is the index）`)
	r.say("  steps        do: …")
	for _, line := range derive.IndexStepHelp() {
		r.say("    %s", line)
	}
	r.say(`  uncertainty  replications (1000; 0: no intervals), seed (1), level (0.9), weights ([0.25]), instead ([{do: …}]), sensitivity (1000)

结果表 --table:
  scores       unit, [period], score, rank, rank_low, rank_high，再一列一个分组 · then a column a group（宽表 wide）
  values       标准化后的指标 · normalised indicators
  weights      id, group, level, weight, effective, correlation, correlation2, shift, most, most_unit：权重与实际作用 · weights and what they do
  sensitivity  factor, first, first_low, first_high, total, total_low, total_high：哪个选择决定名次（Sobol'）· which choice decides the ranks
  reversals    unit, pairs, most：少了它，其余的次序变不变 · what its absence does to the others
  changes      unit, from, to, indicator, score_change, rank_change：变化由哪个指标带来（Shapley）· which indicator brought the change

每一步的散列、筛掉的单位、权重的一致性写到标准错误。 · Hashes of the steps, units screened out, consistency: on standard error.`)
}
