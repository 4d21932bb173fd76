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
		if ld.graph.nodes[t.Default] == nil {
			t.Default = "" // a content tree without plans
		}
		n := &Node{Name: name, Kind: Merged, File: t.File, Line: 1, SQL: mergeSQL(t), Header: t.header(),
			Inputs: sorted(t.mergeInputs()), words: ld.graph.words}
		n.Header.Method, n.Header.Edits = "docs/methods/merge.md", t.Name
		ld.graph.nodes[name] = n
	}
}

func (t Table) mergeInputs() []string {
	inputs := []string{"raw." + t.Name, rawEdit}
	if t.Default != "" {
		inputs = append(inputs, t.Default)
	}
	return inputs
}

// defaultSQL adds the rows of the default table whose first key no import has; they name the content file as theirs.
func (t Table) defaultSQL() string {
	if t.Default == "" {
		return ""
	}
	var cells []string
	for _, c := range t.Columns {
		if c.isKey(t) {
			cells = append(cells, fmt.Sprintf("coalesce(d.%s, %s)", quoteName(c.Name), blankKey(c)))
			continue
		}
		cells = append(cells, "d."+quoteName(c.Name))
	}
	return fmt.Sprintf(`
  union all
  select %s, cast(null as varchar), d.file, cast(null as bigint), cast(null as date), 0
  from %s as d where not exists (select 1 from raw.%s as r where r.%s = d.%[4]s)`,
		strings.Join(cells, ", "), t.Default, quoteName(t.Name), quoteName(t.Key[0]))
}

// mergeSQL makes one row per key of a raw table. Per field the value of the latest source date wins, then of the
// fuller record, then of the smaller file hash, then of the earlier record; a blank never beats a value. So the
// result does not depend on the order of imports. batch, file and record name the best record of the key,
// source_count how many records stand behind it. A key field that may be blank counts as ” (or year 0, or the
// first of January of year 1), so that it still names one row. Human edits of the table win over every source.
func mergeSQL(t Table) string {
	var inner, outer []string
	for _, c := range t.Columns {
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
)%[6]s`,
		strings.Join(inner, ", "), quoteName(t.Name)+t.defaultSQL(), strings.Join(outer, ",\n    "), quoteNames(t.Key), bestFirst, editedSQL(t))
}

// editedSQL lays the edits of a table over its merged rows: an edited field has the value of its edit, also when
// that is none; a row whose edit names no field is taken out.
func editedSQL(t Table) string {
	var wide, chosen []string
	for _, c := range t.Columns {
		name := quoteName(c.Name)
		if c.isKey(t) {
			chosen = append(chosen, "c."+name)
			continue
		}
		wide = append(wide, fmt.Sprintf("max(case when field = %s then coalesce(value_after, '') end) as %s", quoteText(c.Name), name))
		chosen = append(chosen, fmt.Sprintf("case when e.%s is null then c.%[1]s else cast(nullif(e.%[1]s, '') as %s) end as %[1]s", name, kinds[c.Type]))
	}
	return fmt.Sprintf(`, edit as (
  select row_key, count(case when field = '' then 1 end) as removal_count%s
  from raw.edit where table_name = %s group by row_key
)
select %s, c.batch, c.file, c.record, c.source_count
from ranked as c left join edit as e on e.row_key = %s
where c.source_order = 1 and coalesce(e.removal_count, 0) = 0`,
		strings.Join(append([]string{""}, wide...), ",\n    "), quoteText(t.Name), strings.Join(chosen, ",\n  "), RowKeySQL(t.keyColumns()))
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
