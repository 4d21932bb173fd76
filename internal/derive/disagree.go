package derive

import (
	"context"
	"fmt"
	"strings"

	"asterism/internal/lake"
	"asterism/internal/lang"
)

// disagreementStep makes base.disagreement: every field for which the records behind one key give different
// values, with the value the merge rule chose.
func disagreementStep(tables []Table) Step {
	var watched []Table
	var inputs []string
	patents := false
	for _, t := range tables {
		if t.Name == "patent" {
			patents = true
			inputs = append(inputs, "base.patent_source", "raw.patent")
		}
		if !t.isPatent() && len(t.Key) > 0 {
			watched = append(watched, t)
			inputs = append(inputs, "raw."+t.Name)
		}
	}
	return Step{
		Name:   "base.disagreement",
		Header: Header{Title: lang.Text{Zh: "来源分歧", En: "Disagreeing sources"}, Grain: []string{"table_name", "row_key", "field"}, Method: "docs/methods/merge.md"},
		Inputs: inputs, Version: "1",
		Columns: varchars("table_name", "row_key", "field", "field_values", "chosen"),
		Run: func(ctx context.Context, in *lake.Reader, out *Output) error {
			if err := writeDisagreements(ctx, watched, in, out); err != nil || !patents {
				return err
			}
			return patentDisagreements(ctx, in, out)
		},
	}
}

func writeDisagreements(ctx context.Context, tables []Table, in *lake.Reader, out *Output) error {
	for _, t := range tables {
		if err := tableDisagreements(ctx, t, in, out); err != nil {
			return fmt.Errorf("%s: %w", t.Name, err)
		}
	}
	return nil
}

// patentFields are the fields of a patent that its records should agree on; numbers and dates of publications
// differ by nature.
var patentFields = []string{"application_date", "patent_type", "title", "grant_number", "grant_date", "legal_status", "family_id"}

func patentDisagreements(ctx context.Context, in *lake.Reader, out *Output) error {
	several := `(select s.patent_id, r.application_date, r.patent_type, r.title, r.grant_number, r.grant_date, r.legal_status, r.family_id,
  s.source_date, s.filled, s.file, s.record
  from base.patent_source as s join raw.patent as r on r.file = s.file and r.record = s.record where s.source_count > 1) as several`
	return copyRows(ctx, in, disagreementSQL("base.patent", several, []string{"patent_id"}, patentFields), out)
}

func tableDisagreements(ctx context.Context, t Table, in *lake.Reader, out *Output) error {
	raw, ok := in.Snapshot().Table("raw." + t.Name)
	if !ok || raw.Rows == 0 {
		return nil
	}
	var fields []string
	for _, c := range t.Columns {
		if !c.isKey(t) {
			fields = append(fields, c.Name)
		}
	}
	if len(fields) == 0 {
		return nil
	}
	return copyRows(ctx, in, disagreementSQL("base."+t.Name, "raw."+t.Name, t.Key, fields), out)
}

// disagreementSQL yields table, key, field, values and chosen for each field with more than one distinct value.
// Keys that differ anywhere are found first in one pass, since most agree.
func disagreementSQL(base, raw string, key, fields []string) string {
	var differs, branches []string
	for _, f := range fields {
		q := quoteName(f)
		differs = append(differs, fmt.Sprintf("min(%s) <> max(%[1]s)", q))
		branches = append(branches, fmt.Sprintf(`select row_key, %s as field, string_agg(distinct cast(%s as varchar), ' | ' order by cast(%[2]s as varchar)) as field_values,
  min_by(cast(%[2]s as varchar), source_order) filter (where %[2]s is not null) as chosen
from ranked group by row_key having min(%[2]s) <> max(%[2]s)`, quoteText(f), q))
	}
	return fmt.Sprintf(`with given as (select *, %s as row_key from %s),
differing as (select row_key from given group by row_key having %s),
ranked as materialized (select g.*, row_number() over (partition by g.row_key order by %s) as source_order
  from given as g join differing as d on d.row_key = g.row_key)
select %s as table_name, row_key, field, field_values, chosen from (%s) as found
order by row_key, field`, rowKey(key), raw, strings.Join(differs, " or "), bestFirst, quoteText(base), strings.Join(branches, "\nunion all\n"))
}

func rowKey(key []string) string {
	keys := make([]string, len(key))
	for i, k := range key {
		keys[i] = "coalesce(cast(" + quoteName(k) + " as varchar), '')"
	}
	return strings.Join(keys, " || '/' || ")
}

func copyRows(ctx context.Context, in *lake.Reader, sql string, out *Output) error {
	rows, err := in.Query(ctx, sql)
	if err != nil {
		return err
	}
	for _, r := range rows.Data {
		if err := out.Row(r...); err != nil {
			return err
		}
	}
	return nil
}
