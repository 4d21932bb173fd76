package ingest

import (
	"os"

	"github.com/goccy/go-yaml"

	"asterism/internal/fail"
)

// Mapping says what each column of a foreign table means. It can be guessed, saved, edited and used again:
// asterism import --map FILE.
type Mapping struct {
	Table      string            `yaml:"table" json:"table"`                               // patent_record or an entity table
	Sheet      string            `yaml:"sheet,omitempty" json:"sheet,omitempty"`           // only this sheet; empty = every sheet whose header fits
	Office     string            `yaml:"office,omitempty" json:"office,omitempty"`         // for numbers without office code
	Separators []string          `yaml:"separators,omitempty" json:"separators,omitempty"` // between several values of a cell; empty = recognised per cell
	Dates      string            `yaml:"dates,omitempty" json:"dates,omitempty"`           // dmy | mdy | ymd where dates could be read two ways
	Columns    []MappedColumn    `yaml:"columns" json:"columns"`
	Set        map[string]string `yaml:"set,omitempty" json:"set,omitempty"` // constants, as --set
}

// MappedColumn maps one header; an empty Field leaves the column out (it stays in source_row).
type MappedColumn struct {
	Header string `yaml:"header" json:"header"`
	Field  string `yaml:"field" json:"field"`
	Unit   string `yaml:"unit,omitempty" json:"unit,omitempty"`
	Sure   int    `yaml:"sure,omitempty" json:"sure,omitempty"` // 0–100, how sure the guess is
}

// ReadMapping reads a mapping file.
func ReadMapping(path string) (*Mapping, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fail.As(fail.NotFound, err, "mapping")
	}
	m, err := ParseMapping(data)
	return m, fail.As(fail.Invalid, err, "mapping %s", path)
}

// ParseMapping reads a mapping's text; a key it does not know is an error.
func ParseMapping(data []byte) (*Mapping, error) {
	m := &Mapping{}
	if err := yaml.UnmarshalWithOptions(data, m, yaml.Strict()); err != nil {
		return nil, err
	}
	return m, nil
}

// YAML is the mapping as a file a person can edit.
func (m *Mapping) YAML() ([]byte, error) { return yaml.Marshal(m) }
