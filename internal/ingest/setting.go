package ingest

import (
	"sort"
	"strings"

	"asterism/internal/fail"
)

// assertion is one constant the importer states for records that lack it (--set field=value).
type assertion struct {
	field string
	value string
	patch *patentField // nil for fields of entity tables
}

// assertions checks the constants of a request against the fields of patents and of all tables.
func assertions(set map[string]string, tables *Tables, places *divisions) ([]assertion, error) {
	var out []assertion
	for field, value := range set {
		p := patentFieldNamed(field)
		if p == nil && !tables.hasColumn(field) {
			return nil, fail.New(fail.Invalid, "--set %s: no table has a field of this name", field)
		}
		value = strings.TrimSpace(value)
		if field == "applicant_region" || field == "region_code" {
			code, err := places.asserted(field, value)
			if err != nil {
				return nil, err
			}
			value = code
		}
		out = append(out, assertion{field: field, value: value, patch: p})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].field < out[j].field })
	return out, nil
}

// assert fills what the record lacks from the importer's constants.
func (s *Sink) assert(r *PatentRecord) {
	for _, a := range s.set {
		if a.patch == nil || a.patch.has == nil || a.patch.has(r) {
			continue
		}
		a.patch.set(r, a.value)
		s.log.asserted(a.field)
	}
}
