package workspace

import (
	"context"
	"io"
	"maps"
	"slices"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/internal/ingest"
	"asterism/internal/lake"
	"asterism/internal/store"
)

// Corrections are the changes that a correction workbook asks for, held against the present table. Findings of
// severity Error stand in their way: conflicts, values that do not fit, rows nobody exported.
type Corrections struct {
	Table    string            `json:"table"`
	Exported int64             `json:"exported"` // snapshot the workbook was made from
	Rows     int               `json:"rows"`     // rows in the workbook
	Changes  []Correction      `json:"changes"`
	Findings []finding.Finding `json:"findings"`

	fingerprint string // of the table the changes were held against
}

// Correction is one changed cell.
type Correction struct {
	Line   int64   `json:"line"` // in the workbook
	Row    string  `json:"row"`
	Field  string  `json:"field"`
	Before *string `json:"before"`
	After  *string `json:"after"`
	Reason string  `json:"reason"` // as written in the workbook; "" where none is
}

// Refused counts the findings that stand in the way.
func (c *Corrections) Refused() int {
	n := 0
	for _, f := range c.Findings {
		if f.Severity == finding.Error {
			n++
		}
	}
	return n
}

// PreviewCorrections reads a workbook of ExportCorrections and tells what it would change. Errors: Invalid for
// another file, Conflict while corrections of the table wait for a build.
func (w *Workspace) PreviewCorrections(ctx context.Context, in io.Reader) (_ *Corrections, err error) {
	defer fail.Wrap(&err, "preview corrections")
	read, err := ingest.ReadCorrections(w.content, in)
	if err != nil {
		return nil, err
	}
	r, err := w.lake.Read(ctx, 0)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	t, err := w.correctable(ctx, read.Table, r.Snapshot())
	if err != nil {
		return nil, err
	}
	c := &Corrections{Table: t.name, Exported: read.Snapshot, Rows: read.Rows, Changes: []Correction{}, Findings: read.Findings, fingerprint: t.built.Fingerprint}
	return c, c.compare(ctx, r, t, read.Cells)
}

func printOf(s *lake.Snapshot, table string) string {
	t, _ := s.Table(table)
	return t.Fingerprint
}

// compare holds each changed cell against the present value: the same is no change, one that is not what was
// exported is a conflict.
func (c *Corrections) compare(ctx context.Context, r *lake.Reader, t *correctableTable, cells []ingest.CorrectedCell) error {
	present, err := t.present(ctx, r, cells)
	if err != nil {
		return err
	}
	for _, cell := range cells {
		values, ok := present[cell.Row]
		i := len(t.key) + slices.Index(t.fields, cell.Field)
		switch {
		case !ok || i < len(t.key):
			c.Findings = append(c.Findings, cell.Gone())
		case sameText(values[i], cell.Value):
		case !cell.Exported(values[i]):
			c.Findings = append(c.Findings, cell.Conflict(values[i]))
		default:
			c.Changes = append(c.Changes, Correction{Line: cell.Line, Row: cell.Row, Field: cell.Field, Before: values[i], After: cell.Value, Reason: cell.Reason})
		}
	}
	return nil
}

func sameText(a, b *string) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// present reads the rows that cells belong to, by name.
func (t *correctableTable) present(ctx context.Context, r *lake.Reader, cells []ingest.CorrectedCell) (map[string][]*string, error) {
	wanted := map[string]bool{}
	for _, c := range cells {
		wanted[c.Row] = true
	}
	rows := map[string][]*string{}
	for some := range slices.Chunk(slices.Sorted(maps.Keys(wanted)), 1000) {
		found, err := t.query(ctx, r, " where "+t.rowName()+" in (?"+strings.Repeat(", ?", len(some)-1)+")", anys(some)...)
		if err != nil {
			return nil, err
		}
		for _, values := range found {
			rows[t.rowKey(values)] = values
		}
	}
	return rows, nil
}

func anys(words []string) []any {
	out := make([]any, len(words))
	for i, w := range words {
		out[i] = w
	}
	return out
}

// ApplyCorrections keeps the changes of a preview as edits, all or none; reason stands for rows that give none.
// Build lays them over the table. Errors: Invalid for a change without a reason or with findings that refuse it,
// Conflict where a value or the table changed since the preview.
func (w *Workspace) ApplyCorrections(ctx context.Context, actor, reason string, c *Corrections) (_ []*store.Edit, err error) {
	defer fail.Wrap(&err, "corrections of %s", c.Table)
	if n := c.Refused(); n > 0 {
		return nil, fail.New(c.kind(), "nothing was kept: %d findings to settle first", n)
	}
	changes, err := c.reasoned(reason)
	if err != nil {
		return nil, err
	}
	now, err := w.lake.Current()
	if err != nil {
		return nil, err
	}
	if printOf(now, "base."+c.Table) != c.fingerprint {
		return nil, fail.New(fail.Conflict, "the table was built anew since the preview; preview again")
	}
	return w.store.AppendReasoned(ctx, actor, changes)
}

func (c *Corrections) kind() fail.Kind {
	for _, f := range c.Findings {
		if f.Code == "correct.conflict" || f.Code == "correct.gone" {
			return fail.Conflict
		}
	}
	return fail.Invalid
}

func (c *Corrections) reasoned(reason string) ([]store.Reasoned, error) {
	var changes []store.Reasoned
	for _, one := range c.Changes {
		own := one.Reason
		if own == "" {
			own = strings.TrimSpace(reason)
		}
		if own == "" {
			return nil, fail.New(fail.Invalid, "row %d changes %s without a reason; write one in the workbook, or give one for all (--reason)", one.Line, one.Field)
		}
		changes = append(changes, store.Reasoned{Change: store.Change{Table: c.Table, Key: one.Row, Field: one.Field, Before: one.Before, After: one.After}, Reason: own})
	}
	return changes, nil
}
