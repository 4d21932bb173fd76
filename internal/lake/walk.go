package lake

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"asterism/internal/finding"
)

// walk goes through a syntax tree as json_serialize_sql writes it. Whatever it does not know it refuses, so a
// newer DuckDB cannot open a hole by a new kind of node.
type walk struct {
	query     string
	functions functionList
	tables    map[string]bool
	called    map[string]bool
	problems  []finding.Finding
	first     int // smallest offset seen; -1 before
	last      int // offset of the nearest enclosing node that has one
}

func newWalk(query string, f functionList) *walk {
	return &walk{query: query, functions: f, tables: map[string]bool{}, called: map[string]bool{}, first: -1}
}

// node visits one JSON object; scope holds the WITH names visible there.
func (w *walk) node(n map[string]any, scope []string) {
	defer func(last int) { w.last = last }(w.last)
	w.locate(n)
	scope = w.ctes(n, scope)
	kind, _ := n["type"].(string)
	switch class, _ := n["class"].(string); {
	case class != "":
		w.expression(class, kind, n)
	case kind != "":
		w.structure(kind, n, scope)
	}
	w.children(n, scope)
}

func (w *walk) children(n map[string]any, scope []string) {
	for _, key := range sortedKeys(n) {
		if key != "cte_map" {
			w.any(n[key], scope)
		}
	}
}

func (w *walk) any(v any, scope []string) {
	switch v := v.(type) {
	case map[string]any:
		w.node(v, scope)
	case []any:
		for _, e := range v {
			w.any(e, scope)
		}
	}
}

func sortedKeys(n map[string]any) []string {
	set := make(map[string]bool, len(n))
	for k := range n {
		set[k] = true
	}
	return keys(set)
}

// noPlace is above every real offset: DuckDB writes 2^64-1 for nodes it made itself.
const noPlace = 1 << 40

func (w *walk) locate(n map[string]any) {
	number, _ := n["query_location"].(json.Number)
	at, err := number.Int64()
	if err != nil || at > noPlace {
		return
	}
	w.last = int(at)
	if w.first < 0 || w.last < w.first {
		w.first = w.last
	}
}

// ctes visits the WITH queries of a node and returns the scope of the rest. A query sees those before it, and
// itself when it is recursive.
func (w *walk) ctes(n map[string]any, scope []string) []string {
	holder, _ := n["cte_map"].(map[string]any)
	entries, _ := holder["map"].([]any)
	for _, e := range entries {
		entry, _ := e.(map[string]any)
		name, _ := entry["key"].(string)
		if !plainName.MatchString(name) {
			w.refuse("sql_name", name)
			continue
		}
		inside := scope
		if recursive(entry) {
			inside = append(slices.Clone(scope), strings.ToLower(name))
		}
		w.any(entry["value"], inside)
		scope = append(slices.Clone(scope), strings.ToLower(name))
	}
	return scope
}

func recursive(entry map[string]any) bool {
	value, _ := entry["value"].(map[string]any)
	query, _ := value["query"].(map[string]any)
	node, _ := query["node"].(map[string]any)
	return node["type"] == "RECURSIVE_CTE_NODE"
}

// plainName is a name that cannot be taken for a file.
var plainName = regexp.MustCompile(`^[\p{L}_][\p{L}\p{N}_]*$`)

func (w *walk) refuse(code, value string) { w.problem(finding.Error, code, value) }
func (w *walk) warn(code, value string)   { w.problem(finding.Warning, code, value) }

func (w *walk) problem(s finding.Severity, code, value string) {
	w.problems = append(w.problems, finding.Finding{Code: code, Severity: s, Line: lineAt(w.query, w.last), Value: value,
		Args: map[string]string{"name": value}})
}

// structure checks what is no expression: query nodes, tables and modifiers.
func (w *walk) structure(kind string, n map[string]any, scope []string) {
	switch kind {
	case "BASE_TABLE":
		w.table(n, scope)
	case "SELECT_NODE":
		w.selection(n)
	case "JOIN":
		w.join(n)
	case "SHOW_REF":
		w.show(n)
	case "PIVOT":
		w.warn("sql_portable_pivot", "")
	case "TABLE_FUNCTION":
		w.refuse("sql_table_function", functionName(n["function"]))
	case "SET_OPERATION_NODE":
		w.setOperation(n)
	case "DISTINCT_MODIFIER":
		w.distinct(n)
	case "LIMIT_PERCENT_MODIFIER":
		w.warn("sql_portable_sample", "LIMIT %")
	case "ORDER_DEFAULT", "ASCENDING", "DESCENDING":
		w.order(n)
	case "SUBQUERY", "EMPTY", "EXPRESSION_LIST", "RECURSIVE_CTE_NODE", "CTE_NODE", "ORDER_MODIFIER", "LIMIT_MODIFIER":
	default:
		if !strings.HasSuffix(kind, "_TYPE_INFO") { // of a type name: see cast
			w.refuse("sql_construct", kind)
		}
	}
}

func (w *walk) table(n map[string]any, scope []string) {
	catalog, _ := n["catalog_name"].(string)
	schema, _ := n["schema_name"].(string)
	name, _ := n["table_name"].(string)
	full := strings.ToLower(schema + "." + name)
	switch {
	case catalog != "" || n["at_clause"] != nil:
		w.refuse("sql_table_name", strings.Trim(catalog+"."+schema+"."+name, "."))
	case schema == "" && slices.Contains(scope, strings.ToLower(name)):
	case schema == "" || !tableName.MatchString(full):
		w.refuse("sql_table_name", strings.Trim(schema+"."+name, "."))
	default:
		w.tables[full] = true
	}
}

func functionName(v any) string {
	n, _ := v.(map[string]any)
	name, _ := n["function_name"].(string)
	return name
}
