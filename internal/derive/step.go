package derive

import (
	"context"

	"asterism/internal/lake"
)

// Step is a table that a program makes: where engines join (party resolution, chain membership), or rows that
// come from the lake's own records. Run writes the rows in the header's order, and the files it names.
type Step struct {
	Name    string // schema.table of what it makes
	Header  Header
	Inputs  []string // tables it reads
	Columns []lake.Column
	Files   []string                             // files of the snapshot that it makes beside the table: Output.File
	Version string                               // part of the fingerprint: raise it when Run's result changes
	State   func(snapshot *lake.Snapshot) string // what else the rows depend on; nil when only on the inputs
	Run     func(ctx context.Context, in *lake.Reader, out *Output) error
}

// builtin lists the steps that derive itself brings; names are resolved where the content lists them.
func (ld *loader) builtin() []Step {
	steps := []Step{batchStep(), disagreementStep(ld.tables)}
	if ld.graph.nodes["base.party_spelling"] != nil {
		steps = append(steps, partyStep(), circlesStep())
	}
	return steps
}
