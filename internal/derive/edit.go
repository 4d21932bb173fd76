package derive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"asterism/internal/fail"
	"asterism/internal/lake"
)

// Edit is one human correction in force: Field of the row Key of base.<Table> holds After, whatever the sources
// say. Nil is no value. An empty Field with nil After takes the row out.
type Edit struct {
	Event         int64 // number of the edit in the store
	Table         string
	Key           string // see RowKey
	Field         string
	Before, After *string // as texts: dates ISO, decimals with a point, true and false
	Actor, Reason string
	Time          time.Time
}

const rawEdit = "raw.edit"

var editColumns = []lake.Column{
	{Name: "event", Type: "BIGINT"}, {Name: "table_name", Type: "VARCHAR"}, {Name: "row_key", Type: "VARCHAR"},
	{Name: "field", Type: "VARCHAR"}, {Name: "value_before", Type: "VARCHAR"}, {Name: "value_after", Type: "VARCHAR"},
	{Name: "actor", Type: "VARCHAR"}, {Name: "reason", Type: "VARCHAR"}, {Name: "edited_time", Type: "TIMESTAMP"},
}

// RowKey names a row by the values of its key columns, joined with "|". What stands for itself in a key of several
// parts is written %25 and %7C, so that no two keys have one name.
func RowKey(parts ...string) string {
	if len(parts) == 1 {
		return parts[0]
	}
	escaped := make([]string, len(parts))
	for i, p := range parts {
		escaped[i] = strings.NewReplacer("%", "%25", "|", "%7C").Replace(p)
	}
	return strings.Join(escaped, "|")
}

// KeyParts takes a key of several parts apart.
func KeyParts(key string) []string {
	parts := strings.Split(key, "|")
	for i, p := range parts {
		parts[i] = strings.NewReplacer("%7C", "|", "%25", "%").Replace(p)
	}
	return parts
}

// The names under which sets of patents to tag, and the tags, stand among the human edits.
const (
	SetEdits = "patent_set"
	TagEdits = "patent_tag"
)

// RowKeySQL is RowKey in SQL over the key columns of the table called c.
func RowKeySQL(key []lake.Column) string {
	parts := make([]string, len(key))
	for i, column := range key {
		parts[i] = "c." + quoteName(column.Name)
		if column.Type != "VARCHAR" {
			parts[i] = "cast(" + parts[i] + " as varchar)"
		} else if len(key) > 1 {
			parts[i] = "replace(replace(" + parts[i] + ", '%', '%25'), '|', '%7C')"
		}
	}
	return strings.Join(parts, " || '|' || ")
}

// keyColumns are the key of a table, in its order, with the types of the lake.
func (t Table) keyColumns() []lake.Column {
	key := make([]lake.Column, len(t.Key))
	for i, name := range t.Key {
		key[i].Name = name
		for _, c := range t.Columns {
			if c.Name == name {
				key[i].Type = kinds[c.Type]
			}
		}
	}
	return key
}

// EditsState tells of each edited table a hash of its edits: what a build has to know to see whether they changed.
func EditsState(edits []Edit) map[string]string {
	state := map[string]string{}
	for table, own := range byTable(edits) {
		h := sha256.New()
		json.NewEncoder(h).Encode(own) // texts and times: cannot fail
		state[table] = hex.EncodeToString(h.Sum(nil)[:16])
	}
	return state
}

func byTable(edits []Edit) map[string][]Edit {
	tables := map[string][]Edit{}
	for _, e := range edits {
		tables[e.Table] = append(tables[e.Table], e)
	}
	return tables
}

// LakeEdits tells the state of the edits that a snapshot holds; see EditsState.
func LakeEdits(s *lake.Snapshot) map[string]string {
	t, _ := s.Table(rawEdit)
	return t.Meta
}

// PutEdits makes raw.edit hold exactly these edits, in order of event, in one snapshot; none when it holds them
// already. Build then makes anew the tables whose edits changed.
func PutEdits(ctx context.Context, l *lake.Lake, actor string, edits []Edit) (err error) {
	defer fail.Wrap(&err, "edits")
	state := EditsState(edits)
	if now, err := l.Current(); err != nil || maps.Equal(LakeEdits(now), state) {
		return err
	}
	tx, err := l.Write(ctx, strings.TrimSpace("edits "+actor))
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := putEdits(tx, edits, state); err != nil {
		return err
	}
	_, err = tx.Commit(ctx)
	return err
}

func putEdits(tx *lake.Tx, edits []Edit, state map[string]string) error {
	if len(edits) == 0 {
		return tx.DropTable(rawEdit)
	}
	schema, err := arrowSchema(editColumns)
	if err != nil {
		return err
	}
	w, err := tx.NewPart(rawEdit, schema, "")
	if err != nil {
		return err
	}
	if err := writeEdits(w, edits); err != nil {
		return err
	}
	part, err := w.Close()
	if err != nil {
		return err
	}
	return tx.SetTable(lake.Table{Name: rawEdit, Columns: editColumns, Parts: []lake.Part{part}, Fingerprint: stateHash(state), Meta: state})
}

func writeEdits(w *lake.PartWriter, edits []Edit) error {
	out, err := newOutput(editColumns, w.Write)
	if err != nil {
		return err
	}
	for _, e := range edits {
		err := out.Row(e.Event, e.Table, e.Key, e.Field, textOrNull(e.Before), textOrNull(e.After), e.Actor, e.Reason, e.Time.UTC())
		if err != nil {
			return err
		}
	}
	return out.close()
}

func textOrNull(s *string) any {
	if s == nil {
		return nil
	}
	return *s
}

func stateHash(state map[string]string) string {
	h := sha256.New()
	for _, table := range slices.Sorted(maps.Keys(state)) {
		fmt.Fprintln(h, table, state[table])
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// editsPrint names what a table sees of raw.edit: the edits of the one table its header names, else all.
func (g *Graph) editsPrint(n *Node, s *lake.Snapshot) string {
	if n.Edits == "" {
		return g.rawFingerprint(rawEdit, s)
	}
	return LakeEdits(s)[n.Edits]
}

// Editable lists the fields of a base table that take human edits, in the order of their declaration: what its
// raw table declares, without the key and without where a row came from. Nil for a table that takes none.
func (g *Graph) Editable(table string) []string {
	n := g.nodes[table]
	if n == nil || n.Edits == "" || table != "base."+n.Edits {
		return nil
	}
	var fields []string
	for _, c := range lacking(provenance, g.raw["raw."+n.Edits]) {
		if !contains(n.Grain, c.Name) && (n.Kind == Merged || g.selects(n, c.Name)) {
			fields = append(fields, c.Name)
		}
	}
	return fields
}

// selects tells whether content SQL applies the edits of a field: it names the field as a literal.
func (g *Graph) selects(n *Node, field string) bool {
	return strings.Contains(n.SQL, "field = "+quoteText(field))
}
