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

// PartiesToReview lists the foremost pairs of base.party_review that nobody has decided since the current snapshot.
func (w *Workspace) PartiesToReview(ctx context.Context, limit int) (*lake.Rows, error) {
	r, err := w.lake.Read(ctx, 0)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if _, built := r.Snapshot().Table("base.party_review"); !built {
		return nil, fail.New(fail.NotFound, "%s is not built yet; run: asterism build", "base.party_review")
	}
	decisions, err := w.PartyDecisions(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := r.Query(ctx, "select rank, score, name_a, party_a, name_b, party_b, decision, rule, shared_people, shared_class_count, name_key, other_key from base.party_review order by rank, name_key, other_key")
	if err != nil {
		return nil, err
	}
	left := &lake.Rows{Columns: rows.Columns[:len(rows.Columns)-2]}
	for _, row := range rows.Data {
		if n := len(row) - 2; len(left.Data) < limit && !isDecided(decisions, row[n].(string), row[n+1].(string)) {
			left.Data = append(left.Data, row[:n])
		}
	}
	return left, nil
}

// isDecided tells whether a decision in force is about both names.
func isDecided(decisions []PartyDecision, a, b string) bool {
	return slices.ContainsFunc(decisions, func(d PartyDecision) bool {
		return d.InForce && d.Undoes == 0 && (slices.Contains(d.A, a) && slices.Contains(d.B, b) || slices.Contains(d.A, b) && slices.Contains(d.B, a))
	})
}

// FindParty is the identifier of a party given by it, or by a name it bears. Errors: NotFound.
func (w *Workspace) FindParty(ctx context.Context, idOrName string) (string, error) {
	r, err := w.lake.Read(ctx, 0)
	if err != nil {
		return "", err
	}
	defer r.Close()
	if _, built := r.Snapshot().Table("base.party_name"); !built {
		return "", fail.New(fail.NotFound, "%s is not built yet; run: asterism build", "base.party_name")
	}
	rows, err := r.Query(ctx, "select party_id from base.party_name where party_id = ? or name = ? order by party_id <> ?, record_count desc nulls last, party_id limit 1", idOrName, idOrName, idOrName)
	if err != nil {
		return "", err
	}
	if len(rows.Data) == 0 {
		return "", fail.New(fail.NotFound, "no party %s", idOrName)
	}
	return rows.Data[0][0].(string), nil
}

// NameKeys are the folded names of a party by its written ones, or by themselves. Errors: NotFound for a name it does not bear.
func (w *Workspace) NameKeys(ctx context.Context, party string, names []string) (keys []string, err error) {
	r, err := w.lake.Read(ctx, 0)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	for _, name := range names {
		rows, err := r.Query(ctx, "select distinct m.name_key from base.party_match as m left join base.name_key as k on k.name_key = m.name_key where m.party_id = ? and m.decision in ('stands', 'merged') and (m.name_key = ? or k.name = ?)", party, name, name)
		if err != nil {
			return nil, err
		}
		if len(rows.Data) == 0 {
			return nil, fail.New(fail.NotFound, "%s bears no name %s", party, name)
		}
		keys = append(keys, rows.Data[0][0].(string))
	}
	return keys, nil
}

// UndoDecision takes back a decision on names; of other edits it takes none. Errors: NotFound.
func (w *Workspace) UndoDecision(ctx context.Context, actor, reason string, id int64) (*store.Edit, error) {
	all, err := w.PartyDecisions(ctx)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(all, func(d PartyDecision) bool { return d.ID == id && d.Undoes == 0 }) {
		return nil, fail.New(fail.NotFound, "no decision on names %d", id)
	}
	return w.UndoEdit(ctx, actor, reason, id)
}
