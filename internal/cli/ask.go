package cli

import (
	"strings"

	"asterism"
)

type askVerb struct {
	Table  string `arg:"" optional:"" help:"表名，如 watch_filing；不写则列出 · table, such as watch_filing; none lists them."`
	Value  string `arg:"" optional:"" help:"问的值，如主体标识 · the value to ask for, such as the id of a party."`
	At     int64  `help:"快照编号，默认最新 · snapshot; default: the current one."`
	Format string `enum:"table,json,csv,xlsx" default:"table" help:"table, json, csv, xlsx."`
}

func (v *askVerb) Run(r *run) error {
	w, err := r.openRead()
	if err != nil {
		return err
	}
	defer w.Close()
	if v.Table == "" {
		return v.list(r, w)
	}
	if !strings.Contains(v.Table, ".") {
		v.Table = "measure." + v.Table
	}
	rows, err := w.Ask(r, v.Table, v.Value, v.At)
	if err != nil {
		return err
	}
	if len(rows.Data) == 0 {
		r.note("! %s 没有 %s 的行 · no rows", v.Table, v.Value)
	}
	return rowsTo(r, rows, v.Format)
}

func (v *askVerb) list(r *run, w *asterism.Workspace) error {
	type line struct {
		Table string `json:"table"`
		Asked string `json:"asked"`
		Zh    string `json:"zh"`
		En    string `json:"en"`
	}
	lines := []line{}
	for _, n := range w.Graph().AskedNodes() {
		lines = append(lines, line{n.Name, n.Asked, n.Title.Zh, n.Title.En})
	}
	return r.print(lines, func() {
		for _, l := range lines {
			r.say("%-28s %-10s %s · %s", l.Table, l.Asked, l.Zh, l.En)
		}
	})
}
