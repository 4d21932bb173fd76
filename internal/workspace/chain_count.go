package workspace

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"asterism/internal/chain"
	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/internal/lake"
	"asterism/internal/search"
)

// NodeCount is what a node of a chain finds in the index of a snapshot.
type NodeCount struct {
	Node       string          `json:"node"`
	ByClass    int             `json:"by_class"`   // of the node itself, like the next three
	ByQuery    int             `json:"by_query"`   // within the chain's scope
	Unscoped   int             `json:"unscoped"`   // whatever the scope
	Own        int             `json:"own"`        // by class or query
	Total      int             `json:"total"`      // with the nodes below, each patent once
	Inventions int             `json:"inventions"` // of Total
	Dialect    string          `json:"dialect"`    // the query was read in
	Clauses    []search.Clause `json:"clauses"`
	Problem    error           `json:"-"` // of the query
}

// ChainCounts are the counts of a chain: the chain first (Node ""), then its nodes, parents first.
type ChainCounts struct {
	Nodes  []NodeCount
	Faults []finding.Finding // of the chain, apart from its queries
}

// CountChain counts a chain, in force or not, in the index of a snapshot, as a build would count it. The chain is completed.
func (w *Workspace) CountChain(ctx context.Context, in *lake.Reader, c *chain.Chain) (*ChainCounts, error) {
	c.Complete()
	r := &ChainCounts{Faults: chain.Check(c, nil)}
	var nodes []*chain.Node
	var depths []int
	c.Each(func(n *chain.Node, depth int, _ string) { nodes, depths = append(nodes, n), append(depths, depth) })
	if len(nodes) > chain.MaxNodes {
		return nil, fail.New(fail.Invalid, "%d nodes: a chain has at most %d", len(nodes), chain.MaxNodes)
	}
	wanted := make([]search.Membership, len(nodes))
	for i, n := range nodes {
		wanted[i] = search.Membership{Classes: n.Classes, Query: n.Query, Dialect: n.Dialect, Scope: c.Scope}
	}
	return r, w.Search(in, func(e *search.Engine) error {
		members, err := e.Members(ctx, wanted)
		if err != nil {
			return err
		}
		r.count(e, nodes, depths, members)
		return nil
	})
}

// count goes from the last node to the first, so that those below are counted when the one above is.
func (r *ChainCounts) count(e *search.Engine, nodes []*chain.Node, depths []int, members []search.Members) {
	var open []struct {
		depth int
		set   *search.Set
	}
	below := func(depth int, set *search.Set) {
		for len(open) > 0 && open[len(open)-1].depth > depth {
			set.Or(open[len(open)-1].set)
			open = open[:len(open)-1]
		}
	}
	for i, m := range slices.Backward(members) {
		set := m.Set()
		n := NodeCount{Node: nodes[i].ID, ByClass: m.ByClass.Count(), ByQuery: m.ByQuery.Count(), Unscoped: m.Unscoped, Own: set.Count(), Dialect: m.Dialect, Clauses: m.Clauses, Problem: m.Problem}
		below(depths[i], set)
		n.Total, n.Inventions = set.Count(), e.OfType(set, "invention")
		open = append(open, struct {
			depth int
			set   *search.Set
		}{depths[i], set})
		r.Nodes = append(r.Nodes, n)
	}
	whole := e.None()
	below(0, whole)
	r.Nodes = append(r.Nodes, NodeCount{Total: whole.Count(), Inventions: e.OfType(whole, "invention")})
	slices.Reverse(r.Nodes)
}

// ChainBuilt tells that a snapshot's tables hold a chain as it is now: its figures are those of this version.
func (w *Workspace) ChainBuilt(ctx context.Context, in *lake.Reader, c *chain.Chain) (bool, error) {
	for _, name := range []string{"base.chain_node", "base.chain_class", "base.chain_scope", "base.chain_member"} {
		if _, ok := in.Snapshot().Table(name); !ok {
			return false, nil
		}
	}
	rows, err := in.Query(ctx, `with classed as (select node_id, string_agg(symbol, ' ' order by symbol) as classes from base.chain_class group by node_id),
  scoped as (select chain_id, string_agg(symbol, ' ' order by symbol) as scope from base.chain_scope group by chain_id)
select n.node_id, coalesce(n.parent_id, ''), n.name_zh, n.name_en, coalesce(n.chain_stage, ''), coalesce(n.chain_role, ''), coalesce(n.query, ''), coalesce(n.query_dialect, ''), coalesce(c.classes, ''),
  case when n.depth = 0 then coalesce(s.scope, '') else '' end
from base.chain_node as n left join classed as c on c.node_id = n.node_id left join scoped as s on s.chain_id = n.chain_id
where n.chain_id = ? order by n.seq`, c.ID)
	if err != nil {
		return false, err
	}
	var built []string
	for _, row := range rows.Data {
		built = append(built, fmt.Sprintf("%q", row))
	}
	return slices.Equal(built, chainLines(c)), nil
}

// chainLines are the rows of a chain as ChainBuilt reads them.
func chainLines(c *chain.Chain) []string {
	sorted := func(list []string) string {
		return strings.Join(slices.Compact(slices.Sorted(slices.Values(list))), " ")
	}
	lines := []string{fmt.Sprintf("%q", []string{c.ID, "", c.Title.Zh, c.Title.En, "", "", "", "", "", sorted(c.Scope)})}
	c.Each(func(n *chain.Node, _ int, parent string) {
		above := c.ID
		if parent != "" {
			above += "." + parent
		}
		lines = append(lines, fmt.Sprintf("%q", []string{c.ID + "." + n.ID, above, n.Title.Zh, n.Title.En, n.Stage, n.Role, n.Query, n.Dialect, sorted(n.Classes), ""}))
	})
	return lines
}
