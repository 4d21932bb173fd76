package ingest

// importer is the version of everything that turns files into rows; a change makes staged work of older versions
// void. Raise it when the same file would give other rows.
const importer = "3"

// job holds what is the same for every file of one import.
type job struct {
	batch     string
	limits    Limits
	set       []assertion
	tables    *Tables
	divisions *divisions
	dry       bool
	workers   int
}

// given are the fields the importer states as constants.
func (j *job) given() map[string]bool {
	m := map[string]bool{}
	for _, a := range j.set {
		m[a.field] = true
	}
	return m
}
