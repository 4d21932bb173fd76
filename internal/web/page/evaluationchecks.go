package page

import (
	"strconv"

	"asterism/internal/derive"
)

// checkMatrix is the outcome of each condition for each cluster in a year.
type checkMatrix struct {
	Conditions []conditionHead
	Lines      []checkLine
	InForce    bool
	Counts     []Pair // outcome, number
	Trace      string
	Table      string
}

type conditionHead struct {
	ID, Title, Clause, Short, Mark string
}

type checkLine struct {
	Name, URL string
	Cells     []checkCell
}

// checkCell is one outcome with its evidence.
type checkCell struct {
	State, Class, Text, Evidence string
	Disputed                     bool
}

var checkClasses = map[string]string{"met": "good", "partial": "info", "unmet": "bad", "soft_unmet": "warn", "unknown": ""}

// checkSQL are the checks of a year with their evidence.
func checkSQL(where string) string {
	return "select cluster_id, condition_id, check_state, value, comparison, threshold, unit, figure_basis, figure_status, source, evidence_year, other_value, is_disputed, is_in_force, unknown_reason, indicator, index_id\nfrom " + checkTable +
		"\nwhere " + where
}

func (v *evaluationView) checks(r *Request, f *derive.IndexFile) error {
	if len(f.Conditions) == 0 || !r.Has(checkTable) {
		return nil
	}
	sql := checkSQL(v.of(f)) + "\norder by cluster_id, condition_id"
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	m := &checkMatrix{Trace: r.Trace(sql, r.T("evaluation.checks")), Table: r.Link("/data/tables/"+checkTable, "index_id", f.ID, "year", v.Year), InForce: rows.Data[0][13] == true}
	place := map[string]int{}
	for i, c := range f.Conditions {
		place[c.ID] = i
		m.Conditions = append(m.Conditions, conditionHead{c.ID, c.Title.In(r.Lang), c.Clause, strconv.Itoa(i + 1), r.coded(schemeTable, "index_mark", c.Mark)})
	}
	counts := map[string]int{}
	last := ""
	for _, row := range rows.Data {
		if id := text(row[0]); id != last {
			name, url := r.entityName(f, id)
			m.Lines, last = append(m.Lines, checkLine{name, url, make([]checkCell, len(m.Conditions))}), id
		}
		counts[text(row[2])]++
		m.Lines[len(m.Lines)-1].Cells[place[text(row[1])]] = r.checkCell(row)
	}
	for _, state := range []string{"met", "partial", "soft_unmet", "unmet", "unknown"} {
		if counts[state] > 0 {
			m.Counts = append(m.Counts, Pair{r.coded(checkTable, "check_state", state), strconv.Itoa(counts[state])})
		}
	}
	v.Checks = m
	return nil
}

// checkCell lays an outcome out: what was found, against what, from where.
func (r *Request) checkCell(row []any) checkCell {
	state := text(row[2])
	c := checkCell{State: state, Class: checkClasses[state], Text: r.coded(checkTable, "check_state", state), Disputed: row[12] == true}
	if row[3] == nil {
		c.Evidence = r.coded(checkTable, "unknown_reason", row[14])
		return c
	}
	value := r.inUnit(row[3], text(row[6]))
	if row[5] != nil {
		value += map[string]string{">=": " / ≥ ", "<=": " / ≤ "}[text(row[4])] + r.inUnit(row[5], text(row[6]))
	}
	c.Evidence = value
	for _, part := range []string{text(row[10]), r.coded(checkTable, "figure_basis", row[7]), r.coded("base.cluster_year", "figure_status", row[8]), text(row[9])} {
		if part != "" {
			c.Evidence += " · " + part
		}
	}
	if reason := r.coded(checkTable, "unknown_reason", row[14]); reason != "" {
		c.Evidence += " · " + reason
	}
	if c.Disputed {
		c.Evidence += " · " + r.T("evaluation.other", "value", r.inUnit(row[11], text(row[6])))
	}
	return c
}

// inUnit writes a figure in the unit of its indicator.
func (r *Request) inUnit(v any, unit string) string {
	value, name := r.amount(v, unit)
	switch unit {
	case "cny", "share", "":
	case "ratio":
		name = ""
	default:
		name = r.wording("web.unit." + unit)
	}
	if name == "" {
		return value
	}
	return value + " " + name
}
