package cli

import (
	"time"

	"asterism/internal/lake"
)

type queryVerb struct {
	SQL     string        `arg:"" help:"一条 SELECT；表名写全，如 base.patent · one SELECT over schema-qualified tables."`
	At      int64         `help:"快照编号，默认最新 · snapshot; default: the current one."`
	Limit   int           `default:"1000" help:"行数上限 · at most so many rows."`
	Timeout time.Duration `default:"30s" help:"时间上限 · time limit."`
	Format  string        `enum:"table,json,csv,xlsx" default:"table" help:"table, json, csv, xlsx."`
}

func (v *queryVerb) Run(r *run) error {
	w, err := r.open()
	if err != nil {
		return err
	}
	defer w.Close()
	rows, err := w.Query(r, v.SQL, v.At, lake.QueryLimit{Rows: v.Limit, Time: v.Timeout})
	if err != nil {
		return err
	}
	if rows.Truncated {
		r.note("! 只显示前 %d 行 · only the first rows (--limit)", v.Limit)
	}
	return rowsTo(r, rows, v.Format)
}
