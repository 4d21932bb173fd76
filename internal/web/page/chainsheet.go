package page

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"

	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/internal/workspace"
)

// chainSheetView is what a decomposition table would change, before anything is kept.
type chainSheetView struct {
	Base
	Upload, File, ID string
	Name             string // of the chain
	New, Blocked     bool
	Rows             int
	Changes          []chainChangeView
	Findings         []findingGroup
	Refused          int
	Problem          string
}

// receiveChainSheet keeps a decomposition table; the answer is the page that shows what it would change.
func receiveChainSheet(r *Request) (string, error) {
	id, err := r.receive()
	if err != nil {
		return "", err
	}
	return r.Link("/chainsheets/"+id, "chain", r.Values.Get("chain")), nil
}

func loadChainSheet(r *Request) (View, error) {
	p, file, err := r.chainPreview()
	v := &chainSheetView{Upload: r.PathValue("upload"), File: filepath.Base(file), ID: r.Values.Get("chain")}
	v.Title, v.Crumbs = r.T("chainsheet.title"), []Crumb{{r.T("nav.chains"), r.Link("/chains")}}
	if err != nil {
		if file == "" || shown(err) != nil {
			return nil, err
		}
		v.Problem, v.Status = r.failed(err), fail.KindOf(err).Status()
		return v, nil
	}
	v.Name, v.New, v.Blocked, v.Rows = r.either(p.Chain.Title.Zh, p.Chain.Title.En), p.New, p.Blocked, p.Rows
	before, err := r.Site.w.Chain(p.Chain.ID)
	if err != nil && fail.KindOf(err) != fail.NotFound {
		return nil, err
	}
	v.Changes = r.chainChanges(before, p.Chain)
	r.Site.w.WordFaults(r.Lang, p.Findings)
	for i := range p.Findings {
		p.Findings[i].File = v.File
	}
	v.Findings, v.Refused = r.worded(finding.Summary(p.Findings)), len(p.Findings)
	return v, nil
}

// chainPreview holds an uploaded table against the chain in force; file is "" when there is no such upload.
func (r *Request) chainPreview() (*workspace.ChainPreview, string, error) {
	f, err := r.oneUpload(fail.New(fail.Invalid, "one decomposition table at a time"))
	if f == nil {
		return nil, "", err
	}
	defer f.Close()
	p, err := r.Site.w.PreviewChain(f, r.Values.Get("chain"))
	return p, f.Name(), err
}

// applyChainSheet makes what the table says the chain in force.
func applyChainSheet(r *Request) (string, error) {
	p, file, err := r.chainPreview()
	if err != nil {
		return "", err
	}
	if err := r.ParseForm(); err != nil {
		return "", fail.As(fail.Invalid, err, "form")
	}
	if _, err := r.Site.w.ApplyChain(r.Context(), r.Site.Actor, first(r.PostForm.Get("note"), filepath.Base(file)), p); err != nil {
		return "", err
	}
	os.RemoveAll(filepath.Dir(file))
	return r.Link("/chains/" + p.Chain.ID), nil
}

// sendChainSheet downloads the decomposition table of a chain.
func sendChainSheet(r *Request, w http.ResponseWriter) error {
	id := r.PathValue("chain")
	var b bytes.Buffer
	if err := r.Site.w.WriteChainSheet(id, r.Lang, &b); err != nil {
		return err
	}
	attach(w, r.fileName(r.T("chainsheet.file")+"_"+id), "xlsx")
	_, err := io.Copy(w, &b)
	return err
}
