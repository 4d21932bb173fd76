package page

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/internal/ingest"
	"asterism/internal/workspace"
)

// taggingView lists the sets that people tag, and makes one out of a selection of patents or of a list of numbers.
type taggingView struct {
	Base
	Sets      []tagSetView
	Selection string // of the page Patents, as its query
	Selected  string // the number of patents it holds
	Most      int
	Method    string
}

type tagSetView struct {
	workspace.TagSet
	URL string
}

func loadTagging(r *Request) (View, error) {
	v := &taggingView{Selection: r.Values.Get("selection"), Most: ingest.MaxTagged, Method: r.Link("/docs/methods/tagging")}
	v.Title = r.T("nav.tagging")
	if !r.Has("base.patent") {
		return r.noData(v, "tagging", "patent_record")
	}
	sets, err := r.Site.w.TagSets(r.Context())
	if err != nil {
		return nil, err
	}
	for _, s := range sets {
		v.Sets = append(v.Sets, tagSetView{s, r.Link("/tagging/sets/" + s.Name)})
	}
	if !r.Values.Has("selection") {
		return v, nil
	}
	s, err := r.selected(v.Selection)
	if err != nil {
		return nil, err
	}
	n, err := r.Value(s.CountSQL())
	v.Selected = Format{r.Lang}.Number(n)
	return v, err
}

// selected is the selection of patents that a query of the page Patents describes.
func (r *Request) selected(query string) (Select, error) {
	values, err := url.ParseQuery(query)
	if err != nil {
		return Select{}, fail.New(fail.Invalid, "selection=%s: no selection of patents", query)
	}
	chosen := *r
	chosen.Values = without(values, "page", "page_size", "fields", "at")
	return chosen.patents("")
}

// makeTagSet makes a set, or adds to it: of a selection, or of a list of patents.
func makeTagSet(r *Request) (string, error) {
	if err := r.ParseForm(); err != nil {
		return "", fail.As(fail.Invalid, err, "form")
	}
	name := strings.TrimSpace(r.PostForm.Get("name"))
	ids := strings.FieldsFunc(r.PostForm.Get("patents"), func(c rune) bool { return strings.ContainsRune(" \t\r\n,;，；、", c) })
	if r.PostForm.Has("selection") {
		s, err := r.selected(r.PostForm.Get("selection"))
		if err != nil {
			return "", err
		}
		s.Fields, s.Page, s.Size = []string{"patent_id"}, 1, ingest.MaxTagged+1
		rows, err := r.Query(s.PageSQL())
		if err != nil {
			return "", err
		}
		for _, row := range rows.Data {
			ids = append(ids, text(row[0]))
		}
	}
	if _, err := r.Site.w.AddToSet(r.Context(), r.Site.Actor, name, ids); err != nil {
		return "", err
	}
	return r.Link("/tagging/sets/" + name), nil
}

// tagSetPage is one set: who read how much, the sheets, and how far readers agree.
type tagSetPage struct {
	Base
	Set      workspace.TagSet
	Waiting  bool // tags wait for a build
	NoEffect bool
	Sections []sectionView
	Method   string
}

func loadTagSet(r *Request) (View, error) {
	name := r.PathValue("set")
	sets, err := r.Site.w.TagSets(r.Context())
	if err != nil {
		return nil, err
	}
	v := &tagSetPage{Method: r.Link("/docs/methods/tagging")}
	for _, s := range sets {
		if s.Name == name {
			v.Set = s
		}
	}
	if v.Set.Name == "" {
		return nil, fail.New(fail.NotFound, "no set %s", name)
	}
	v.Title, v.Crumbs = name, []Crumb{{r.T("nav.tagging"), r.Link("/tagging")}}
	waiting, err := r.Site.w.EditsWaiting(r.Context())
	if err != nil {
		return nil, err
	}
	for _, table := range waiting {
		v.Waiting = v.Waiting || strings.HasPrefix(table, "patent_set") || strings.HasPrefix(table, "patent_tag")
	}
	return v, v.lists(r)
}

func (v *tagSetPage) lists(r *Request) error {
	own := "set_name = " + literal(v.Set.Name)
	for _, l := range []struct {
		part
		where string
	}{
		{part{"tag_agreement", "measure.tag_agreement", "subject, reader_a, reader_b, item_count, differing_count, observed_agreement, expected_agreement, kappa, kappa_low, kappa_high", "subject, reader_a, reader_b"}, "subject like " + literal(likeEscaped(v.Set.Name)+"|%") + ` escape '\'`},
		{part{"tag_difference", "measure.tag_difference", "tag, patent_id, reader_a, value_a, reader_b, value_b", "tag, patent_id"}, own},
		{part{"tag_count", "measure.tag_count", "tag, tag_value, patent_count, reader_count", "tag, patent_count desc, tag_value"}, own},
		{part{"tags", "base.patent_tag", "patent_id, tag, tag_value, reader, edited_time", "patent_id, tag, reader"}, own},
	} {
		section, err := r.section(l.part, l.where, "set_name", v.Set.Name)
		if err != nil {
			return err
		}
		if section != nil {
			v.Sections = append(v.Sections, *section)
		}
	}
	v.NoEffect = true
	if !r.Has("base.patent_tag") {
		return nil
	}
	n, err := r.Value("select count(*) as effect_count\nfrom base.patent_tag\nwhere tag = 'effect' and " + own)
	v.NoEffect = text(n) == "0"
	return err
}

func likeEscaped(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}

// sendTagSheet sends the sheet of one reader.
func sendTagSheet(r *Request, w http.ResponseWriter) error {
	set, reader := r.Values.Get("set"), strings.TrimSpace(r.Values.Get("reader"))
	var b bytes.Buffer
	if err := r.Site.w.WriteTagSheet(r.Context(), set, reader, r.Lang, &b); err != nil {
		return err
	}
	attach(w, r.fileName(r.T("nav.tagging")+"_"+set+"_"+reader), "xlsx")
	_, err := io.Copy(w, &b)
	return err
}

// receiveTags keeps a filled sheet; the answer is the page that shows what it would change.
func receiveTags(r *Request) (string, error) {
	id, err := r.receive()
	if err != nil {
		return "", err
	}
	return r.Link("/tagging/uploads/" + id), nil
}

// tagsView is what a filled sheet would change, before anything is kept.
type tagsView struct {
	Base
	Upload   string
	File     string
	Set      string
	Reader   string
	Rows     int
	Changes  []tagChangeView
	Count    int
	More     int
	Findings []findingGroup
	Refused  int
	Problem  string
}

type tagChangeView struct {
	Line        int64
	Patent      Cell
	Tag, Value  string
	IsTakenBack bool
}

func loadTags(r *Request) (View, error) {
	c, file, err := r.tagChanges()
	v := &tagsView{Upload: r.PathValue("upload"), File: filepath.Base(file)}
	v.Title, v.Crumbs = r.T("tags.title"), []Crumb{{r.T("nav.tagging"), r.Link("/tagging")}}
	if err != nil {
		if file == "" || shown(err) != nil {
			return nil, err
		}
		v.Problem, v.Status = r.failed(err), fail.KindOf(err).Status()
		return v, nil
	}
	v.Set, v.Reader, v.Rows, v.Refused, v.Count = c.Set, c.Reader, c.Rows, c.Refused(), len(c.Changes)
	for i := range c.Findings {
		c.Findings[i].File = v.File
	}
	v.Findings = r.worded(finding.Summary(c.Findings))
	v.More = max(0, len(c.Changes)-shownChanges)
	for _, one := range c.Changes[:len(c.Changes)-v.More] {
		v.Changes = append(v.Changes, tagChangeView{one.Line, Cell{Text: one.PatentID, URL: r.keyLink("patent_id", one.PatentID), Class: "code"},
			r.coded("base.patent_tag", "tag", one.Tag), first(r.coded("base.patent_tag", "tag_value", one.Value), one.Value), one.IsTakenBack})
	}
	return v, nil
}

// tagChanges holds an uploaded sheet against what stands; file is "" when there is no such upload.
func (r *Request) tagChanges() (*workspace.TagChanges, string, error) {
	f, err := r.oneUpload(fail.New(fail.Invalid, "one tag sheet at a time"))
	if f == nil {
		return nil, "", err
	}
	defer f.Close()
	c, err := r.Site.w.PreviewTags(r.Context(), f)
	return c, f.Name(), err
}

// applyTags keeps the tags and builds what depends on them.
func applyTags(r *Request) (string, error) {
	c, file, err := r.tagChanges()
	if err != nil {
		return "", err
	}
	if len(c.Changes) == 0 {
		return "", fail.New(fail.Invalid, "the tag sheet changes nothing")
	}
	if err := r.Site.w.ApplyTags(r.Context(), r.Site.Actor, "", c); err != nil {
		return "", err
	}
	os.RemoveAll(filepath.Dir(file))
	return startBuild(r)
}
