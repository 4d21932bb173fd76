package workspace

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// textOrNil writes a value of the lake as an edit keeps it: dates ISO, decimals with a point, true and false. An
// empty text is no value.
func textOrNil(v any) *string {
	if v == nil || v == "" {
		return nil
	}
	s := text(v)
	return &s
}

func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case time.Time:
		return v.UTC().Format(time.DateOnly)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

func sqlName(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func names(columns []string) string {
	all := make([]string, len(columns))
	for i, c := range columns {
		all[i] = sqlName(c)
	}
	return strings.Join(all, ", ")
}
