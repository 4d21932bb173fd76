package workspace

import (
	"context"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"asterism/internal/chain"
	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/internal/ingest"
	"asterism/internal/search"
	"asterism/internal/store"
)

// WriteChainSheet writes the decomposition table of a chain in force.
func (w *Workspace) WriteChainSheet(id, language string, out io.Writer) error {
	c, err := w.Chain(id)
	if err != nil {
		return err
	}
	s := ingest.ChainSheet{Language: language, Chain: map[string]string{"id": c.ID, "title_zh": c.Title.Zh, "title_en": c.Title.En, "about_zh": c.About.Zh, "about_en": c.About.En,
		"source_zh": c.Source.Zh, "source_en": c.Source.En, "clusters": strings.Join(c.Clusters, " "), "scope": strings.Join(c.Scope, " ")}}
	c.Each(func(n *chain.Node, depth int, _ string) {
		s.Rows = append(s.Rows, ingest.ChainRow{Depth: depth, Title: n.Title.Zh, Values: map[string]string{"title_en": n.Title.En, "stage": n.Stage, "role": n.Role, "query": n.Query,
			"classes": strings.Join(n.Classes, " "), "note": n.Note, "dialect": n.Dialect, "node_id": n.ID}})
	})
	return s.Write(out)
}

// ChainPreview is what a decomposition table would make of a chain. Rows that cannot be used are findings; the rest goes in.
type ChainPreview struct {
	Chain    *chain.Chain
	New      bool // no chain of this id is in force
	Rows     int
	Changes  []chain.Change
	Findings []finding.Finding
	Blocked  bool // the chain as a whole has faults, so that it cannot be kept

	state string
}

// PreviewChain reads a decomposition table and tells what it would change. id names the chain where the workbook does not; where both
// do and differ it is Invalid. A row with a fault leaves a node that is there as it is; where it is new it stays out, with what is below it.
func (w *Workspace) PreviewChain(in io.Reader, id string) (*ChainPreview, error) {
	sheet, found, err := ingest.ReadChainSheet(in)
	if err != nil {
		return nil, err
	}
	switch own := sheet.Chain["id"]; {
	case own == "" && id == "":
		return nil, fail.New(fail.Invalid, "the decomposition table does not name its chain; write the id on the sheet 产业链, or bring it back on the page of the chain")
	case own != "" && id != "" && own != id:
		return nil, fail.New(fail.Invalid, "this is the decomposition table of %s, not of %s", own, id)
	case own != "":
		id = own
	}
	p := &ChainPreview{Rows: len(sheet.Rows), Findings: found}
	former, err := w.Chain(id)
	if p.New = fail.KindOf(err) == fail.NotFound && err != nil; p.New {
		former, err = nil, nil
	}
	if err != nil {
		return nil, err
	}
	if file, err := w.ChainFile(id); err == nil {
		p.state = file.State
	}
	m := &sheetMaker{former: former, preview: p, page: "技术分解表"}
	p.Chain = m.chain(id, sheet)
	p.Changes = chain.Diff(former, p.Chain)
	return p, nil
}

// WordFaults says in a language what is wrong with the queries that findings are about.
func (w *Workspace) WordFaults(language string, found []finding.Finding) {
	for i := range found {
		if err := search.CheckMembership(found[i].Args["dialect"], found[i].Value); found[i].Code == "chain.query" && err != nil {
			found[i].Args["error"] = fail.In(err, func(format string) string { return w.catalog.Wording(language, format) })
		}
	}
}

// ApplyChain makes the chain of a preview the one in force.
func (w *Workspace) ApplyChain(ctx context.Context, actor, note string, p *ChainPreview) (*store.ChainVersion, error) {
	if len(p.Changes) == 0 {
		return nil, fail.New(fail.Invalid, "the decomposition table changes nothing")
	}
	return w.SaveChain(ctx, actor, note, p.state, p.Chain)
}

// sheetMaker makes a chain of rows, over what stands.
type sheetMaker struct {
	former  *chain.Chain
	preview *ChainPreview
	page    string
}

func (m *sheetMaker) chain(id string, sheet *ingest.ChainSheet) *chain.Chain {
	c := &chain.Chain{ID: id}
	if m.former != nil {
		copied := *m.former
		c = &copied
	}
	for key, into := range map[string]*string{"title_zh": &c.Title.Zh, "title_en": &c.Title.En, "about_zh": &c.About.Zh, "about_en": &c.About.En, "source_zh": &c.Source.Zh, "source_en": &c.Source.En} {
		if v, there := sheet.Chain[key]; there {
			*into = v
		}
	}
	if v, there := sheet.Chain["clusters"]; there {
		c.Clusters = strings.Fields(v)
	}
	if v, there := sheet.Chain["scope"]; there {
		c.Scope = chain.Symbols(v)
	}
	if c.Title.Zh == "" && c.Title.En == "" {
		c.Title.Zh = id
	}
	rows := sheet.Rows
	for { // each turn refuses or takes out the rows with faults; those left over may have others: an id twice, nothing below any more
		c.Nodes = nil
		kept := m.nodes(c, rows)
		c.Complete()
		found := chain.Check(c, search.CheckMembership)
		faulty := m.faults(c, kept, found)
		if len(faulty) == 0 {
			m.preview.Blocked = len(found) > 0
			return c
		}
		rows = m.without(rows, faulty)
	}
}

// nodes hangs the rows into the chain and lists them in the order of its nodes. A refused row stands for the node as it was.
func (m *sheetMaker) nodes(c *chain.Chain, rows []ingest.ChainRow) (kept []ingest.ChainRow) {
	var path []*[]chain.Node
	path = append(path, &c.Nodes)
	dropped := 0 // depth of a row that stays out, with all below it
	for _, r := range rows {
		if dropped > 0 && r.Depth > dropped {
			continue
		}
		dropped = 0
		n, ok := m.node(r)
		if !ok || r.Depth > len(path) {
			dropped = r.Depth
			continue
		}
		path = path[:r.Depth]
		list := path[r.Depth-1]
		*list = append(*list, n)
		path = append(path, &(*list)[len(*list)-1].Nodes)
		kept = append(kept, r)
	}
	return kept
}

func (m *sheetMaker) node(r ingest.ChainRow) (n chain.Node, ok bool) {
	var old *chain.Node
	if m.former != nil && r.Values["node_id"] != "" {
		old = m.former.Find(r.Values["node_id"])
	}
	if old != nil {
		n = *old
		n.Nodes = nil
	}
	if r.Refused {
		return n, old != nil
	}
	n.ID, n.Title.Zh = r.Values["node_id"], r.Title
	for key, into := range map[string]*string{"title_en": &n.Title.En, "stage": &n.Stage, "role": &n.Role, "query": &n.Query, "note": &n.Note, "dialect": &n.Dialect} {
		if v, there := r.Values[key]; there {
			*into = v
		}
	}
	if v, there := r.Values["classes"]; there {
		n.Classes = chain.Symbols(v)
	}
	return n, true
}

var listPlace = regexp.MustCompile(`nodes\[(\d+)\]`)

// faults places what is wrong on the row it comes from; faulty are the lines of those rows.
func (m *sheetMaker) faults(c *chain.Chain, kept []ingest.ChainRow, found []finding.Finding) map[int64]bool {
	order, at := map[string]int{}, 0
	var walk func(nodes []chain.Node, above string)
	walk = func(nodes []chain.Node, above string) {
		for i := range nodes {
			here := above + "nodes[" + strconv.Itoa(i) + "]"
			order[here], at = at, at+1
			walk(nodes[i].Nodes, here+".")
		}
	}
	walk(c.Nodes, "")
	faulty := map[int64]bool{}
	for _, f := range found {
		places := listPlace.FindAllStringIndex(f.Field, -1)
		f.File, f.Line, f.Sheet = "", 0, m.page
		if len(places) > 0 {
			end := places[len(places)-1][1]
			if i, ok := order[f.Field[:end]]; ok && i < len(kept) {
				f.Line = kept[i].Line
				f.Field = columnOf(strings.TrimPrefix(f.Field[end:], "."))
			}
		} else {
			f.Sheet, f.Field = "产业链", columnOf(f.Field)
		}
		if !slices.ContainsFunc(m.preview.Findings, func(g finding.Finding) bool {
			return f.Sheet == g.Sheet && f.Line == g.Line && f.Field == g.Field && f.Code == g.Code && f.Value == g.Value
		}) {
			m.preview.Findings = append(m.preview.Findings, f)
		}
		if f.Line > 0 {
			faulty[f.Line] = true
		}
	}
	return faulty
}

// columnOf is the column of a field of a node.
func columnOf(field string) string {
	field, _, _ = strings.Cut(field, "[")
	switch field {
	case "id":
		return "node_id"
	case "title":
		return "level_1"
	}
	return field
}

// without refuses the faulty rows: those refused already, and those whose node is new, go.
func (m *sheetMaker) without(rows []ingest.ChainRow, faulty map[int64]bool) (left []ingest.ChainRow) {
	dropped := 0
	for _, r := range rows {
		if dropped > 0 && r.Depth > dropped {
			continue
		}
		dropped = 0
		known := m.former != nil && r.Values["node_id"] != "" && m.former.Find(r.Values["node_id"]) != nil
		if faulty[r.Line] && (r.Refused || !known) {
			dropped = r.Depth
			continue
		}
		r.Refused = r.Refused || faulty[r.Line]
		left = append(left, r)
	}
	return left
}
