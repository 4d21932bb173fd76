package lake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"sort"
	"strings"

	"asterism/internal/fail"
)

// AppendParts adds parts to a raw table, making it when absent. cols are merged into the table's columns.
func (t *Tx) AppendParts(table string, cols []Column, parts ...Part) (err error) {
	defer fail.Wrap(&err, "append to %s", table)
	if err := checkTable(table); err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	old, _ := t.next.Table(table)
	old.Name = table
	old.Columns = mergeColumns(old.Columns, cols)
	old.Parts = append(slices.Clone(old.Parts), parts...)
	old.Fingerprint = ""
	return t.put(old)
}

func mergeColumns(have, more []Column) []Column {
	merged := slices.Clone(have)
	for _, c := range more {
		i := slices.IndexFunc(merged, func(m Column) bool { return strings.EqualFold(m.Name, c.Name) })
		if i < 0 {
			merged = append(merged, c)
		}
	}
	return merged
}

// SetTable puts a table in place, whole.
func (t *Tx) SetTable(table Table) (err error) {
	defer fail.Wrap(&err, "set %s", table.Name)
	if err := checkTable(table.Name); err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.put(table)
}

// put stores a table, sorted by name, with its rows counted.
func (t *Tx) put(table Table) error {
	table.Rows = 0
	for _, p := range table.Parts {
		table.Rows += p.Rows
	}
	if table.Fingerprint == "" {
		table.Fingerprint = fingerprint(table)
	}
	i, found := t.find(table.Name)
	if found {
		t.next.Tables[i] = table
	} else {
		t.next.Tables = slices.Insert(t.next.Tables, i, table)
	}
	return t.catalog.set(context.Background(), table)
}

func (t *Tx) find(name string) (int, bool) {
	i := sort.Search(len(t.next.Tables), func(i int) bool { return t.next.Tables[i].Name >= name })
	return i, i < len(t.next.Tables) && t.next.Tables[i].Name == name
}

// fingerprint of a raw table: columns, batches and number of rows. Compaction keeps it, undo brings it back.
func fingerprint(t Table) string {
	var from []string
	for _, p := range t.Parts {
		if len(p.Batches) == 0 {
			from = append(from, p.Path)
		}
		from = append(from, p.Batches...)
	}
	slices.Sort(from)
	sum := sha256.Sum256(fmt.Appendln(nil, t.Name, t.Columns, slices.Compact(from), t.Rows))
	return hex.EncodeToString(sum[:16])
}

// DropTable takes a table out; an absent one is no error.
func (t *Tx) DropTable(name string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if i, found := t.find(name); found {
		t.next.Tables = slices.Delete(t.next.Tables, i, i+1)
	}
	return t.catalog.remove(context.Background(), name)
}

// Table is a table as the transaction has it now.
func (t *Tx) Table(name string) (Table, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.next.Table(name)
}
