package lake

import (
	"encoding/json"
	"strings"
)

// The rules of the portable subset: the same SQL has to mean the same on a distributed engine over the same
// files. They work on the syntax tree, next to the gate's refusals.

func (w *walk) selection(n map[string]any) {
	if n["qualify"] != nil {
		w.warn("sql_portable_qualify", "")
	}
	if n["sample"] != nil {
		w.warn("sql_portable_sample", "USING SAMPLE")
	}
	if n["aggregate_handling"] == "FORCE_AGGREGATES" {
		w.warn("sql_portable_all", "GROUP BY ALL")
	}
}

var (
	portableRefs  = map[string]bool{"REGULAR": true, "CROSS": true, "NATURAL": true}
	portableJoins = map[string]bool{"INNER": true, "LEFT": true, "RIGHT": true, "OUTER": true, "FULL": true}
)

func (w *walk) join(n map[string]any) {
	ref, _ := n["ref_type"].(string)
	join, _ := n["join_type"].(string)
	if !portableRefs[ref] {
		w.warn("sql_portable_join", ref)
	}
	if !portableJoins[join] {
		w.warn("sql_portable_join", join)
	}
}

// show is SUMMARIZE or DESCRIBE of a query; SHOW of anything else looks outside the snapshot.
func (w *walk) show(n map[string]any) {
	name, _ := n["table_name"].(string)
	if n["query"] == nil || name != "" {
		w.refuse("sql_construct", "SHOW")
		return
	}
	w.warn("sql_portable_summarize", "")
}

func (w *walk) setOperation(n map[string]any) {
	if kind, _ := n["setop_type"].(string); strings.HasSuffix(kind, "BY_NAME") {
		w.warn("sql_portable_by_name", "")
	}
}

func (w *walk) distinct(n map[string]any) {
	if on, _ := n["distinct_on_targets"].([]any); len(on) > 0 {
		w.warn("sql_portable_distinct_on", "")
	}
}

// order checks one ORDER BY term, of a query, window or aggregate.
func (w *walk) order(n map[string]any) {
	term, _ := n["expression"].(map[string]any)
	w.locate(term)
	if n["null_order"] != "NULLS LAST" {
		w.warn("sql_portable_null_order", "")
	}
	if columns, _ := term["columns"].(bool); columns {
		w.warn("sql_portable_all", "ORDER BY ALL")
	}
}

// Kinds of expression the gate knows, with the finding for those that are not portable.
var (
	classes = map[string]string{"FUNCTION": "", "WINDOW": "", "COLUMN_REF": "", "CONSTANT": "", "CAST": "", "OPERATOR": "",
		"COMPARISON": "", "CONJUNCTION": "", "BETWEEN": "", "CASE": "", "SUBQUERY": "", "STAR": "", "PARAMETER": "",
		"LAMBDA": "sql_portable_lambda", "LAMBDA_REF": "sql_portable_lambda", "COLLATE": "sql_portable_collate",
		"POSITIONAL_REFERENCE": "sql_portable_positional", "TYPE": ""}
	nested = map[string]bool{"ARRAY_EXTRACT": true, "ARRAY_SLICE": true, "STRUCT_EXTRACT": true, "ARRAY_CONSTRUCTOR": true,
		"OPERATOR_UNPACK": true}
)

func (w *walk) expression(class, kind string, n map[string]any) {
	code, known := classes[class]
	switch {
	case !known:
		w.refuse("sql_construct", class)
	case code != "":
		w.warn(code, "")
	}
	switch class {
	case "FUNCTION", "WINDOW":
		w.function(n)
	case "STAR":
		w.star(n)
	case "COLUMN_REF":
		w.column(n)
	case "CAST":
		w.cast(n)
	case "OPERATOR":
		w.operator(kind)
	}
}

func (w *walk) operator(kind string) {
	if nested[kind] {
		w.warn("sql_portable_nested", strings.ToLower(kind))
	}
	if kind == "OPERATOR_TRY" {
		w.warn("sql_portable_try", "TRY")
	}
}

func (w *walk) function(n map[string]any) {
	name := strings.ToLower(functionName(n))
	w.called[name] = true
	schema, _ := n["schema"].(string)
	catalog, _ := n["catalog"].(string)
	ok, portable := w.functions.allowed(name)
	switch {
	case catalog != "" || schema != "" && schema != "main" || !ok:
		w.refuse("sql_function", strings.Trim(catalog+"."+schema+"."+name, "."))
	case nestedFunctions[name]:
		w.warn("sql_portable_nested", name)
	case !portable:
		w.warn("sql_portable_function", name)
	}
	w.meaning(name, n)
}

var nestedFunctions = map[string]bool{"list_value": true, "struct_pack": true, "list": true, "array_agg": true,
	"struct_extract": true, "array_extract": true, "list_extract": true, "string_split": true, "str_split": true}

// meaning checks calls that every engine accepts and some read differently.
func (w *walk) meaning(name string, n map[string]any) {
	arguments, _ := n["children"].([]any)
	switch name {
	case "/":
		if !anyDouble(arguments) {
			w.warn("sql_portable_division", "")
		}
	case "substring", "substr":
		if len(arguments) > 1 && belowOne(arguments[1]) {
			w.warn("sql_portable_substring", "")
		}
	}
}

func belowOne(v any) bool {
	n, _ := v.(map[string]any)
	constant, _ := n["value"].(map[string]any)
	number, ok := constant["value"].(json.Number)
	at, err := number.Int64()
	return ok && err == nil && at < 1
}

func (w *walk) star(n map[string]any) {
	for _, key := range []string{"exclude_list", "qualified_exclude_list", "replace_list", "rename_list"} {
		if items, _ := n[key].([]any); len(items) > 0 {
			w.warn("sql_portable_star", "")
			return
		}
	}
	if columns, _ := n["columns"].(bool); columns || n["expr"] != nil {
		w.warn("sql_portable_star", "COLUMNS")
	}
}

var clocks = map[string]bool{"current_date": true, "current_time": true, "current_timestamp": true, "localtime": true, "localtimestamp": true}

// deepestName is schema.table.column; a longer name reaches into a struct.
const deepestName = 3

func (w *walk) column(n map[string]any) {
	names, _ := n["column_names"].([]any)
	if len(names) > deepestName {
		w.warn("sql_portable_nested", "")
	}
	if len(names) != 1 {
		return
	}
	if name, _ := names[0].(string); clocks[strings.ToLower(name)] {
		w.warn("sql_portable_clock", name)
	}
}

var portableTypes = map[string]bool{"VARCHAR": true, "TEXT": true, "BIGINT": true, "INTEGER": true, "INT": true, "SMALLINT": true,
	"DOUBLE": true, "DECIMAL": true, "NUMERIC": true, "BOOLEAN": true, "DATE": true, "TIMESTAMP": true}

func (w *walk) cast(n map[string]any) {
	if try, _ := n["try_cast"].(bool); try {
		w.warn("sql_portable_try", "TRY_CAST")
	}
	if name := typeName(n["cast_type"]); !portableTypes[name] {
		w.warn("sql_portable_type", name)
	}
}
