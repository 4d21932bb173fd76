package workspace

import (
	"context"

	"asterism/internal/derive"
	"asterism/internal/lake"
	"asterism/internal/lang"
	"asterism/internal/search"
)

// chainStep finds the patents of the nodes of chains by the search index: what the page of a chain counts while a query is
// written is what the build finds.
func chainStep() derive.Step {
	return derive.Step{
		Name: "base.chain_member",
		Header: derive.Header{Title: lang.Text{Zh: "环节自身的专利", En: "Patents of a node itself"}, Grain: []string{"node_id", "patent_id"}, Count: "patent", Method: "docs/methods/chains.md",
			About: lang.Text{Zh: "环节自身的专利，不含下级环节：分类号在环节所列分类号之下，或符合环节的检索式且有分类号在产业链的范围内。由检索索引得出，与网页的实时命中数相同；base.chain_patent 再并入各上级环节。",
				En: "The patents of a node itself, without those of the nodes below: a class under one of the node's, or the node's query within the chain's scope. Found by the search index, as the page counts them while a query is written; base.chain_patent adds them to the nodes above."},
			Columns: map[string]derive.Word{
				"node_id":  {Text: lang.Text{Zh: "环节", En: "node"}, Unit: "code"},
				"by_class": {Text: lang.Text{Zh: "依分类号", En: "by class"}, Unit: "flag"},
				"by_query": {Text: lang.Text{Zh: "依检索式", En: "by query"}, Unit: "flag"},
			}},
		Inputs:  []string{"base.chain_class", "base.chain_node", "base.chain_scope", searchTable},
		Columns: []lake.Column{{Name: "node_id", Type: "VARCHAR"}, {Name: "patent_id", Type: "VARCHAR"}, {Name: "by_class", Type: "BOOLEAN"}, {Name: "by_query", Type: "BOOLEAN"}},
		Version: "1", Run: writeChainMembers,
	}
}

func writeChainMembers(ctx context.Context, in *lake.Reader, out *derive.Output) error {
	nodes, wanted, err := builtMemberships(ctx, in)
	if err != nil {
		return err
	}
	o, err := openSearch(in)
	if err != nil {
		return err
	}
	defer o.close()
	members, err := o.engine.Members(ctx, wanted)
	if err != nil {
		return err
	}
	for i, m := range members {
		set := m.Set()
		for row, ok := set.Next(0); ok; row, ok = set.Next(row + 1) {
			if err := out.Row(nodes[i], o.engine.PatentID(row), m.ByClass.Has(row), m.ByQuery.Has(row)); err != nil {
				return err
			}
		}
	}
	return nil
}

// builtMemberships reads what belongs to each node, in order of node. A query that cannot be read finds nothing: chain.Load told so.
func builtMemberships(ctx context.Context, in *lake.Reader) (nodes []string, wanted []search.Membership, err error) {
	scopes, err := listsOf(ctx, in, "select chain_id, symbol from base.chain_scope order by chain_id, symbol")
	if err != nil {
		return nil, nil, err
	}
	classes, err := listsOf(ctx, in, "select node_id, symbol from base.chain_class order by node_id, symbol")
	if err != nil {
		return nil, nil, err
	}
	rows, err := in.Query(ctx, "select node_id, coalesce(chain_id, ''), coalesce(query, ''), coalesce(query_dialect, '') from base.chain_node order by node_id")
	if err != nil {
		return nil, nil, err
	}
	for _, row := range rows.Data {
		id := row[0].(string)
		nodes = append(nodes, id)
		wanted = append(wanted, search.Membership{Classes: classes[id], Scope: scopes[row[1].(string)], Query: row[2].(string), Dialect: row[3].(string)})
	}
	return nodes, wanted, nil
}

// listsOf gathers the second column of a query by the first.
func listsOf(ctx context.Context, in *lake.Reader, sql string) (map[string][]string, error) {
	rows, err := in.Query(ctx, sql)
	if err != nil {
		return nil, err
	}
	lists := map[string][]string{}
	for _, row := range rows.Data {
		lists[row[0].(string)] = append(lists[row[0].(string)], row[1].(string))
	}
	return lists, nil
}
