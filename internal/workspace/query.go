package workspace

import (
	"context"

	"asterism/internal/fail"
	"asterism/internal/lake"
)

// Query runs a user's SELECT over a snapshot (0: the current one) through the gate, within the limit.
func (w *Workspace) Query(ctx context.Context, sql string, at int64, limit lake.QueryLimit) (*lake.Rows, error) {
	r, err := w.lake.Read(ctx, at)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return r.QueryUser(ctx, sql, limit)
}

// askedBy is the column of a table that Ask answers; empty for all others.
func (w *Workspace) askedBy(table string) string {
	n, _ := w.Graph().Node(table)
	return n.Asked
}

// Ask answers a table that is not built for one value of the column it is asked by (derive.Node.Ask), over a snapshot (0: the current one).
// Errors: NotFound for a table that is not so answered or whose inputs are not built, Invalid without a value.
func (w *Workspace) Ask(ctx context.Context, table, value string, at int64) (*lake.Rows, error) {
	n, known := w.Graph().Node(table)
	switch {
	case !known || n.Asked == "":
		return nil, fail.New(fail.NotFound, "%s is not answered on demand; run: asterism ask", table)
	case value == "":
		return nil, fail.New(fail.Invalid, "%s is answered for one %s at a time", table, n.Asked)
	}
	r, err := w.lake.Read(ctx, at)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	for _, in := range n.Inputs {
		if _, built := r.Snapshot().Table(in); !built {
			return nil, fail.New(fail.NotFound, "%s is not built yet; run: asterism build", in)
		}
	}
	return r.Query(ctx, n.AskInOrder(value))
}
