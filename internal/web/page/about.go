package page

import (
	"sort"

	"asterism/internal/derive"
	"asterism/internal/ingest"
)

// aboutView says what the product is, what it may not be used for, and what runs here.
type aboutView struct {
	Base
	Formats  []string
	Counts   []Pair
	Findings []findingGroup
}

func loadAbout(r *Request) (View, error) {
	v := &aboutView{Formats: ingest.Formats(), Findings: r.contentRemarks()}
	v.Title = r.T("nav.about")
	s := r.Reader.Snapshot()
	v.Counts = []Pair{{r.T("about.snapshot"), text(s.ID)}, {r.T("about.content"), s.Content}, {r.T("about.tables"), text(len(s.Tables))}, {r.T("about.version"), r.Site.Version}}
	return v, nil
}

func (r *Request) contentRemarks() []findingGroup {
	var all []findingGroup
	for _, f := range r.Site.w.Findings() {
		all = append(all, findingGroup{Severity: string(f.Severity), Code: f.Code, Field: f.Field, Count: 1,
			What: r.findingText(f.Code, "what", f.Args), Why: r.findingText(f.Code, "why", f.Args), Do: r.findingText(f.Code, "do", f.Args), Examples: []string{f.File + " " + f.Value}})
	}
	return all
}

// wordsView is the glossary and the list of method pages.
type wordsView struct {
	Base
	Terms   []termView
	Methods []docGroup
	Nodes   []nodeLine
}

type nodeLine struct{ Name, Title, About, Method, URL string }

func loadWords(r *Request) (View, error) {
	v := &wordsView{Terms: r.Site.terms(r.Lang), Methods: r.methods()}
	for i, t := range v.Terms {
		v.Terms[i].Unit = r.unitWord(t.Unit)
	}
	v.Title = r.T("nav.words")
	for _, n := range r.Site.tables.graph.Nodes() {
		if n.Schema() != "base" && n.Kind != derive.Merged {
			v.Nodes = append(v.Nodes, nodeLine{n.Name, n.Title.In(r.Lang), n.About.In(r.Lang), r.methodLink(n.Method), r.Link("/data/tables/" + n.Name)})
		}
	}
	sort.Slice(v.Nodes, func(i, j int) bool { return v.Nodes[i].Name < v.Nodes[j].Name })
	return v, nil
}
