package workspace

import (
	"context"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/search"
)

// PatentText is what a list of results shows of a patent.
type PatentText struct {
	Title, Abstract, Applicants, Date, Type, Status string
}

// quotedIDs lists patents for a SQL text.
func quotedIDs(ids []string) string {
	var b strings.Builder
	for i, id := range ids {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("'" + strings.ReplaceAll(id, "'", "''") + "'")
	}
	return b.String()
}

// DescribePatents reads what a list of results shows, by patent: the abstract is the Chinese one where there is one.
func DescribePatents(ctx context.Context, in *lake.Reader, ids []string) (map[string]PatentText, error) {
	told := map[string]PatentText{}
	if len(ids) == 0 {
		return told, nil
	}
	list := quotedIDs(ids)
	rows, err := in.Query(ctx, `with told as (select patent_id, min(case when language = 'zh' then body end) as zh, min(body) as other from base.patent_text where part = 'abstract' and patent_id in (`+list+`) group by patent_id),
 named as (select patent_id, string_agg(name, '; ' order by seq) as applicants from base.patent_party where role = 'applicant' and patent_id in (`+list+`) group by patent_id)
select p.patent_id, coalesce(p.title, ''), coalesce(t.zh, t.other, ''), coalesce(n.applicants, ''), coalesce(cast(p.application_date as varchar), ''), coalesce(p.patent_type, ''), coalesce(p.legal_status, '')
from base.patent as p left join told as t on t.patent_id = p.patent_id left join named as n on n.patent_id = p.patent_id where p.patent_id in (`+list+`)`)
	if err != nil {
		return nil, err
	}
	for _, row := range rows.Data {
		told[row[0].(string)] = PatentText{Title: row[1].(string), Abstract: row[2].(string), Applicants: row[3].(string), Date: row[4].(string), Type: row[5].(string), Status: row[6].(string)}
	}
	return told, nil
}

// Similar lists the patents like one of a snapshot, among a set (nil: all).
func Similar(ctx context.Context, in *lake.Reader, e *search.Engine, patent string, within *search.Set, k int) ([]search.Similar, error) {
	row, ok := e.Row(patent)
	if !ok {
		return nil, fail.New(fail.NotFound, "no patent %s in snapshot %d", patent, in.Snapshot().ID)
	}
	told, err := DescribePatents(ctx, in, []string{patent})
	if err != nil {
		return nil, err
	}
	return e.Similar(told[patent].Title, told[patent].Abstract, int(row), within, k)
}

// maxSet is how many patents an export of a set takes by their numbers.
const maxSet = 200_000

// SetSQL selects the patents of a set with all their columns and applicants, in the order of their numbers.
func SetSQL(ids []string) (string, error) {
	if len(ids) > maxSet {
		return "", fail.New(fail.Invalid, "%d patents: an export takes %d; narrow the query", len(ids), maxSet)
	}
	if len(ids) == 0 {
		ids = []string{""}
	}
	list := quotedIDs(ids)
	return `select p.*, n.applicants from base.patent as p left join (select patent_id, string_agg(name, '; ' order by seq) as applicants from base.patent_party
  where role = 'applicant' and patent_id in (` + list + `) group by patent_id) as n on n.patent_id = p.patent_id where p.patent_id in (` + list + `) order by p.patent_id`, nil
}

// SetRows are the rows of SetSQL.
func SetRows(ctx context.Context, in *lake.Reader, ids []string) (*lake.Rows, error) {
	sql, err := SetSQL(ids)
	if err != nil {
		return nil, err
	}
	return in.Query(ctx, sql)
}
