package derive

import "asterism/internal/lake"

// systemRaw are the raw tables that tell about imports and edits themselves; they carry no provenance columns.
func systemRaw() map[string][]lake.Column {
	return map[string][]lake.Column{
		rawEdit: editColumns,
		"raw.file": join(varchars("batch", "file", "hash", "name", "format", "encoding"),
			bigints("bytes", "records", "accepted", "skipped", "rejected", "findings"), varchars("asserted_region")),
		"raw.finding": join(varchars("batch", "file", "sheet"), bigints("line", "record"),
			varchars("field", "severity", "code", "value", "args")),
		"raw.rejected": join(varchars("batch", "file", "sheet"), bigints("line", "record"),
			varchars("header", "cells", "reason_code", "reason_field", "reason_value")),
	}
}

func varchars(names ...string) []lake.Column { return columnsOfType("VARCHAR", names) }
func bigints(names ...string) []lake.Column  { return columnsOfType("BIGINT", names) }

func columnsOfType(kind string, names []string) []lake.Column {
	columns := make([]lake.Column, len(names))
	for i, name := range names {
		columns[i] = lake.Column{Name: name, Type: kind}
	}
	return columns
}

func join(lists ...[]lake.Column) []lake.Column {
	var all []lake.Column
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}
