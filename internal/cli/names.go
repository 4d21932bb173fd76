package cli

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"asterism"
	"asterism/internal/fail"
	"asterism/internal/store"
	"asterism/internal/workspace"
)

type namesVerb struct {
	Review namesReviewVerb `cmd:"" help:"待核对的名称 · list the pairs of names to review."`
	Same   namesSameVerb   `cmd:"" help:"判为同一主体 · decide that two parties are one."`
	Apart  namesApartVerb  `cmd:"" help:"判为不同主体 · decide that two parties are two."`
	Split  namesSplitVerb  `cmd:"" help:"拆出若干名称 · make some names of a party a party of their own."`
	List   namesListVerb   `cmd:"" help:"列出决定 · list the decisions."`
	Undo   namesUndoVerb   `cmd:"" help:"撤销一个决定 · take a decision back."`
}

type namesReviewVerb struct {
	Limit int `default:"20" help:"条数 · how many."`
}

func (v *namesReviewVerb) Run(r *run) error {
	if v.Limit < 1 {
		return fail.New(fail.Invalid, "limit=%d: above 0", v.Limit)
	}
	w, err := r.open()
	if err != nil {
		return err
	}
	defer w.Close()
	rows, err := w.PartiesToReview(r, v.Limit)
	if err != nil {
		return err
	}
	return rowsTo(r, rows, "table")
}

// both are the two parties of a decision and its reason.
type both struct {
	A      string `arg:"" help:"主体标识或其任一名称 · a party's identifier or any of its names."`
	B      string `arg:"" help:"另一主体 · the other party."`
	Reason string `required:"" help:"原因 · the reason."`
}

// parties finds both in a workspace.
func (b *both) parties(r *run, w *asterism.Workspace) (one, other string, err error) {
	if one, err = w.FindParty(r, b.A); err == nil {
		other, err = w.FindParty(r, b.B)
	}
	return one, other, err
}

type namesSameVerb struct{ both }

func (v *namesSameVerb) Run(r *run) error {
	return r.decision(func(w *asterism.Workspace) (*store.Edit, error) {
		a, b, err := v.parties(r, w)
		if err != nil {
			return nil, err
		}
		return w.MergeParties(r, actor(), v.Reason, a, b)
	})
}

type namesApartVerb struct {
	both
	Unrelated bool `help:"集团也不同 · not of one group either."`
}

func (v *namesApartVerb) Run(r *run) error {
	return r.decision(func(w *asterism.Workspace) (*store.Edit, error) {
		a, b, err := v.parties(r, w)
		if err != nil {
			return nil, err
		}
		return w.HoldApart(r, actor(), v.Reason, a, b, v.Unrelated)
	})
}

type namesSplitVerb struct {
	Party     string   `arg:"" help:"主体标识或其任一名称 · a party's identifier or any of its names."`
	Names     []string `arg:"" help:"要拆出的名称 · the names to take out."`
	Reason    string   `required:"" help:"原因 · the reason."`
	Unrelated bool     `help:"集团也不同 · not of one group either."`
}

func (v *namesSplitVerb) Run(r *run) error {
	return r.decision(func(w *asterism.Workspace) (*store.Edit, error) {
		party, err := w.FindParty(r, v.Party)
		if err != nil {
			return nil, err
		}
		keys, err := w.NameKeys(r, party, v.Names)
		if err != nil {
			return nil, err
		}
		return w.SplitParty(r, actor(), v.Reason, party, keys, v.Unrelated)
	})
}

// decision keeps one decision and says its number.
func (r *run) decision(decide func(*asterism.Workspace) (*store.Edit, error)) error {
	w, err := r.open()
	if err != nil {
		return err
	}
	defer w.Close()
	e, err := decide(w)
	if err != nil {
		return err
	}
	return r.print(e, func() {
		r.say("已记决定 %d；请运行 asterism build · decision %[1]d kept; run: asterism build", e.ID)
	})
}

type namesListVerb struct{}

func (v *namesListVerb) Run(r *run) error {
	w, err := r.open()
	if err != nil {
		return err
	}
	defer w.Close()
	all, err := w.PartyDecisions(r)
	if err != nil {
		return err
	}
	return r.print(all, func() { listDecisions(r, all) })
}

func listDecisions(r *run, all []workspace.PartyDecision) {
	t := tabwriter.NewWriter(r.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "编号 id\t有效 in force\t决定 decision\t甲 A\t乙 B\t原因 reason\t操作人 actor\t时间 time")
	for _, d := range all {
		state := map[bool]string{true: "✓", false: "–"}[d.InForce]
		if d.Undoes != 0 {
			state = fmt.Sprintf("撤销 undoes %d", d.Undoes)
		}
		fmt.Fprintf(t, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", d.ID, state, d.Relation, shorten(strings.Join(d.A, " "), 30), shorten(strings.Join(d.B, " "), 30), shorten(d.Reason, 24), d.Actor, d.Time.Local().Format(time.DateTime))
	}
	t.Flush()
}

type namesUndoVerb struct {
	ID     int64  `arg:"" help:"决定编号（asterism names list）· number of the decision."`
	Reason string `required:"" help:"撤销原因 · the reason."`
}

func (v *namesUndoVerb) Run(r *run) error {
	return r.decision(func(w *asterism.Workspace) (*store.Edit, error) {
		return w.UndoDecision(r, actor(), v.Reason, v.ID)
	})
}
