package lake

import (
	"io/fs"

	"github.com/goccy/go-yaml"

	"asterism/internal/fail"
)

// functionList is content/sql_functions.yaml: what SQL through the gate may call. Portable functions mean the
// same on any engine and may stand in content; engine functions are harmless but DuckDB's own, so only users'
// queries may call them. Each carries the reason it is there.
type functionList struct {
	Portable map[string]string `yaml:"portable"`
	Engine   map[string]string `yaml:"engine"`
}

func loadFunctions(content fs.FS) (functionList, error) {
	var list functionList
	data, err := fs.ReadFile(content, "sql_functions.yaml")
	if err != nil {
		return list, fail.As(fail.Invalid, err, "list of SQL functions")
	}
	return list, fail.As(fail.Invalid, yaml.Unmarshal(data, &list), "sql_functions.yaml")
}

// allowed tells whether a function may be called at all, and whether it is portable.
func (f functionList) allowed(name string) (ok, portable bool) {
	if _, portable = f.Portable[name]; portable {
		return true, true
	}
	_, ok = f.Engine[name]
	return ok, false
}
