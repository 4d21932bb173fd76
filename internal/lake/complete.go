package lake

import (
	"maps"
	"slices"

	"asterism/internal/fail"
)

// StateComplete replaces what a batch is said to be complete for. Its rows stay as they are.
func (t *Tx) StateComplete(batch string, complete map[string]string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	i := slices.IndexFunc(t.next.Batches, func(b Batch) bool { return b.ID == batch })
	if i < 0 {
		return fail.New(fail.NotFound, "no batch %s", batch)
	}
	t.next.Batches[i].Complete = maps.Clone(complete)
	return nil
}
