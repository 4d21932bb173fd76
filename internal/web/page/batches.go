package page

import (
	"path"
	"slices"
	"sort"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/lake"
)

// batchLine is one import as lists show it.
type batchLine struct {
	lake.Batch
	URL                                           string
	Names                                         string
	Records, Accepted, Skipped, Rejected, Remarks int64
	Assertions                                    []Pair // constants set by the importer
	Complete                                      []Pair
}

func (r *Request) batchLine(b lake.Batch) batchLine {
	line := batchLine{Batch: b, URL: r.Link("/data/batches/" + b.ID), Assertions: r.asserted(b.Settings), Complete: r.stated(b.Complete)}
	line.Files = slices.SortedFunc(slices.Values(b.Files), func(a, b lake.BatchFile) int { return strings.Compare(a.Name, b.Name) })
	names := make([]string, 0, len(b.Files))
	for _, f := range line.Files {
		names = append(names, path.Base(f.Name))
		line.Records += f.Records
		line.Accepted += f.Accepted
		line.Skipped += f.Skipped
		line.Rejected += f.Rejected
		line.Remarks += f.Findings
	}
	if len(names) > 3 {
		names = append(names[:3], "…")
	}
	line.Names = strings.Join(names, ", ")
	return line
}

// asserted words what the importer set for a whole file.
func (r *Request) asserted(settings map[string]string) []Pair {
	all := pairs(settings)
	for i, p := range all {
		label, _, _ := r.Site.tables.word("base.patent", p.Name, r.Lang)
		all[i].Name = label
		if strings.HasSuffix(p.Name, "region") {
			all[i].Value = r.placeName(p.Value) + " " + p.Value
		}
	}
	return all
}

// stated words what a batch is complete for, in the order of the form; the same from and to are one period.
func (r *Request) stated(complete map[string]string) []Pair {
	var all []Pair
	for _, name := range completeNames {
		value := complete[name]
		if value == "" || name == "to" && value == complete["from"] {
			continue
		}
		if name == "place" {
			value = r.placeName(value)
		}
		all = append(all, Pair{r.T("complete." + name), value})
	}
	return all
}

func pairs(m map[string]string) []Pair {
	all := make([]Pair, 0, len(m))
	for k, v := range m {
		all = append(all, Pair{k, v})
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Name < all[j].Name })
	return all
}

// batchLines lists the snapshot's imports, the newest first.
func (r *Request) batchLines() []batchLine {
	all := r.Reader.Snapshot().Batches
	lines := make([]batchLine, 0, len(all))
	for i := len(all) - 1; i >= 0; i-- {
		lines = append(lines, r.batchLine(all[i]))
	}
	return lines
}

// batchView is one import with its files, remarks and what it states.
type batchView struct {
	Base
	Batch    batchLine
	Counts   []countLine
	Findings []findingGroup
	Fields   []completeField
	Rejected string // address of the rejected rows
}

// completeField is one field of the statement of what a batch is complete for.
type completeField struct{ Name, Label, Hint, Value string }

// completeNames are the parts of a completeness statement, as derive reads them. Blank everywhere means an unknown
// sample.
var completeNames = []string{"source", "query", "place", "technology", "office", "type", "from", "to", "cutoff"}

func loadBatch(r *Request) (View, error) {
	b, err := r.batch(r.PathValue("batch"))
	if err != nil {
		return nil, err
	}
	v := &batchView{Batch: r.batchLine(b)}
	v.Title, v.Crumbs = r.T("batch.title", "id", b.ID), []Crumb{{r.T("nav.data"), r.Link("/data")}}
	for _, p := range sortedCounts(b.Counts) {
		v.Counts = append(v.Counts, countLine{p, r.Site.tables.title(p.Name, r.Lang)})
	}
	for _, name := range completeNames {
		v.Fields = append(v.Fields, completeField{name, r.T("complete." + name), r.T("complete.hint." + name), b.Complete[name]})
	}
	if v.Batch.Rejected > 0 {
		v.Rejected = r.Link("/data/batches/" + b.ID + "/rejected")
	}
	v.Findings, err = r.findings([]string{b.ID})
	return v, err
}

// countLine is the number of rows an import wrote into a table.
type countLine struct {
	Pair
	Label string
}

func sortedCounts(counts map[string]int64) []Pair {
	texts := map[string]string{}
	for k, n := range counts {
		texts[k] = Format{}.Number(n)
	}
	return pairs(texts)
}

func (r *Request) batch(id string) (lake.Batch, error) {
	for _, b := range r.Reader.Snapshot().Batches {
		if b.ID == id {
			return b, nil
		}
	}
	return lake.Batch{}, fail.New(fail.NotFound, "no batch %s in snapshot %d", id, r.Reader.Snapshot().ID)
}

// saveComplete keeps what a batch is said to be complete for, and builds what depends on it.
func saveComplete(r *Request) (string, error) {
	b, err := r.batch(r.PathValue("batch"))
	if err != nil {
		return "", err
	}
	if err := r.ParseForm(); err != nil {
		return "", fail.As(fail.Invalid, err, "form")
	}
	if _, err := r.Site.w.StateComplete(r.Context(), r.Site.Actor, b.ID, r.completeness()); err != nil {
		return "", err
	}
	return startBuild(r)
}
