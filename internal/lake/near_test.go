package lake

import (
	"slices"
	"testing"
)

func TestSnapshot_near(t *testing.T) {
	s := &Snapshot{}
	for _, name := range []string{"base.citation", "base.firm", "base.patent", "base.patent_class", "measure.patents_by_class", "measure.patents_by_year", "raw.patent"} {
		s.Tables = append(s.Tables, Table{Name: name})
	}
	for name, want := range map[string][]string{
		"measure.patent":          {"base.patent", "raw.patent", "base.patent_class"},
		"base.patnt":              {"base.patent", "raw.patent"},
		"measure.patents_by_yaer": {"measure.patents_by_year", "measure.patents_by_class"},
		"base.nope":               {},
		"base.citations":          {"base.citation"},
	} {
		if got := s.near(name); !slices.Equal(got, want) {
			t.Errorf("near %s: %v, want %v", name, got, want)
		}
	}
}
