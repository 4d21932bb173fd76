package ingest

import (
	"context"

	"asterism/internal/fail"
)

// profile is an export of one supplier: the headers it alone uses, what its headers mean, and how it joins values.
type profile struct {
	name       string
	signs      []string          // headers that tell this export from all others
	enough     int               // how many of them must be there
	fields     map[string]string // header → field, "?field" where only no other column gives it; others are looked up in content/tables/patent_record.yaml
	separators []string
	commas     bool // names are joined by ", ", which stands in names of firms as well
	office     string
	continues  func(header, cells []string) bool // tells a line that is the rest of the record before
}

// detect counts the profile's own headers in the first rows of each sheet: 60 for enough, up to 95 for all.
func (p *profile) detect(h Head) int {
	best := 0
	for _, s := range h.Sheets {
		for _, row := range s.Rows[:min(len(s.Rows), headerDepth)] {
			best = max(best, p.count(row))
		}
	}
	if best < p.enough {
		return 0
	}
	return min(95, 60+40*(best-p.enough)/max(1, len(p.signs)-p.enough))
}

func (p *profile) count(row []string) int {
	have := map[string]bool{}
	for _, c := range row {
		have[headerKey(c)] = true
	}
	n := 0
	for _, s := range p.signs {
		if have[headerKey(s)] {
			n++
		}
	}
	return n
}

func (p *profile) read(ctx context.Context, in *Source, out *Sink) error {
	tg, err := p.target(out.job.tables)
	if err != nil {
		return err
	}
	return readTable(ctx, in, out, []*target{tg})
}

// target is the table of patents with the profile's words for its columns.
func (p *profile) target(tables *Tables) (*target, error) {
	t, ok := tables.Named(patentRecord)
	if !ok {
		return nil, errNoTable(patentRecord)
	}
	v := newVocabulary(t)
	for header, field := range p.fields {
		v.fields[headerKey(header)] = field
	}
	tg := newTarget(t, v)
	tg.profile = p
	return tg, nil
}

// format makes the profile one line of the list.
func (p *profile) format() Format { return Format{Name: p.name, Detect: p.detect, Read: p.read} }

func errNoTable(name string) error {
	return fail.New(fail.Invalid, "no table %q can be imported", name)
}
