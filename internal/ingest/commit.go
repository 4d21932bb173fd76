package ingest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"asterism/internal/lake"
)

// commit moves the staged parts into the lake and records the batch: all or nothing.
func (r *run) commit() error {
	if r.req.DryRun || !r.worthKeeping() {
		return os.RemoveAll(r.stageDir())
	}
	r.tracker.phase("commit", 0, len(r.units))
	tx, err := r.lake.Write(r.ctx, "import "+r.job.batch)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := r.fill(tx); err != nil {
		return err
	}
	snapshot, err := tx.Commit(r.ctx)
	if err != nil {
		return err
	}
	r.snapshot, r.kept = snapshot.ID, true
	return os.RemoveAll(r.stageDir())
}

// worthKeeping: a batch is made when any file gave records, or was at least in a known format with rejected ones.
func (r *run) worthKeeping() bool {
	for _, s := range r.staged {
		for _, f := range s.Files {
			if f.Counts.Records > 0 {
				return true
			}
		}
	}
	return false
}

func (r *run) fill(tx *lake.Tx) error {
	counts := map[string]int64{}
	for i, s := range r.staged {
		dir := filepath.Join(r.stageDir(), r.units[i].key)
		for _, p := range s.Parts {
			counts[p.Table] += p.Rows
			if err := r.adopt(tx, p.Table, filepath.Join(dir, p.File), p.Rows); err != nil {
				return err
			}
		}
	}
	batch := r.batch(counts)
	if err := r.tell(tx, batch); err != nil {
		return err
	}
	tx.AddBatch(batch)
	return nil
}

func (r *run) adopt(tx *lake.Tx, table, file string, rows int64) error {
	part, err := tx.AdoptPart(table, file, rows)
	if err != nil {
		return err
	}
	part.Batches = []string{r.job.batch}
	return tx.AppendParts(table, r.columns(table), part)
}

func (r *run) columns(table string) []lake.Column {
	t := r.rawTable(table)
	out := make([]lake.Column, len(t.columns))
	for i, c := range t.columns {
		out[i] = lake.Column{Name: c.name, Type: duckTypes[c.kind]}
	}
	return out
}

func (r *run) rawTable(name string) *rawTable {
	for _, t := range append([]*rawTable{rawBatch, rawFile, rawFinding, rawRejected}, patentTables...) {
		if t.name == name {
			return t
		}
	}
	t, _ := r.job.tables.Named(name[len("raw."):])
	return t.raw
}

func (r *run) batch(counts map[string]int64) lake.Batch {
	b := lake.Batch{ID: r.job.batch, Created: time.Now().UTC(), Actor: r.req.Actor, Settings: r.settings(), Complete: r.complete,
		Synthetic: r.req.Synthetic, Counts: counts}
	for _, s := range r.staged {
		for _, f := range s.Files {
			c := f.Counts
			if c.Records == 0 {
				continue // may be tried again, with a format or a mapping
			}
			b.Files = append(b.Files, lake.BatchFile{Hash: f.Hash, Name: f.Name, Format: f.Format, Records: c.Records,
				Accepted: c.Accepted, Skipped: c.Skipped, Rejected: c.Rejected, Findings: c.Findings})
		}
	}
	return b
}

func (r *run) settings() map[string]string {
	out := map[string]string{}
	for _, a := range r.job.set {
		out[a.field] = a.value
	}
	for _, s := range r.staged {
		for _, f := range s.Files {
			for k, v := range f.Set {
				out[k+"@"+f.Name] = v // of a saved mapping: for this file alone
			}
		}
	}
	if r.req.Format != "" {
		out["format"] = r.req.Format
	}
	if r.mapping != nil {
		text, _ := r.mapping.YAML() // a mapping that was read can be written
		out["mapping"] = string(text)
	}
	return out
}

// tell writes the raw tables about the import itself.
func (r *run) tell(tx *lake.Tx, b lake.Batch) error {
	about, files, findings := newRows(rawBatch), newRows(rawFile), newRows(rawFinding)
	about.text(b.ID, b.Created.Format(time.RFC3339), b.Actor, jsonMap(b.Settings), jsonMap(b.Complete), strconv.FormatBool(b.Synthetic), importer)
	about.end()
	for _, s := range r.staged {
		for _, f := range s.Files {
			files.text(b.ID, f.Hash[:16], f.Hash, f.Name, f.Format, f.Encoding)
			for _, n := range []int64{f.Size, f.Counts.Records, f.Counts.Accepted, f.Counts.Skipped, f.Counts.Rejected, f.Counts.Findings} {
				files.whole(n)
			}
			files.text(orElse(b.Settings["applicant_region"], f.Set["applicant_region"]))
			files.end()
			writeFindings(findings, b.ID, f)
		}
	}
	for _, w := range []*rows{about, files, findings} {
		if err := r.tellTable(tx, w); err != nil {
			return err
		}
	}
	return nil
}

func writeFindings(w *rows, batch string, f fileLog) {
	for _, x := range f.Kept {
		w.text(batch, f.Hash[:16], x.Sheet)
		w.whole(x.Line)
		w.whole(x.Record)
		w.text(x.Field, string(x.Severity), x.Code, x.Value, jsonMap(x.Args))
		w.end()
	}
}

func (r *run) tellTable(tx *lake.Tx, w *rows) error {
	b := w.take()
	if b == nil {
		return nil
	}
	dir := filepath.Join(r.stageDir(), "about")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	p := &parts{dir: dir, open: map[*rawTable]*part{}}
	if err := p.emit(w.table, b); err != nil {
		return err
	}
	list, err := p.close()
	if err != nil {
		return err
	}
	return r.adopt(tx, w.table.name, filepath.Join(dir, list[0].File), list[0].Rows)
}

func jsonMap(m map[string]string) string {
	if len(m) == 0 {
		return ""
	}
	out, _ := json.Marshal(m) // strings always marshal; keys come sorted
	return string(out)
}
