package page

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"asterism/internal/derive"
	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/internal/store"
	"asterism/internal/workspace"
)

// correctionsView is where values are corrected: choose a table, take its workbook, bring it back; and what was
// corrected so far.
type correctionsView struct {
	Base
	Tables  []LinkView
	Table   *correctableView
	Edits   []editView
	Older   int // edits that are not shown
	Waiting []string
}

// correctableView is the table chosen, with what of it may be corrected.
type correctableView struct {
	Name, Title string
	Rows        int64
	Fields      []string
	Columns     []Pair // rows are narrowed by one of these
}

// editView is one correction in words.
type editView struct {
	*store.Edit
	Row, Label    Cell
	Before, After string
	InForce       bool
}

// shownEdits bounds the history; base.edit holds all that count.
const shownEdits = 200

func loadCorrections(r *Request) (View, error) {
	v := &correctionsView{}
	v.Title = r.T("nav.corrections")
	chosen := r.Values.Get("table")
	for _, name := range r.Site.w.Correctable() {
		if !r.Has("base." + name) {
			continue
		}
		v.Tables = append(v.Tables, LinkView{Text: r.Site.tables.title("base."+name, r.Lang), URL: name, On: name == chosen})
		if name == chosen {
			v.Table = r.correctable(name)
		}
	}
	if chosen != "" && v.Table == nil {
		return nil, fail.New(fail.NotFound, "%s takes no corrections, or has no rows", chosen)
	}
	slices.SortStableFunc(v.Tables, func(a, b LinkView) int { return strings.Compare(a.Text, b.Text) })
	waiting, err := r.Site.w.EditsWaiting(r.Context())
	if err != nil {
		return nil, err
	}
	for _, name := range waiting {
		if name == derive.PartyEdits || name == derive.OptOutEdits {
			continue
		}
		v.Waiting = append(v.Waiting, r.Site.tables.title("base."+name, r.Lang))
	}
	return v, v.history(r)
}

func (r *Request) correctable(name string) *correctableView {
	table := "base." + name
	t, _ := r.Reader.Snapshot().Table(table)
	v := &correctableView{Name: name, Title: r.Site.tables.title(table, r.Lang), Rows: t.Rows}
	for _, field := range r.Site.w.Graph().Editable(table) {
		label, _, _ := r.Site.tables.word(table, field, r.Lang)
		v.Fields = append(v.Fields, label)
	}
	for _, c := range t.Columns {
		if !provenance[c.Name] && kindOf(c.Type) == "text" {
			label, _, _ := r.Site.tables.word(table, c.Name, r.Lang)
			v.Columns = append(v.Columns, Pair{c.Name, label})
		}
	}
	return v
}

// history lists the corrections, the newest first.
func (v *correctionsView) history(r *Request) error {
	all, inForce, err := r.Site.w.Edits(r.Context())
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(e *store.Edit) bool {
		return slices.Contains([]string{derive.PartyEdits, derive.OptOutEdits, derive.SetEdits, derive.TagEdits}, e.Table)
	}) // they have pages of their own
	v.Older = max(0, len(all)-shownEdits)
	for _, e := range slices.Backward(all[v.Older:]) {
		v.Edits = append(v.Edits, r.edit(e, inForce[e.ID]))
	}
	return nil
}

func (r *Request) edit(e *store.Edit, inForce bool) editView {
	table := "base." + e.Table
	label, _, _ := r.Site.tables.word(table, e.Field, r.Lang)
	return editView{Edit: e, InForce: inForce, Row: r.editedRow(e.Table, e.Key), Label: Cell{Text: label, Title: e.Field},
		Before: r.editedValue(table, e.Field, e.Before), After: r.editedValue(table, e.Field, e.After)}
}

// editedRow names a row by its key, leading to its page where it has one.
func (r *Request) editedRow(table, key string) Cell {
	return Cell{Text: strings.ReplaceAll(key, "|", " · "), URL: r.keyLink(table+"_id", key), Class: "code"}
}

// editedValue writes a value as it stands in a workbook: coded ones in words.
func (r *Request) editedValue(table, field string, v *string) string {
	if v == nil {
		return missing
	}
	return first(r.coded(table, field, *v), *v)
}

// sendCorrections sends the workbook of a table, narrowed to the rows where a column has a value.
func sendCorrections(r *Request, w http.ResponseWriter) error {
	table, where := r.PathValue("table"), map[string]string{}
	if column, value := r.Values.Get("column"), strings.TrimSpace(r.Values.Get("value")); column != "" && value != "" {
		where[column] = value
	}
	var b bytes.Buffer
	if err := r.Site.w.ExportCorrections(r.Context(), table, where, &b); err != nil {
		return err
	}
	name := r.fileName(r.T("corrections.file", "table", r.Site.tables.title("base."+strings.TrimPrefix(table, "base."), r.Lang)))
	attach(w, name, "xlsx")
	_, err := io.Copy(w, &b)
	return err
}

// receiveCorrections keeps a corrected workbook; the answer is the page that shows what it would change.
func receiveCorrections(r *Request) (string, error) {
	id, err := r.receive()
	if err != nil {
		return "", err
	}
	return r.Link("/data/corrections/" + id), nil
}

// correctionView is what an uploaded workbook would change, before anything is kept.
type correctionView struct {
	Base
	Upload   string
	File     string
	Table    string
	Exported string
	Rows     int
	Changes  []changeView
	More     int // changes that are not shown
	Findings []findingGroup
	Refused  int
	Reasons  int // changes without a reason of their own
	Problem  string
}

type changeView struct {
	Line          int64
	Row           Cell
	Field         Cell
	Before, After string
	Reason        string
}

// shownChanges bounds the preview of one workbook.
const shownChanges = 500

func loadCorrection(r *Request) (View, error) {
	c, file, err := r.corrections()
	v := &correctionView{Upload: r.PathValue("upload"), File: filepath.Base(file)}
	v.Title, v.Crumbs = r.T("correction.title"), []Crumb{{r.T("nav.data"), r.Link("/data")}, {r.T("nav.corrections"), r.Link("/data/corrections")}}
	if err != nil {
		if file == "" || shown(err) != nil {
			return nil, err
		}
		v.Problem, v.Status = r.failed(err), fail.KindOf(err).Status()
		return v, nil
	}
	table := "base." + c.Table
	v.Table, v.Exported, v.Rows, v.Refused = r.Site.tables.title(table, r.Lang), strconv.FormatInt(c.Exported, 10), c.Rows, c.Refused()
	for i := range c.Findings {
		c.Findings[i].File = v.File
	}
	v.Findings = r.worded(finding.Summary(c.Findings))
	v.More = max(0, len(c.Changes)-shownChanges)
	for i, one := range c.Changes {
		if strings.TrimSpace(one.Reason) == "" {
			v.Reasons++
		}
		if i < shownChanges {
			label, _, _ := r.Site.tables.word(table, one.Field, r.Lang)
			v.Changes = append(v.Changes, changeView{one.Line, r.editedRow(c.Table, one.Row), Cell{Text: label, Title: one.Field},
				r.editedValue(table, one.Field, one.Before), r.editedValue(table, one.Field, one.After), one.Reason})
		}
	}
	return v, nil
}

// oneUpload opens the one file of an upload; several are refused with the error given.
func (r *Request) oneUpload(several error) (*os.File, error) {
	_, files, err := r.upload()
	if err != nil {
		return nil, err
	}
	if len(files) != 1 {
		return nil, several
	}
	f, err := os.Open(files[0])
	if err != nil {
		return nil, fail.As(fail.Unavailable, err, "upload")
	}
	return f, nil
}

// corrections holds an uploaded workbook against the present table; file is "" when there is no such upload.
func (r *Request) corrections() (*workspace.Corrections, string, error) {
	f, err := r.oneUpload(fail.New(fail.Invalid, "one workbook of corrections at a time"))
	if f == nil {
		return nil, "", err
	}
	defer f.Close()
	c, err := r.Site.w.PreviewCorrections(r.Context(), f)
	return c, f.Name(), err
}

// applyCorrections keeps the changes and builds what depends on them.
func applyCorrections(r *Request) (string, error) {
	if err := r.ParseForm(); err != nil {
		return "", fail.As(fail.Invalid, err, "form")
	}
	c, file, err := r.corrections()
	if err != nil {
		return "", err
	}
	if len(c.Changes) == 0 {
		return "", fail.New(fail.Invalid, "the workbook changes nothing")
	}
	if _, err := r.Site.w.ApplyCorrections(r.Context(), r.Site.Actor, r.PostForm.Get("reason"), c); err != nil {
		return "", err
	}
	os.RemoveAll(filepath.Dir(file))
	return startBuild(r)
}

// undoCorrection takes one correction back and builds what depends on it.
func undoCorrection(r *Request) (string, error) {
	if err := r.ParseForm(); err != nil {
		return "", fail.As(fail.Invalid, err, "form")
	}
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return "", fail.New(fail.NotFound, "no correction %s", r.PathValue("id"))
	}
	if _, err := r.Site.w.UndoEdit(r.Context(), r.Site.Actor, r.PostForm.Get("reason"), id); err != nil {
		return "", err
	}
	return startBuild(r)
}

// correct is the address of the workbook that corrects one row.
func (r *Request) correct(table, column, value string) string {
	if !slices.Contains(r.Site.w.Correctable(), table) || r.At != 0 {
		return ""
	}
	return r.address("/data/workbooks/"+table, url.Values{"column": {column}, "value": {value}})
}
