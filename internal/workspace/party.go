package workspace

import (
	"context"
	"slices"
	"strings"

	"asterism/internal/derive"
	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/store"
)

// PartyDecision is what a person decided of names, with when, why and whether it counts.
type PartyDecision struct {
	*store.Edit
	derive.PartyDecision
	InForce bool `json:"in_force"`
}

// MergeParties decides that two parties are one. Like every decision it is of their names as the current snapshot has
// them, counts from the next Build on, and can be taken back by UndoEdit. Errors: NotFound, Invalid without a reason,
// Conflict when that stands decided.
func (w *Workspace) MergeParties(ctx context.Context, actor, reason, a, b string) (*store.Edit, error) {
	return w.decideParties(ctx, actor, reason, derive.Same, a, b)
}

// HoldApart decides that two parties are two legal entities; unrelated: not of one group either.
func (w *Workspace) HoldApart(ctx context.Context, actor, reason, a, b string, unrelated bool) (*store.Edit, error) {
	return w.decideParties(ctx, actor, reason, apart(unrelated), a, b)
}

func apart(unrelated bool) string {
	if unrelated {
		return derive.Unrelated
	}
	return derive.Apart
}

func (w *Workspace) decideParties(ctx context.Context, actor, reason, relation, a, b string) (_ *store.Edit, err error) {
	defer fail.Wrap(&err, "decision on names")
	if a == b {
		return nil, fail.New(fail.Invalid, "they are one party already: %s", a)
	}
	r, err := w.lake.Read(ctx, 0)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	d := derive.PartyDecision{Relation: relation}
	if d.A, err = partyNames(ctx, r, a); err != nil {
		return nil, err
	}
	if d.B, err = partyNames(ctx, r, b); err != nil {
		return nil, err
	}
	return w.decide(ctx, actor, reason, d)
}

// SplitParty decides that some of the folded names of a party are another party than the rest.
func (w *Workspace) SplitParty(ctx context.Context, actor, reason, party string, names []string, unrelated bool) (_ *store.Edit, err error) {
	defer fail.Wrap(&err, "split")
	r, err := w.lake.Read(ctx, 0)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	all, err := partyNames(ctx, r, party)
	if err != nil {
		return nil, err
	}
	d := derive.PartyDecision{Relation: apart(unrelated)}
	for _, n := range all {
		if slices.Contains(names, n) {
			d.A = append(d.A, n)
		} else {
			d.B = append(d.B, n)
		}
	}
	if len(d.A) == 0 || len(d.B) == 0 {
		return nil, fail.New(fail.Invalid, "choose some of the names, but not all: %s has %d", party, len(all))
	}
	return w.decide(ctx, actor, reason, d)
}

// decide keeps a decision. One that stands as it is would say nothing new.
func (w *Workspace) decide(ctx context.Context, actor, reason string, d derive.PartyDecision) (*store.Edit, error) {
	key, field, value := d.Cell()
	edits, err := w.store.AppendEdits(ctx, actor, strings.TrimSpace(reason), store.Change{Table: derive.PartyEdits, Key: key, Field: field, After: &value})
	if err != nil {
		return nil, err
	}
	return edits[0], nil
}

// partyNames are the folded names of a party, the ones only the register holds too.
func partyNames(ctx context.Context, r *lake.Reader, party string) (names []string, err error) {
	if _, built := r.Snapshot().Table("base.party_match"); !built {
		return nil, fail.New(fail.NotFound, "%s is not built yet; run: asterism build", "base.party_match")
	}
	rows, err := r.Query(ctx, "select name_key from base.party_match where party_id = ? and decision in ('stands', 'merged') order by name_key", party)
	if err != nil {
		return nil, err
	}
	for _, row := range rows.Data {
		names = append(names, row[0].(string))
	}
	if len(names) == 0 {
		return nil, fail.New(fail.NotFound, "no party %s", party)
	}
	return names, nil
}

// LeaveUnranked leaves an inventor, by folded name, out of rankings from the next Build on; UndoEdit takes it back.
func (w *Workspace) LeaveUnranked(ctx context.Context, actor, reason, name string) (*store.Edit, error) {
	out := "out"
	edits, err := w.store.AppendEdits(ctx, actor, strings.TrimSpace(reason), store.Change{Table: derive.OptOutEdits, Key: name, Field: "ranking", After: &out})
	if err != nil {
		return nil, err
	}
	return edits[0], nil
}

// PartyDecisions lists the decisions on names and opt-outs of rankings, with those that took others back, in order. An
// opt-out has the relation "out" and its name as A.
func (w *Workspace) PartyDecisions(ctx context.Context) ([]PartyDecision, error) {
	all, inForce, err := w.Edits(ctx)
	if err != nil {
		return nil, err
	}
	list := []PartyDecision{}
	for _, e := range all {
		p := PartyDecision{Edit: e, InForce: inForce[e.ID]}
		switch {
		case e.Table == derive.OptOutEdits:
			p.PartyDecision = derive.PartyDecision{Relation: "out", A: []string{e.Key}}
		case e.Table != derive.PartyEdits:
			continue
		default:
			value := e.After
			if value == nil {
				value = e.Before
			}
			if p.PartyDecision, err = derive.ReadPartyDecision(e.Field, *value); err != nil {
				return nil, err
			}
		}
		list = append(list, p)
	}
	return list, nil
}
