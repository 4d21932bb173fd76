package lake

import (
	"slices"
	"strings"
)

// Change is how a table differs between two snapshots. Rows are -1 where the table is absent.
type Change struct {
	Table  string `json:"table"`
	Before int64  `json:"before"`
	After  int64  `json:"after"`
}

// Diff lists the tables that differ from snapshot a to b, by name: those added, gone, or with another fingerprint.
func Diff(a, b *Snapshot) []Change {
	var changes []Change
	for _, t := range a.Tables {
		now, ok := b.Table(t.Name)
		if !ok {
			changes = append(changes, Change{t.Name, t.Rows, -1})
		} else if now.Fingerprint != t.Fingerprint {
			changes = append(changes, Change{t.Name, t.Rows, now.Rows})
		}
	}
	for _, t := range b.Tables {
		if _, ok := a.Table(t.Name); !ok {
			changes = append(changes, Change{t.Name, -1, t.Rows})
		}
	}
	slices.SortFunc(changes, func(x, y Change) int { return strings.Compare(x.Table, y.Table) })
	return changes
}
