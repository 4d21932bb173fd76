package ingest

import (
	"maps"
	"slices"

	"asterism/internal/finding"
)

// lookup is how a file's sheets find their saved mappings: only those of no known export, where the request names
// no mapping itself.
func (r *run) lookup(f *subject) func([]string) *Mapping {
	if f.format.Name != tableFormat.Name || r.mapping != nil {
		return nil
	}
	return r.req.Lookup
}

// savedFor writes down the saved mappings that a file's head calls for, so that a batch read by others is another.
func (r *run) savedFor(f *subject) []string {
	var out []string
	for _, s := range f.head.Sheets {
		top, _ := topRows(s.Rows)
		if m := savedMapping(r.lookup(f), top); m != nil {
			text, _ := m.YAML() // a mapping that was read can be written
			out = append(out, string(text))
		}
	}
	return out
}

// savedMapping asks for the mapping of the first row that has one.
func savedMapping(lookup func([]string) *Mapping, top [][]string) *Mapping {
	if lookup == nil {
		return nil
	}
	for _, row := range top[:min(len(top), headerDepth)] {
		if m := lookup(filledCells(row)); m != nil {
			return m
		}
	}
	return nil
}

func filledCells(row []string) []string {
	var out []string
	for _, c := range row {
		if v := cleanCell(c); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// savedLayout reads a sheet by its saved mapping, with the mapping's constants, and tells so. nil when there is none,
// or it fits no table any more.
func savedLayout(in *Source, out *Sink, top [][]string) *layout {
	m := savedMapping(in.lookup, top)
	if m == nil {
		return nil
	}
	l, err := m.layout(top, out.job.tables)
	if err != nil || l == nil {
		return nil
	}
	out.Finding(finding.Finding{Severity: finding.Info, Code: "sheet.saved_mapping", Value: m.Table})
	out.setBy(m)
	return l
}

// setBy adds the constants of a saved mapping to those of the request, which win. One that fits no field any more is
// told and left out: nobody at this import asked for it.
func (s *Sink) setBy(m *Mapping) {
	stated := s.job.given()
	for _, field := range slices.Sorted(maps.Keys(m.Set)) {
		if stated[field] {
			continue
		}
		more, err := assertions(map[string]string{field: m.Set[field]}, s.job.tables, s.job.divisions)
		if err != nil {
			s.remark(finding.Warning, "set.not_applied", field, m.Set[field])
			continue
		}
		s.set = append(slices.Clip(s.set), more...)
		s.stated(field, more[0].value)
	}
}

// stated keeps what a saved mapping states of the present file's records, for the batch.
func (s *Sink) stated(field, value string) {
	if s.constants == nil {
		s.constants = map[string]string{}
	}
	s.constants[field] = value
}
