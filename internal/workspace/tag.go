package workspace

import (
	"cmp"
	"context"
	"io"
	"maps"
	"slices"
	"strings"

	"asterism/internal/derive"
	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/internal/ingest"
	"asterism/internal/lake"
	"asterism/internal/store"
)

// The names under which sets of patents and their tags stand among the human edits. A set's edits have the key set|patent and the field
// "member"; a tag's have set|patent|reader and the field "<tag> <value>", so that several values stand side by side. The value after is
// "true" where it holds, nil where it was taken back.
const (
	setEdits = derive.SetEdits
	tagEdits = derive.TagEdits
)

// TagSet is a set of patents that people tag.
type TagSet struct {
	Name    string
	Patents int
	Readers []TagReader // in order of name
}

// TagReader is how far one reader came.
type TagReader struct {
	Name   string
	Tagged int // patents with any tag
	Tags   int
}

// tagging is what stands in the store: members of sets, and of each patent and reader the tags.
type tagging struct {
	members map[string]map[string]bool
	tags    map[[3]string]map[string]bool // set, patent, reader → fields
}

func (w *Workspace) tagging(ctx context.Context) (*tagging, error) {
	edits, err := w.editsInForce(ctx)
	if err != nil {
		return nil, err
	}
	t := &tagging{map[string]map[string]bool{}, map[[3]string]map[string]bool{}}
	for _, e := range edits {
		if e.After == nil {
			continue
		}
		parts := derive.KeyParts(e.Key)
		switch {
		case e.Table == setEdits && len(parts) == 2:
			add(t.members, parts[0], parts[1])
		case e.Table == tagEdits && len(parts) == 3:
			add(t.tags, [3]string(parts), e.Field)
		}
	}
	return t, nil
}

func add[K comparable](of map[K]map[string]bool, key K, value string) {
	if of[key] == nil {
		of[key] = map[string]bool{}
	}
	of[key][value] = true
}

// TagSets lists the sets by name, with what each reader did.
func (w *Workspace) TagSets(ctx context.Context) ([]TagSet, error) {
	t, err := w.tagging(ctx)
	if err != nil {
		return nil, err
	}
	var all []TagSet
	for _, name := range slices.Sorted(maps.Keys(t.members)) {
		s := TagSet{Name: name, Patents: len(t.members[name])}
		of := map[string]*TagReader{}
		for key, fields := range t.tags {
			if key[0] != name || !t.members[name][key[1]] {
				continue
			}
			if of[key[2]] == nil {
				of[key[2]] = &TagReader{Name: key[2]}
			}
			of[key[2]].Tagged++
			of[key[2]].Tags += len(fields)
		}
		for _, reader := range slices.Sorted(maps.Keys(of)) {
			s.Readers = append(s.Readers, *of[reader])
		}
		all = append(all, s)
	}
	return all, nil
}

// longestName keeps the key of an edit within what a database indexes.
const longestName = 60

func nameFits(name string) error {
	if n := len([]rune(name)); n == 0 || n > longestName || strings.ContainsAny(name, "\n\r\t\x00") {
		return fail.New(fail.Invalid, "a name of 1 to %d characters, on one line", longestName)
	}
	return nil
}

// AddToSet puts patents into a set, which it makes where there is none; those already in it stay. It tells how many are new. Errors:
// Invalid for a bad name, no patents, or more than ingest.MaxTagged in the set; NotFound for a patent that is not in the data.
func (w *Workspace) AddToSet(ctx context.Context, actor, set string, patents []string) (added int, err error) {
	defer fail.Wrap(&err, "set %s", set)
	if err := nameFits(set); err != nil {
		return 0, err
	}
	t, err := w.tagging(ctx)
	if err != nil {
		return 0, err
	}
	wanted := map[string]bool{}
	for _, p := range patents {
		if !t.members[set][p] {
			wanted[p] = true
		}
	}
	switch {
	case len(patents) == 0:
		return 0, fail.New(fail.Invalid, "no patents")
	case len(wanted)+len(t.members[set]) > ingest.MaxTagged:
		return 0, fail.New(fail.Invalid, "a set of %d patents: at most %d", len(wanted)+len(t.members[set]), ingest.MaxTagged)
	case len(wanted) == 0:
		return 0, nil
	}
	found, err := w.patentTexts(ctx, slices.Sorted(maps.Keys(wanted)))
	if err != nil {
		return 0, err
	}
	holds := "true"
	var changes []store.Change
	for _, p := range slices.Sorted(maps.Keys(wanted)) {
		if _, ok := found[p]; !ok {
			return 0, fail.New(fail.NotFound, "no patent %s", p)
		}
		changes = append(changes, store.Change{Table: setEdits, Key: derive.RowKey(set, p), Field: "member", After: &holds})
	}
	_, err = w.store.AppendEdits(ctx, actor, "标引", changes...)
	return len(changes), err
}

// patentTexts reads title and abstract of patents; those that are not in the data are not in the answer.
func (w *Workspace) patentTexts(ctx context.Context, ids []string) (map[string][2]string, error) {
	r, err := w.lake.Read(ctx, 0)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if _, built := r.Snapshot().Table("base.patent"); !built {
		return nil, fail.New(fail.NotFound, "%s is not built yet; run: asterism build", "base.patent")
	}
	texts := map[string][2]string{}
	for some := range slices.Chunk(ids, 1000) {
		if err := readTexts(ctx, r, some, texts); err != nil {
			return nil, err
		}
	}
	return texts, nil
}

func readTexts(ctx context.Context, r *lake.Reader, ids []string, texts map[string][2]string) error {
	in := "(?" + strings.Repeat(", ?", len(ids)-1) + ")"
	rows, err := r.Query(ctx, "select patent_id, title from base.patent where patent_id in "+in, anys(ids)...)
	if err != nil {
		return err
	}
	for _, row := range rows.Data {
		title, _ := row[1].(string)
		texts[row[0].(string)] = [2]string{title}
	}
	if _, built := r.Snapshot().Table("base.patent_text"); !built {
		return nil
	}
	rows, err = r.Query(ctx, "select patent_id, min(body) as body from base.patent_text where part = 'abstract' and patent_id in "+in+" group by patent_id", anys(ids)...)
	if err != nil {
		return err
	}
	for _, row := range rows.Data {
		body, _ := row[1].(string)
		if t, ok := texts[row[0].(string)]; ok {
			texts[row[0].(string)] = [2]string{t[0], body}
		}
	}
	return nil
}

// WriteTagSheet writes the workbook of one reader: the patents of the set with the tags the reader gave so far. Errors: NotFound for a
// set that is not there, Invalid for a bad name of the reader.
func (w *Workspace) WriteTagSheet(ctx context.Context, set, reader, language string, out io.Writer) (err error) {
	if err := nameFits(reader); err != nil {
		return err
	}
	t, err := w.tagging(ctx)
	if err != nil {
		return err
	}
	if t.members[set] == nil {
		return fail.New(fail.NotFound, "no set %s", set)
	}
	ids := slices.Sorted(maps.Keys(t.members[set]))
	texts, err := w.patentTexts(ctx, ids)
	if err != nil {
		return err
	}
	sheet := ingest.TagSheet{Set: set, Reader: reader, Language: language}
	for _, id := range ids {
		sheet.Rows = append(sheet.Rows, ingest.TagRow{PatentID: id, Title: texts[id][0], Abstract: texts[id][1], Tags: tagsOf(t.tags[[3]string{set, id, reader}])})
	}
	return sheet.Write(out)
}

func tagsOf(fields map[string]bool) (tags ingest.Tags) {
	for _, f := range slices.Sorted(maps.Keys(fields)) {
		tag, value, _ := strings.Cut(f, " ")
		switch tag {
		case "branch":
			tags.Branch = append(tags.Branch, value)
		case "effect":
			tags.Effect = append(tags.Effect, value)
		case "importance":
			tags.Importance = value
		case "noise":
			tags.Noise = value
		}
	}
	return tags
}

func fieldsOf(tags ingest.Tags) map[string]bool {
	fields := map[string]bool{}
	for _, v := range tags.Branch {
		fields["branch "+v] = true
	}
	for _, v := range tags.Effect {
		fields["effect "+v] = true
	}
	if tags.Importance != "" {
		fields["importance "+tags.Importance] = true
	}
	if tags.Noise != "" {
		fields["noise "+tags.Noise] = true
	}
	return fields
}

// TagChanges are what a filled tag sheet would change. Findings of severity Error stand in the way.
type TagChanges struct {
	Set, Reader string
	Rows        int
	Changes     []TagChange
	Findings    []finding.Finding

	edits []store.Change
}

// TagChange is one value that a reader gives or takes back.
type TagChange struct {
	Line        int64
	PatentID    string
	Tag, Value  string
	IsTakenBack bool
}

// PreviewTags reads a filled tag sheet and tells what it would change; rows of patents that are not in the set are findings.
func (w *Workspace) PreviewTags(ctx context.Context, in io.Reader) (*TagChanges, error) {
	sheet, found, err := ingest.ReadTagSheet(in)
	if err != nil {
		return nil, err
	}
	t, err := w.tagging(ctx)
	if err != nil {
		return nil, err
	}
	if t.members[sheet.Set] == nil {
		return nil, fail.New(fail.NotFound, "no set %s", sheet.Set)
	}
	c := &TagChanges{Set: sheet.Set, Reader: sheet.Reader, Rows: len(sheet.Rows), Findings: found}
	if err := nameFits(sheet.Reader); err != nil {
		return nil, err
	}
	for _, row := range sheet.Rows {
		if !t.members[sheet.Set][row.PatentID] {
			c.Findings = append(c.Findings, finding.Finding{Severity: finding.Error, Line: row.Line, Field: "patent_id", Code: "tag.patent", Value: row.PatentID})
			continue
		}
		c.compare(row, t.tags[[3]string{sheet.Set, row.PatentID, sheet.Reader}])
	}
	return c, nil
}

func (c *TagChanges) compare(row ingest.TagRow, former map[string]bool) {
	now := fieldsOf(row.Tags)
	holds := "true"
	key := derive.RowKey(c.Set, row.PatentID, c.Reader)
	change := func(field string, isTakenBack bool) {
		tag, value, _ := strings.Cut(field, " ")
		c.Changes = append(c.Changes, TagChange{row.Line, row.PatentID, tag, value, isTakenBack})
		e := store.Change{Table: tagEdits, Key: key, Field: field, After: &holds}
		if isTakenBack {
			e.Before, e.After = &holds, nil
		}
		c.edits = append(c.edits, e)
	}
	for _, f := range slices.Sorted(maps.Keys(former)) {
		if !now[f] {
			change(f, true)
		}
	}
	for _, f := range slices.Sorted(maps.Keys(now)) {
		if !former[f] {
			change(f, false)
		}
	}
}

// Refused counts the findings that stand in the way.
func (c *TagChanges) Refused() int {
	n := 0
	for _, f := range c.Findings {
		if f.Severity == finding.Error {
			n++
		}
	}
	return n
}

// ApplyTags keeps the changes of a preview, all or none. Build brings them into base.patent_tag. Errors: Invalid while findings stand in
// the way, Conflict where a tag changed since the preview.
func (w *Workspace) ApplyTags(ctx context.Context, actor, reason string, c *TagChanges) error {
	if n := c.Refused(); n > 0 {
		return fail.New(fail.Invalid, "nothing was kept: %d findings to settle first", n)
	}
	_, err := w.store.AppendEdits(ctx, actor, cmp.Or(strings.TrimSpace(reason), "标引 "+c.Reader), c.edits...)
	return err
}
