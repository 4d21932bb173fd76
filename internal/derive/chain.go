package derive

import (
	"fmt"
	"io/fs"
	"strconv"

	"asterism/internal/lang"

	"github.com/goccy/go-yaml"
)

// planChain is what the build takes from an industry chain. Package chain reads and checks the whole.
type planChain struct {
	ID    string    `yaml:"id"`
	Title lang.Text `yaml:"title"`
	Scope []string  `yaml:"scope"`
	Nodes []planLink
}

type planLink struct {
	ID      string     `yaml:"id"`
	Title   lang.Text  `yaml:"title"`
	Stage   string     `yaml:"stage"`
	Role    string     `yaml:"role"`
	Classes []string   `yaml:"classes"`
	Query   string     `yaml:"query"`
	Dialect string     `yaml:"dialect"`
	Nodes   []planLink `yaml:"nodes"`
}

var (
	chainNodeColumns = []typed{{"node_id", "VARCHAR"}, {"chain_id", "VARCHAR"}, {"parent_id", "VARCHAR"}, {"seq", "INTEGER"}, {"depth", "INTEGER"}, {"name_zh", "VARCHAR"},
		{"name_en", "VARCHAR"}, {"chain_stage", "VARCHAR"}, {"chain_role", "VARCHAR"}, {"query", "VARCHAR"}, {"query_dialect", "VARCHAR"}, {"is_scoped", "BOOLEAN"}, {"file", "VARCHAR"}}
	chainClassColumns = []typed{{"node_id", "VARCHAR"}, {"symbol", "VARCHAR"}}
	chainScopeColumns = []typed{{"chain_id", "VARCHAR"}, {"symbol", "VARCHAR"}}
	chainAboveColumns = []typed{{"node_id", "VARCHAR"}, {"above_id", "VARCHAR"}}
)

var chainWords = map[string]Word{
	"chain_id":      {Text: lang.Text{Zh: "产业链", En: "chain"}, Unit: "code"},
	"node_id":       {Text: lang.Text{Zh: "环节", En: "node"}, Unit: "code"},
	"parent_id":     {Text: lang.Text{Zh: "上级环节", En: "node above"}, Unit: "code"},
	"above_id":      {Text: lang.Text{Zh: "本身或上级环节", En: "the node or one above"}, Unit: "code"},
	"depth":         {Text: lang.Text{Zh: "层级（0 为整链）", En: "depth (0 the chain)"}, Unit: "ordinal"},
	"seq":           {Text: lang.Text{Zh: "次序", En: "order"}, Unit: "ordinal"},
	"chain_stage":   {Text: lang.Text{Zh: "上中下游", En: "stage"}, Unit: "code"},
	"chain_role":    {Text: lang.Text{Zh: "作用", En: "role"}, Unit: "code"},
	"query":         {Text: lang.Text{Zh: "检索式", En: "query"}, Unit: "text"},
	"query_dialect": {Text: lang.Text{Zh: "检索式的写法", En: "language of the query"}, Unit: "code"},
	"is_scoped":     {Text: lang.Text{Zh: "检索式限于范围小类", En: "query limited to a scope"}, Unit: "flag"},
	"symbol":        {Text: lang.Text{Zh: "分类号", En: "class"}, Unit: "code"},
}

// chains makes the nodes of content/chains tables of content, like the zones of plans.
func (ld *loader) chains() error {
	names, err := fs.Glob(ld.content, "chains/*.yaml")
	if err != nil || len(names) == 0 {
		return err
	}
	r := chainRows{known: map[string]bool{}}
	for _, name := range names {
		c, err := readPlanChain(ld.content, name)
		if err != nil {
			ld.remark(&Node{Name: "base.chain_node", File: name}, 1, "derive.header", err.Error())
			continue
		}
		r.chain(c, "content/"+name)
	}
	ld.chainTable("base.chain_node", lang.Text{Zh: "产业链环节", En: "Nodes of chains"}, []string{"node_id"}, chainNodeColumns, r.nodes)
	ld.chainTable("base.chain_class", lang.Text{Zh: "环节的分类号", En: "Classes of nodes"}, []string{"node_id", "symbol"}, chainClassColumns, r.classes)
	ld.chainTable("base.chain_scope", lang.Text{Zh: "产业链检索式的范围", En: "Scope of a chain's queries"}, []string{"chain_id", "symbol"}, chainScopeColumns, r.scopes)
	ld.chainTable("base.chain_above", lang.Text{Zh: "环节与其各级上级", En: "Nodes with those above"}, []string{"node_id", "above_id"}, chainAboveColumns, r.above)
	return nil
}

func (ld *loader) chainTable(name string, title lang.Text, grain []string, columns []typed, rows [][]string) {
	ld.graph.nodes[name] = &Node{Name: name, Kind: Data, File: "chains", Line: 1, SQL: valuesSQL(columns, texts(rows)), words: ld.graph.words,
		Header: Header{Title: title, Grain: grain, Columns: chainWords, Method: "docs/methods/chains.md"}}
}

func readPlanChain(content fs.FS, name string) (c planChain, err error) {
	data, err := fs.ReadFile(content, name)
	if err == nil {
		err = yaml.Unmarshal(data, &c)
	}
	if err != nil {
		return c, fmt.Errorf("%s: %w", name, err)
	}
	return c, nil
}

// chainRows gathers the rows of the four tables. A node is named chain.node; the chain itself is the node on top.
type chainRows struct {
	nodes, classes, scopes, above [][]string
	known                         map[string]bool
}

func (r *chainRows) chain(c planChain, file string) {
	if c.ID == "" || r.known[c.ID] {
		return
	}
	for _, s := range c.Scope {
		if key := c.ID + "\x00" + s; !r.known[key] {
			r.known[key] = true
			r.scopes = append(r.scopes, []string{c.ID, s})
		}
	}
	top := planLink{ID: c.ID, Title: c.Title, Nodes: c.Nodes}
	r.node(top, c, nil, file)
}

// node adds a node and what is below it. Checks are package chain's; what has no name of its own is left out.
func (r *chainRows) node(n planLink, c planChain, path []string, file string) {
	id, parent := n.ID, ""
	if len(path) > 0 {
		id, parent = c.ID+"."+n.ID, path[len(path)-1]
	}
	if n.ID == "" || r.known[id] || len(path) > 8 {
		return
	}
	r.known[id] = true
	r.nodes = append(r.nodes, []string{id, c.ID, parent, strconv.Itoa(len(r.nodes) + 1), strconv.Itoa(len(path)), n.Title.Zh, n.Title.En, n.Stage, n.Role, n.Query, n.Dialect,
		strconv.FormatBool(len(c.Scope) > 0), file})
	for _, s := range n.Classes {
		if key := id + "\x00" + s; !r.known[key] {
			r.known[key] = true
			r.classes = append(r.classes, []string{id, s})
		}
	}
	path = append(path[:len(path):len(path)], id)
	for _, a := range path {
		r.above = append(r.above, []string{id, a})
	}
	for _, k := range n.Nodes {
		r.node(k, c, path, file)
	}
}
