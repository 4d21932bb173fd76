package cli

import (
	"fmt"
	"text/tabwriter"

	"asterism/internal/derive"
	"asterism/internal/fail"
)

type buildVerb struct {
	Jobs int `help:"并行数，默认核数的一半，至少 2 · tables at once; default: half the cores, at least two."`
}

func (v *buildVerb) Run(r *run) error {
	w, err := r.openRead()
	if err != nil {
		return err
	}
	defer w.Close()
	bar := r.progress("生成 build")
	defer bar.done()
	result, err := w.Build(r, actor(), derive.Options{Jobs: v.Jobs, Progress: bar.table})
	if err != nil {
		return err
	}
	bar.done()
	if err := r.print(result, func() { built(r, result) }); err != nil {
		return err
	}
	if n := len(result.Failed); n > 0 {
		return fail.New(fail.Unavailable, "%d 个表未能生成，其余已完成 · tables failed, the others stand", n)
	}
	return nil
}

func built(r *run, result *derive.Result) {
	t := tabwriter.NewWriter(r.stdout, 0, 4, 2, ' ', 0)
	rebuilt := 0
	for _, table := range result.Tables {
		if table.Rebuilt {
			rebuilt++
			fmt.Fprintf(t, "%s\t%d\t%.2f s\n", table.Name, table.Rows, table.Seconds)
		}
	}
	t.Flush()
	for _, f := range result.Failed {
		r.note("✗ %s (%s:%d): %s", f.Name, f.File, f.Line, f.Error)
	}
	r.say("快照 snapshot %d：%d 个表，重建 %d · tables, rebuilt", result.Snapshot, len(result.Tables), rebuilt)
}
