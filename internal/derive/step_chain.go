package derive

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"

	"asterism/internal/lake"
	"asterism/internal/lang"
	"asterism/text"

	"github.com/apache/arrow-go/v18/arrow"
)

// chainSymbolStep makes base.chain_symbol: every class symbol of the data with the nodes of chains it lies under.
func chainSymbolStep() Step {
	return Step{
		Name: "base.chain_symbol",
		Header: Header{
			Title: lang.Text{Zh: "环节所含分类号", En: "Symbols of nodes"},
			About: lang.Text{Zh: "数据中的每个 IPC、CPC 分类号及其所属环节：分类号本身、其所在大组或小类、或按导入的层级（base.class）在其下。没有导入层级时，小组只含其本身。",
				En: "Each IPC or CPC symbol of the data and the nodes it lies under: the same symbol, its main group or subclass, or below it by an imported hierarchy (base.class). Without a hierarchy a subgroup holds itself alone."},
			Grain: []string{"node_id", "symbol"}, Columns: chainWords, Method: "docs/methods/chains.md"},
		Inputs: []string{"base.chain_class", "base.class"}, Columns: varchars("node_id", "symbol"), Version: "1", Run: writeChainSymbols,
	}
}

func writeChainSymbols(ctx context.Context, in *lake.Reader, out *Output) error {
	nodesOf := map[string][]string{}
	if err := eachBatch(ctx, in, "select node_id, symbol from base.chain_class order by symbol, node_id", func(batch arrow.RecordBatch) {
		cell := namedColumns(batch)
		for i := range int(batch.NumRows()) {
			s := cell.text("symbol", i)
			nodesOf[s] = append(nodesOf[s], cell.text("node_id", i))
		}
	}); err != nil {
		return err
	}
	parents, used := map[string]string{}, []string{}
	err := eachBatch(ctx, in, "select scheme, symbol, parent_symbol, case when is_used then 'y' end as used from base.class where scheme in ('ipc', 'cpc') order by scheme, symbol",
		func(batch arrow.RecordBatch) {
			cell := namedColumns(batch)
			for i := range int(batch.NumRows()) {
				key := cell.text("scheme", i) + cell.text("symbol", i)
				parents[key] = cell.text("parent_symbol", i)
				if cell.text("used", i) != "" {
					used = append(used, key)
				}
			}
		})
	if err != nil {
		return err
	}
	type pair struct{ node, symbol string }
	var pairs []pair
	for _, key := range used {
		for _, above := range symbolsAbove(key[:3], key[3:], parents) {
			for _, n := range nodesOf[above] {
				pairs = append(pairs, pair{n, key[3:]})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int { return strings.Compare(a.node+"\x00"+a.symbol, b.node+"\x00"+b.symbol) })
	for _, p := range slices.Compact(pairs) {
		if err := out.Row(p.node, p.symbol); err != nil {
			return err
		}
	}
	return nil
}

// symbolsAbove are a symbol, those above it in the hierarchy, and those its own writing shows: H01L33/06 is in H01L33/00,
// H01L, H01 and H.
func symbolsAbove(scheme, symbol string, parents map[string]string) []string {
	above := []string{symbol}
	for up := parents[scheme+symbol]; up != "" && len(above) < 32 && !contains(above, up); up = parents[scheme+up] {
		above = append(above, up)
	}
	shown := []string{}
	if group, _, ok := strings.Cut(symbol, "/"); ok {
		shown = append(shown, group+"/00")
	}
	for _, n := range []int{4, 3, 1} {
		if len(symbol) > n {
			shown = append(shown, symbol[:n])
		}
	}
	for _, s := range shown {
		if !contains(above, s) {
			above = append(above, s)
		}
	}
	return above
}

// chainTextStep makes base.chain_text: the patents whose title or abstract meets a node's query.
func chainTextStep() Step {
	return Step{
		Name: "base.chain_text",
		Header: Header{
			Title: lang.Text{Zh: "符合环节检索式的专利", En: "Patents that meet a node's query"},
			About: lang.Text{Zh: "题名或摘要符合环节检索式的专利，未限范围；base.chain_patent 再按产业链的范围小类限定。词的切分与检索索引相同。",
				En: "Patents whose title or abstract meets the query of a node, before the chain's scope is applied (base.chain_patent does). Words are cut as in the search index."},
			Grain: []string{"node_id", "patent_id"}, Count: "patent", Columns: chainWords, Method: "docs/methods/chains.md"},
		Inputs:  []string{"base.chain_node", "base.chain_scope", "base.patent", "base.patent_text", "base.patent_class"},
		Columns: varchars("node_id", "patent_id"), Version: "1", Run: writeChainTexts,
	}
}

func writeChainTexts(ctx context.Context, in *lake.Reader, out *Output) error {
	nodes, conditions, scoped, err := chainConditions(ctx, in)
	if err != nil || len(nodes) == 0 {
		return err
	}
	r := chainReading{matcher: text.NewMatcher(conditions), found: map[string]text.Found{}}
	if err := r.read(ctx, in, chainTextSQL(scoped)); err != nil {
		return err
	}
	patents := make([]string, 0, len(r.found))
	for id := range r.found {
		patents = append(patents, id)
	}
	slices.Sort(patents)
	for i, n := range nodes {
		for _, p := range patents {
			if r.matcher.Holds(i, r.found[p]) {
				if err := out.Row(n, p); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// chainConditions are the queries of the nodes in order of node; scoped tells that each of them is limited to classes.
// A query that cannot be read is left out here and reported where chains are loaded.
func chainConditions(ctx context.Context, in *lake.Reader) (nodes []string, conditions []*text.Condition, scoped bool, err error) {
	scoped = true
	err = eachBatch(ctx, in, "select node_id, query, case when is_scoped then 'y' end as scoped from base.chain_node where query is not null order by node_id", func(batch arrow.RecordBatch) {
		cell := namedColumns(batch)
		for i := range int(batch.NumRows()) {
			if c, err := text.ParseCondition(cell.text("query", i)); err == nil {
				nodes, conditions = append(nodes, cell.text("node_id", i)), append(conditions, c)
				scoped = scoped && cell.text("scoped", i) != ""
			}
		}
	})
	return nodes, conditions, scoped, err
}

// chainTextSQL gives titles and abstracts, where every query is scoped those of patents in any scope.
func chainTextSQL(scoped bool) string {
	where := ""
	if scoped {
		where = ` and patent_id in (select c.patent_id from base.patent_class as c where c.opens_subclass
  and (c.subclass in (select symbol from base.chain_scope) or c.class3 in (select symbol from base.chain_scope)))`
	}
	return `select patent_id, body from base.patent_text where part in ('title', 'abstract')` + where + `
union all
select patent_id, title as body from base.patent where title is not null` + where
}

// chainReading looks for the terms of all queries in the texts; texts of one patent may come in any order.
type chainReading struct {
	matcher *text.Matcher
	mu      sync.Mutex
	found   map[string]text.Found
}

func (r *chainReading) read(ctx context.Context, in *lake.Reader, sql string) error {
	var wait sync.WaitGroup
	turn := make(chan struct{}, runtime.GOMAXPROCS(0))
	err := eachBatch(ctx, in, sql, func(batch arrow.RecordBatch) {
		batch.Retain()
		turn <- struct{}{}
		wait.Go(func() {
			defer func() { batch.Release(); <-turn }()
			r.batch(batch)
		})
	})
	wait.Wait()
	return err
}

func (r *chainReading) batch(batch arrow.RecordBatch) {
	cell := namedColumns(batch)
	ids, bodies := cell.words["patent_id"], cell.words["body"]
	found := r.matcher.NewFound()
	for i := range int(batch.NumRows()) {
		if bodies.IsNull(i) || !r.matcher.Look(bodies.Value(i), found) {
			continue
		}
		r.keep(ids.Value(i), found)
		clear(found)
	}
}

func (r *chainReading) keep(patent string, found text.Found) {
	r.mu.Lock()
	defer r.mu.Unlock()
	known := r.found[patent]
	if known == nil {
		known = r.matcher.NewFound()
		r.found[strings.Clone(patent)] = known
	}
	for i, w := range found {
		known[i] |= w
	}
}
