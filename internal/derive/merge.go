package derive

import (
	"fmt"
	"strings"
)

// merged adds base.<table> for every table definition that no content/base file covers: one row per key out of
// raw.<table>, by the merge rule of mergeSQL.
func (ld *loader) merged() {
	for _, t := range ld.tables {
		name := "base." + t.Name
		if t.isPatent() || ld.graph.nodes[name] != nil || len(t.Key) == 0 {
			continue
		}
		n := &Node{Name: name, Kind: Merged, File: t.File, Line: 1, SQL: mergeSQL(t), Header: t.header(),
			Inputs: []string{"raw." + t.Name}, words: ld.graph.words}
		n.Header.Method = "docs/methods/merge.md"
		ld.graph.nodes[name] = n
	}
}

// mergeSQL makes one row per key of a raw table. Per field the value of the latest source date wins, then of the
// fuller record, then of the smaller file hash, then of the earlier record; a blank never beats a value. So the
// result does not depend on the order of imports. batch, file and record name the best record of the key,
// source_count how many records stand behind it. A key field that may be blank counts as ” (or year 0, or the
// first of January of year 1), so that it still names one row.
func mergeSQL(t Table) string {
	var inner, outer, names []string
	for _, c := range t.Columns {
		names = append(names, c.Name)
		if c.isKey(t) {
			inner = append(inner, fmt.Sprintf("coalesce(%s, %s) as %[1]s", quoteName(c.Name), blankKey(c)))
			outer = append(outer, quoteName(c.Name))
			continue
		}
		inner = append(inner, quoteName(c.Name))
		outer = append(outer, fmt.Sprintf("first_value(%s ignore nulls) over best as %[1]s", quoteName(c.Name)))
	}
	return fmt.Sprintf(`with given as (
  select %s, batch, file, record, source_date, filled from raw.%s
), ranked as (
  select %s, batch, file, record, count(*) over best as source_count, row_number() over (partition by %s order by %s) as source_order
  from given
  window best as (partition by %[4]s order by %[5]s rows between unbounded preceding and unbounded following)
)
select %[6]s, batch, file, record, source_count from ranked where source_order = 1`,
		strings.Join(inner, ", "), quoteName(t.Name), strings.Join(outer, ",\n    "), quoteNames(t.Key), bestFirst, quoteNames(names))
}

// bestFirst orders the records behind one key by the merge rule.
const bestFirst = "source_date desc nulls last, filled desc nulls last, file nulls last, record nulls last"

func blankKey(c TableCell) string {
	switch kinds[c.Type] {
	case "VARCHAR":
		return "''"
	case "DATE":
		return "cast('0001-01-01' as date)"
	case "BOOLEAN":
		return "false"
	}
	return "0"
}

func quoteNames(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = quoteName(n)
	}
	return strings.Join(quoted, ", ")
}
