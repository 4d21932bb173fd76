package lake

import (
	"strings"
)

// Functions whose result is a double when given one, or always.
var (
	keepDouble = map[string]bool{"+": true, "-": true, "*": true, "/": true, "sum": true, "avg": true, "min": true, "max": true,
		"abs": true, "round": true, "coalesce": true, "nullif": true, "lag": true, "lead": true, "first_value": true, "last_value": true}
	makeDouble = map[string]bool{"sqrt": true, "cbrt": true, "exp": true, "ln": true, "log2": true, "log10": true, "power": true,
		"pow": true, "sin": true, "cos": true, "radians": true, "degrees": true, "pi": true, "corr": true, "stddev_samp": true,
		"stddev_pop": true, "var_samp": true, "var_pop": true, "percent_rank": true, "cume_dist": true}
)

func anyDouble(operands []any) bool {
	for _, o := range operands {
		if n, ok := o.(map[string]any); ok && isDouble(n) {
			return true
		}
	}
	return false
}

// isDouble tells whether an expression is a double on every engine whatever its columns are.
func isDouble(n map[string]any) bool {
	operands, _ := n["children"].([]any)
	switch n["class"] {
	case "CAST":
		return typeName(n["cast_type"]) == "DOUBLE"
	case "CONSTANT":
		value, _ := n["value"].(map[string]any)
		return typeName(value["type"]) == "DOUBLE"
	case "FUNCTION", "WINDOW":
		name := strings.ToLower(functionName(n))
		return makeDouble[name] || keepDouble[name] && anyDouble(operands)
	case "OPERATOR":
		return anyDouble(operands)
	case "CASE":
		return doubleCase(n)
	}
	return false
}

func doubleCase(n map[string]any) bool {
	checks, _ := n["case_checks"].([]any)
	var results []any
	for _, c := range checks {
		if check, ok := c.(map[string]any); ok {
			results = append(results, check["then_expr"])
		}
	}
	return anyDouble(append(results, n["else_expr"]))
}

func typeName(v any) string {
	n, _ := v.(map[string]any)
	id, _ := n["id"].(string)
	if info, ok := n["type_info"].(map[string]any); ok && id == "UNBOUND" { // a name the parser has not resolved
		id, _ = info["name"].(string)
	}
	return strings.ToUpper(id)
}
