package lake

import (
	"context"
	"os"
	"slices"
	"strings"

	"asterism/internal/fail"
)

// AddBatch records an import. Parts appended without naming their batch belong to it when it is the only one
// of the transaction.
func (t *Tx) AddBatch(b Batch) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.next.Batches = append(t.next.Batches, b)
}

// ownBatch gives raw parts without a batch the transaction's only one.
func (t *Tx) ownBatch() {
	t.mu.Lock()
	defer t.mu.Unlock()
	added := t.next.Batches[min(len(t.base.Batches), len(t.next.Batches)):]
	if len(added) != 1 {
		return
	}
	for i, table := range t.next.Tables {
		if strings.HasPrefix(table.Name, "raw.") && t.adopt(&table, added[0].ID) {
			t.next.Tables[i] = table
		}
	}
}

func (t *Tx) adopt(table *Table, batch string) bool {
	old, _ := t.base.Table(table.Name)
	parts, changed := slices.Clone(table.Parts), false
	for i, p := range parts {
		known := slices.ContainsFunc(old.Parts, func(o Part) bool { return o.Path == p.Path })
		if len(p.Batches) == 0 && !known {
			parts[i].Batches, changed = []string{batch}, true
		}
	}
	table.Parts = parts
	if changed {
		table.Fingerprint = fingerprint(*table)
	}
	return changed
}

// RemoveBatch undoes an import: its parts go, shared parts are rewritten without its rows, and a raw table left
// without parts goes too. Derived tables stay until the next build.
func (t *Tx) RemoveBatch(ctx context.Context, id string) (err error) {
	defer fail.Wrap(&err, "undo batch %s", id)
	t.mu.Lock()
	i := slices.IndexFunc(t.next.Batches, func(b Batch) bool { return b.ID == id })
	if i >= 0 {
		t.next.Batches = slices.Delete(slices.Clone(t.next.Batches), i, i+1)
	}
	tables := slices.Clone(t.next.Tables)
	t.mu.Unlock()
	if i < 0 {
		return fail.New(fail.NotFound, "no batch %s", id)
	}
	for _, table := range tables {
		if err := t.removeFrom(ctx, table, id); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) removeFrom(ctx context.Context, table Table, batch string) error {
	var kept []Part
	changed := false
	for _, p := range table.Parts {
		if !slices.Contains(p.Batches, batch) {
			kept = append(kept, p)
			continue
		}
		changed = true
		p, err := t.without(ctx, table.Name, p, batch)
		if err != nil {
			return err
		}
		if len(p.Batches) > 0 {
			kept = append(kept, p)
		}
	}
	if !changed {
		return nil
	}
	if len(kept) == 0 {
		return t.DropTable(table.Name)
	}
	table.Parts, table.Fingerprint = kept, ""
	return t.SetTable(table)
}

// without rewrites a part that several batches share; a part of this batch alone comes back without batches.
func (t *Tx) without(ctx context.Context, table string, p Part, batch string) (Part, error) {
	left := slices.DeleteFunc(slices.Clone(p.Batches), func(b string) bool { return b == batch })
	if len(left) == 0 {
		return Part{}, nil
	}
	rest := partsSQL(t.lake.dir, "*", []Part{p}) + " where batch is distinct from " + quote(batch)
	return t.copyPart(ctx, table, rest, groupRows(width([]Part{p})), left)
}

// copyPart writes the rows of a trusted query as one part with a name of its own.
func (t *Tx) copyPart(ctx context.Context, table, query string, groupRows int, batches []string) (Part, error) {
	final, err := t.partPath(table, "")
	if err != nil {
		return Part{}, err
	}
	scratch := t.scratch(".parquet")
	rows, err := t.catalog.copyTo(ctx, query, scratch, parquetOptions(groupRows))
	if err != nil {
		os.Remove(scratch)
		return Part{}, err
	}
	p, err := t.place(scratch, final, rows)
	p.Batches = batches
	return p, err
}
