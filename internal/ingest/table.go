package ingest

import "context"

// tableFormat reads any table: entity tables by their headers, patents of any origin through a guessed mapping.
// It is the last resort, so it is never sure.
var tableFormat = Format{Name: "table", Detect: detectTable, Read: readAnyTable}

func detectTable(h Head) int {
	for _, s := range h.Sheets {
		if len(s.Rows) > 0 {
			return 10
		}
	}
	return 0
}

func readAnyTable(ctx context.Context, in *Source, out *Sink) error {
	return readTable(ctx, in, out, out.job.tables.targets())
}
