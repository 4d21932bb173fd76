package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"asterism"
	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/internal/store"
	"asterism/internal/workspace"
)

type correctVerb struct {
	Export correctExportVerb `cmd:"" help:"导出更正表 · write a table's present values as a workbook to correct."`
	Import correctImportVerb `cmd:"" help:"导入更正表 · read the corrected workbook back."`
	List   correctListVerb   `cmd:"" help:"列出更正 · list the corrections."`
	Undo   correctUndoVerb   `cmd:"" help:"撤销一条更正 · take a correction back."`
}

type correctExportVerb struct {
	Table string            `arg:"" optional:"" help:"表名，如 firm；不写则列出可更正的表 · table, such as firm; none lists them."`
	Out   string            `short:"o" placeholder:"FILE.xlsx" help:"写到；默认 <表名>.xlsx · write to; default: <table>.xlsx."`
	Where map[string]string `placeholder:"COLUMN=VALUE" help:"只导出该列等于该值的行，可多次 · only rows where the column has the value; repeatable."`
}

func (v *correctExportVerb) Run(r *run) error {
	w, err := r.openRead()
	if err != nil {
		return err
	}
	defer w.Close()
	if v.Table == "" {
		return v.list(r, w)
	}
	if v.Out == "" {
		v.Out = v.Table + ".xlsx"
	}
	if err := writeWorkbook(v.Out, func(f *os.File) error { return w.ExportCorrections(r, v.Table, v.Where, f) }); err != nil {
		return err
	}
	return r.print(map[string]any{"table": v.Table, "file": v.Out}, func() {
		r.say("已写 %s；改好后：asterism correct import %[1]s --dry-run · written; correct it, then import it", v.Out)
	})
}

func (v *correctExportVerb) list(r *run, w *asterism.Workspace) error {
	tables := w.Correctable()
	return r.print(tables, func() {
		for _, t := range tables {
			n, _ := w.Graph().Node("base." + t)
			r.say("%-24s %s · %s", t, n.Title.Zh, n.Title.En)
		}
	})
}

type correctImportVerb struct {
	File   string `arg:"" help:"改好的更正表 · the corrected workbook."`
	Reason string `help:"更正原因，用于未在表中写明原因的行 · the reason, for rows that state none."`
	DryRun bool   `help:"只预览 · show the changes only."`
}

func (v *correctImportVerb) Run(r *run) error {
	w, err := r.openRead()
	if err != nil {
		return err
	}
	defer w.Close()
	c, err := v.preview(r, w)
	if err != nil {
		return err
	}
	for i := range c.Findings {
		c.Findings[i].File = filepath.Base(v.File)
	}
	r.groups(w.Catalog(), w.Config().Language, finding.Summary(c.Findings))
	if v.DryRun {
		return r.print(c, func() { v.show(r, c) })
	}
	edits, err := w.ApplyCorrections(r, actor(), v.Reason, c)
	if err != nil {
		return err
	}
	return r.print(map[string]any{"table": c.Table, "edits": edits}, func() {
		r.say("已记 %d 处更正；请运行 asterism build · %[1]d corrections kept; run: asterism build", len(edits))
	})
}

func (v *correctImportVerb) preview(r *run, w *asterism.Workspace) (*workspace.Corrections, error) {
	f, err := os.Open(v.File)
	if err != nil {
		return nil, fail.As(fail.NotFound, err, "read the corrections")
	}
	defer f.Close()
	return w.PreviewCorrections(r, f)
}

func (v *correctImportVerb) show(r *run, c *workspace.Corrections) {
	t := tabwriter.NewWriter(r.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "行 line\t标识 row\t字段 field\t原值 before\t新值 after\t原因 reason")
	for _, one := range c.Changes {
		reason := one.Reason
		if reason == "" {
			reason = v.Reason
		}
		fmt.Fprintf(t, "%d\t%s\t%s\t%s\t%s\t%s\n", one.Line, one.Row, one.Field, cellText(one.Before), cellText(one.After), shorten(reason, 24))
	}
	t.Flush()
	r.say("%s：%d 行，%d 处改动，%d 处不能接受；未写入 · rows, changes, refused; nothing was written", c.Table, c.Rows, len(c.Changes), c.Refused())
}

func cellText(v *string) string {
	if v == nil {
		return "–"
	}
	return shorten(*v, 24)
}

type correctListVerb struct {
	Table string `arg:"" optional:"" help:"只列该表 · of this table only."`
}

// listed is a correction as it is printed: InForce says whether it counts.
type listed struct {
	*store.Edit
	InForce bool `json:"in_force"`
}

func (v *correctListVerb) Run(r *run) error {
	w, err := r.openRead()
	if err != nil {
		return err
	}
	defer w.Close()
	all, inForce, err := w.Edits(r)
	if err != nil {
		return err
	}
	shown := []listed{}
	for _, e := range all {
		if v.Table == "" || v.Table == e.Table {
			shown = append(shown, listed{e, inForce[e.ID]})
		}
	}
	return r.print(shown, func() { listEdits(r, shown) })
}

func listEdits(r *run, shown []listed) {
	t := tabwriter.NewWriter(r.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "编号 id\t有效 in force\t表 table\t标识 row\t字段 field\t原值 before\t新值 after\t原因 reason\t操作人 actor\t时间 time")
	for _, e := range shown {
		state := map[bool]string{true: "✓", false: "–"}[e.InForce]
		if e.Undoes != 0 {
			state = fmt.Sprintf("撤销 undoes %d", e.Undoes)
		}
		fmt.Fprintf(t, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", e.ID, state, e.Table, e.Key, e.Field, cellText(e.Before), cellText(e.After),
			shorten(e.Reason, 24), e.Actor, e.Time.Local().Format(time.DateTime))
	}
	t.Flush()
}

type correctUndoVerb struct {
	ID     int64  `arg:"" help:"更正编号（asterism correct list）· number of the correction."`
	Reason string `required:"" help:"撤销原因 · the reason."`
}

func (v *correctUndoVerb) Run(r *run) error {
	w, err := r.openRead()
	if err != nil {
		return err
	}
	defer w.Close()
	e, err := w.UndoEdit(r, actor(), v.Reason, v.ID)
	if err != nil {
		return err
	}
	return r.print(e, func() {
		r.say("已撤销更正 %d；请运行 asterism build · taken back; run: asterism build", v.ID)
	})
}
