package lake

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// A raw table above maxParts parts is compacted towards keptParts: its smallest become one. A key lookup over 200
// parts takes ten times one file's; rewriting only small parts, of compactBytes together and not fewer than
// fewestMerged, keeps the work near linear in what is imported.
const (
	maxParts     = 64
	keptParts    = 16
	fewestMerged = 8
	compactBytes = 1 << 30
)

func (t *Tx) compact(ctx context.Context) error {
	for _, table := range slices.Clone(t.next.Tables) {
		if !strings.HasPrefix(table.Name, "raw.") || len(table.Parts) <= maxParts {
			continue
		}
		if err := t.compactTable(ctx, table); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) compactTable(ctx context.Context, table Table) error {
	small := smallest(table.Parts, len(table.Parts)-keptParts+1)
	if len(small) < fewestMerged {
		return nil
	}
	kept := slices.DeleteFunc(slices.Clone(table.Parts), func(p Part) bool { return small[p.Path] })
	merge := slices.DeleteFunc(slices.Clone(table.Parts), func(p Part) bool { return !small[p.Path] })
	merged, err := t.copyPart(ctx, table.Name, partsSQL(t.lake.dir, "*", merge), groupRows(width(merge)), batchesOf(merge))
	if err != nil {
		return err
	}
	table.Parts = append(kept, merged)
	return t.SetTable(table) // with its fingerprint: the rows are the same
}

// smallest returns the paths of the n parts with the fewest bytes, or as many as compactBytes allows.
func smallest(parts []Part, n int) map[string]bool {
	sorted := slices.Clone(parts)
	slices.SortStableFunc(sorted, func(a, b Part) int { return cmp.Compare(a.Bytes, b.Bytes) })
	paths, bytes := map[string]bool{}, int64(0)
	for _, p := range sorted[:n] {
		if bytes += p.Bytes; bytes > compactBytes {
			break
		}
		paths[p.Path] = true
	}
	return paths
}

func batchesOf(parts []Part) []string {
	var all []string
	for _, p := range parts {
		all = append(all, p.Batches...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
