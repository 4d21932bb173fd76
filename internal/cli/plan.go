package cli

import (
	"fmt"
	"text/tabwriter"

	"asterism/internal/plan"
)

type planVerb struct {
	Name string `arg:"" optional:"" help:"规划编号；不写则列出 · plan; none lists them."`
	AsOf int    `help:"截至年份 · as of year; default: the plan's last target year."`
	At   int64  `help:"快照编号 · snapshot."`
	Lang string `enum:"zh,en," default:"" help:"zh 或 en."`
}

func (v *planVerb) Run(r *run) error {
	w, err := r.openRead()
	if err != nil {
		return err
	}
	defer w.Close()
	if v.Lang == "" {
		v.Lang = w.Config().Language
	}
	if v.Name == "" {
		return r.print(w.Plans(), func() {
			for _, p := range w.Plans() {
				r.say("%-20s %s", p.ID, p.Title.In(v.Lang))
			}
		})
	}
	status, err := w.PlanStatus(r, v.Name, v.At, v.AsOf)
	if err != nil {
		return err
	}
	return r.print(status, func() { v.show(r, status) })
}

func (v *planVerb) show(r *run, s *plan.Status) {
	t := tabwriter.NewWriter(r.stdout, 0, 4, 2, ' ', 0)
	for _, x := range s.Targets {
		fmt.Fprintf(t, "%s\t%s\t%s\n", x.ID, x.Title.In(v.Lang), x.State)
	}
	for _, c := range s.Commitments {
		fmt.Fprintf(t, "%s\t%s\t%s %d\n", c.Clause, shorten(c.Title.In(v.Lang), 40), c.State, c.Count)
	}
	t.Flush()
}
