package plan

import (
	"context"
	"fmt"
	"strings"
	"time"

	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/lang"
)

// EvidenceStatus is what the data show for a commitment or a criterion.
type EvidenceStatus struct {
	State  State     `json:"state"`
	Count  int64     `json:"count"`            // rows of the evidence query
	Latest string    `json:"latest,omitempty"` // ISO date or year of the newest row
	SQL    string    `json:"sql,omitempty"`
	Tables []string  `json:"tables,omitempty"` // the query reads
	Reason Reason    `json:"reason"`
	None   lang.Text `json:"none"` // why there is no query yet
	Note   lang.Text `json:"note"`
}

// CommitmentStatus is one commitment with its evidence and the bodies in charge.
type CommitmentStatus struct {
	ID       string    `json:"id"`
	Clause   string    `json:"clause"`
	Title    lang.Text `json:"title"`
	Text     lang.Text `json:"text"`
	Words    []string  `json:"words,omitempty"`
	Targets  []string  `json:"targets,omitempty"`
	Bodies   []Body    `json:"bodies"`
	Partners []string  `json:"partners,omitempty"`
	EvidenceStatus
}

// Body is a body in charge. From is "text" (the policy names it) or "table" (an imported 分工 table does).
type Body struct {
	Name string `json:"name"`
	Role string `json:"role,omitempty"` // 牵头 | 配合 …, as the table says
	From string `json:"from"`
}

func (e *evaluation) commitments(ctx context.Context) []CommitmentStatus {
	bodies := e.bodies(ctx)
	all := make([]CommitmentStatus, 0, len(e.plan.Commitments))
	for _, c := range e.plan.Commitments {
		s := CommitmentStatus{ID: c.ID, Clause: c.Clause, Title: c.Title, Text: c.Text, Words: c.Words, Targets: c.Targets,
			Bodies: []Body{}, Partners: c.Partners, EvidenceStatus: e.evidence(ctx, c.Evidence)}
		for _, name := range c.Bodies {
			s.Bodies = append(s.Bodies, Body{Name: name, From: "text"})
		}
		s.Bodies = append(append(s.Bodies, bodies[c.Clause]...), bodies[c.Clause+c.letter()]...)
		all = append(all, s)
	}
	return all
}

// letter is our own subdivision of a clause, the d of 2-3-d; a 分工 table may use it: 二(三)d.
func (c Commitment) letter() string {
	if last := c.ID[strings.LastIndex(c.ID, "-")+1:]; last >= "a" && last <= "z" {
		return last
	}
	return ""
}

// bodies reads the imported 分工 table, by clause. Without such a table there are none.
func (e *evaluation) bodies(ctx context.Context) map[string][]Body {
	byClause := map[string][]Body{}
	if e.plan.Bodies == "" {
		return byClause
	}
	rows, why := e.ask.rows(ctx, e.plan.Bodies)
	if why != nil {
		return byClause
	}
	for _, row := range rows.Data {
		if len(row) >= 3 && row[0] != nil && row[1] != nil {
			clause := plainClause(cell(row[0]))
			byClause[clause] = append(byClause[clause], Body{Name: cell(row[1]), Role: cell(row[2]), From: "table"})
		}
	}
	return byClause
}

// plainClause writes 二（三） and 二、(三) as 二(三), so that tables typed by hand match.
func plainClause(s string) string {
	return strings.NewReplacer("（", "(", "）", ")", "、", "", " ", "", "　", "").Replace(s)
}

// evidence counts the rows of a query and finds the newest; the rows themselves are read by EvidenceRows.
func (e *evaluation) evidence(ctx context.Context, v Evidence) EvidenceStatus {
	s := EvidenceStatus{State: NoneYet, SQL: v.SQL, None: v.None, Note: v.Note, Reason: reason("none_yet")}
	if v.SQL == "" {
		return s
	}
	s.State, s.Tables, s.Reason = NoneInData, tablesOf(v.SQL), reason("no_rows")
	latest := "null"
	if v.Date != "" {
		latest = "max(" + v.Date + ")"
	}
	rows, why := e.ask.rows(ctx, fmt.Sprintf("select count(*) as n, %s as latest from (%s) as evidence", latest, v.SQL))
	if why != nil {
		s.Reason = *why
		return s
	}
	s.Count, _ = rows.Data[0][0].(int64)
	s.Latest = day(rows.Data[0][1])
	if s.Count > 0 {
		s.State, s.Reason = HasEvidence, reason("rows", "count", fmt.Sprint(s.Count))
	}
	return s
}

// EvidenceRows reads at most limit rows of a commitment's evidence, for the page that opens a count.
func (p *Plan) EvidenceRows(ctx context.Context, r *lake.Reader, commitment string, limit int) (*lake.Rows, error) {
	for _, c := range p.Commitments {
		if c.ID == commitment && c.Evidence.SQL != "" {
			return r.QueryUser(ctx, c.Evidence.SQL, lake.QueryLimit{Rows: limit})
		}
	}
	return nil, errNoEvidence(commitment)
}

// day writes a date as ISO and a year as it is.
func day(v any) string {
	if t, ok := v.(time.Time); ok {
		return t.Format(time.DateOnly)
	}
	return cell(v)
}

// cell writes a value as text, null as nothing.
func cell(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

func errNoEvidence(commitment string) error {
	return fail.New(fail.NotFound, "commitment %q has no evidence query", commitment)
}
