package workspace

import (
	"context"

	"asterism/internal/fail"
	"asterism/internal/plan"
)

// Plan finds a plan by its id.
func (w *Workspace) Plan(id string) (*plan.Plan, error) {
	for _, p := range w.Plans() {
		if p.ID == id {
			return p, nil
		}
	}
	return nil, fail.New(fail.NotFound, "no plan %q; asterism plan lists them", id)
}

// PlanStatus evaluates a plan's targets and commitments over a snapshot, as of a year (0: the plan's last).
func (w *Workspace) PlanStatus(ctx context.Context, id string, at int64, asOf int) (*plan.Status, error) {
	p, err := w.Plan(id)
	if err != nil {
		return nil, err
	}
	r, err := w.lake.Read(ctx, at)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return p.Status(ctx, r, asOf)
}
