package page

import (
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strconv"

	"asterism/internal/chain"
	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/internal/search"
	"asterism/internal/workspace"
)

// chainEditView is the desk on which a chain is edited, or made.
type chainEditView struct {
	Base
	ID, State               string
	Body                    string // the chain as JSON
	From                    []option
	Stages, Roles, Dialects []option
	NoIndex                 bool
}

func loadChainEdit(r *Request) (View, error) {
	id := r.PathValue("chain")
	c, err := r.Site.w.Chain(id)
	if err != nil {
		return nil, err
	}
	file, err := r.Site.w.ChainFile(id)
	if err != nil {
		return nil, err
	}
	v := &chainEditView{ID: id, State: file.State}
	v.Title, v.Crumbs = r.T("chainedit.title", "chain", r.either(c.Title.Zh, c.Title.En)), r.chainCrumbs(c)
	return v, v.fill(r, c)
}

func (r *Request) chainCrumbs(c *chain.Chain) []Crumb {
	return []Crumb{{r.T("nav.chains"), r.Link("/chains")}, {r.either(c.Title.Zh, c.Title.En), r.Link("/chains/" + c.ID)}}
}

// loadChainNew is the desk with nothing on it, or with the nodes of a chain to copy.
func loadChainNew(r *Request) (View, error) {
	v, c := &chainEditView{}, &chain.Chain{}
	v.Title, v.Crumbs = r.T("chainedit.new"), []Crumb{{r.T("nav.chains"), r.Link("/chains")}}
	all, err := r.Site.w.Chains()
	if err != nil {
		return nil, err
	}
	from := r.Values.Get("from")
	v.From = []option{{"", r.T("chainedit.nothing"), from == ""}}
	for _, one := range all {
		v.From = append(v.From, option{one.ID, r.either(one.Title.Zh, one.Title.En), one.ID == from})
		if one.ID == from {
			copied := *one
			copied.ID, copied.Clusters = "", nil
			c = &copied
		}
	}
	if from != "" && len(c.Nodes) == 0 {
		return nil, fail.New(fail.NotFound, "no chain %s", from)
	}
	return v, v.fill(r, c)
}

func (v *chainEditView) fill(r *Request, c *chain.Chain) error {
	body, err := json.Marshal(c)
	v.Body = string(body)
	v.Stages, v.Roles, v.Dialects = r.options("chain_stage", chain.Stages), r.options("chain_role", chain.Roles), r.dialects("", false)
	_, indexed := r.Reader.Snapshot().File(search.TextFile)
	v.NoIndex = !indexed
	return err
}

func (r *Request) options(column string, codes []string) (all []option) {
	for _, c := range codes {
		all = append(all, option{Value: c, Text: r.coded("base.chain_node", column, c)})
	}
	return all
}

// askedChain is what the desk sends: the chain, and for saving the state it read and why it was changed.
type askedChain struct {
	Chain *chain.Chain `json:"chain"`
	State string       `json:"state"`
	Note  string       `json:"note"`
}

func (r *Request) askedChain() (*askedChain, error) {
	a := &askedChain{}
	if err := r.asked(a); err != nil {
		return nil, err
	}
	if a.Chain == nil {
		return nil, fail.New(fail.Invalid, "the request is no JSON of the form expected: %v", "chain")
	}
	return a, nil
}

// countedChain is what the desk shows: the chain's count first, then each node's, parents first.
type countedChain struct {
	Nodes  []countedNode `json:"nodes"`
	Faults []string      `json:"faults"` // of the chain itself
}

type countedNode struct {
	workspace.NodeCount
	Problem *askedProblem `json:"problem"`
	Faults  []string      `json:"faults"`
}

// askedProblem is what is wrong with a query: the piece, with what stands before and after it.
type askedProblem struct {
	Before string `json:"before"`
	Wrong  string `json:"wrong"`
	After  string `json:"after"`
	Reason string `json:"reason"`
}

// countChain counts a chain as it stands on the desk.
func countChain(r *Request) (any, error) {
	a, err := r.askedChain()
	if err != nil {
		return nil, err
	}
	counts, err := r.Site.w.CountChain(r.Context(), r.Reader, a.Chain)
	if err != nil {
		return nil, err
	}
	told, queries := countedChain{Faults: []string{}}, []string{""}
	a.Chain.Each(func(n *chain.Node, _ int, _ string) { queries = append(queries, n.Query) })
	for i, n := range counts.Nodes {
		if n.Clauses == nil {
			n.Clauses = []search.Clause{}
		}
		told.Nodes = append(told.Nodes, countedNode{NodeCount: n, Problem: r.askedProblem(queries[i], n.Problem), Faults: []string{}})
	}
	r.placeFaults(&told, a.Chain, counts.Faults)
	return told, nil
}

func (r *Request) askedProblem(query string, err error) *askedProblem {
	if err == nil {
		return nil
	}
	var p *search.Problem
	if !errors.As(err, &p) {
		return &askedProblem{Before: query, Reason: r.failed(err)}
	}
	at := strconv.Itoa(len([]rune(query[:p.Pos])) + 1)
	return &askedProblem{query[:p.Pos], query[p.Pos:p.End], query[p.End:], r.T("search.problem", "at", at) + " " + r.failed(p.Reason)}
}

var nodePlace = regexp.MustCompile(`^nodes\[\d+\](\.nodes\[\d+\])*`)

// placeFaults puts what is wrong with the chain beside the node it is about. On a new chain the id is not asked for until it is saved.
func (r *Request) placeFaults(told *countedChain, c *chain.Chain, faults []finding.Finding) {
	var places []string
	nodePlaces(c.Nodes, "", &places)
	for _, f := range faults {
		text := r.fault(f)
		if at := slices.Index(places, nodePlace.FindString(f.Field)); at >= 0 {
			told.Nodes[at+1].Faults = append(told.Nodes[at+1].Faults, text)
		} else {
			told.Faults = append(told.Faults, text)
		}
	}
}

func (r *Request) fault(f finding.Finding) string {
	return r.findingText(f.Code, "what", f.Args) + r.T("chainedit.stop") + r.findingText(f.Code, "do", f.Args)
}

func nodePlaces(nodes []chain.Node, above string, places *[]string) {
	for i := range nodes {
		here := above + "nodes[" + strconv.Itoa(i) + "]"
		*places = append(*places, here)
		nodePlaces(nodes[i].Nodes, here+".", places)
	}
}

// saveChain makes what is on the desk the chain in force; the answer is where to look at it.
func saveChain(r *Request) (any, error) {
	a, err := r.askedChain()
	if err != nil {
		return nil, err
	}
	if id := r.PathValue("chain"); id != "" {
		a.Chain.ID = id
	}
	if _, err := r.Site.w.SaveChain(r.Context(), r.Site.Actor, a.Note, a.State, a.Chain); err != nil {
		return nil, err
	}
	return map[string]string{"url": r.Link("/chains/" + a.Chain.ID)}, nil
}
