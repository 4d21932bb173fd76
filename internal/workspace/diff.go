package workspace

import (
	"sort"

	"asterism/internal/lake"
)

// Change is a table's rows in two snapshots; 0 where it does not stand.
type Change struct {
	Table  string `json:"table"`
	Before int64  `json:"before"`
	After  int64  `json:"after"`
}

// Diff lists the tables whose row counts differ between two snapshots, by name.
func (w *Workspace) Diff(from, to int64) ([]Change, error) {
	a, err := w.lake.Snapshot(from)
	if err != nil {
		return nil, err
	}
	b, err := w.lake.Snapshot(to)
	if err != nil {
		return nil, err
	}
	return changes(a, b), nil
}

func changes(a, b *lake.Snapshot) []Change {
	rows := map[string]*Change{}
	at := func(name string) *Change {
		if rows[name] == nil {
			rows[name] = &Change{Table: name}
		}
		return rows[name]
	}
	for _, t := range a.Tables {
		at(t.Name).Before = t.Rows
	}
	for _, t := range b.Tables {
		at(t.Name).After = t.Rows
	}
	all := []Change{}
	for _, c := range rows {
		if c.Before != c.After {
			all = append(all, *c)
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Table < all[j].Table })
	return all
}
