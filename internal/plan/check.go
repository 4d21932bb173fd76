package plan

import (
	"math/big"
	"regexp"
	"strings"
)

// A clause is a part, an item and perhaps a point: 一(二)3.
var clausePattern = regexp.MustCompile(`^` + hanNumber + `(\(` + hanNumber + `\)\d*)?$`)

func (c *checker) checkTargets() {
	var list []Term
	for _, t := range c.plan.Targets {
		list = append(list, Term{t.ID, t.Title})
		c.target(t)
	}
	c.terms(list)
}

func (c *checker) target(t Target) {
	switch t.Test {
	case "count_above":
		if _, ok := new(big.Rat).SetString(t.ThresholdCNY); !ok {
			c.fault("plan.threshold", t.ID)
		}
	case "register", "value":
	default:
		c.fault("plan.unknown_test", t.Test)
	}
	if t.Goal <= 0 || t.Span.To == 0 {
		c.fault("plan.goal", t.ID)
	}
	if t.Clause != "" {
		c.clause(t.Clause)
	}
	for _, s := range t.Sources {
		c.query(s.SQL, s.ID)
	}
	for _, cr := range t.Criteria {
		c.evidence(cr.Evidence, cr.ID)
	}
}

func (c *checker) checkCommitments() {
	targets := map[string]bool{}
	for _, t := range c.plan.Targets {
		targets[t.ID] = true
	}
	var list []Term
	for _, m := range c.plan.Commitments {
		list = append(list, Term{m.ID, m.Title}, Term{m.ID + "/text", m.Text})
		c.clause(m.Clause)
		c.evidence(m.Evidence, m.ID)
		for _, id := range m.Targets {
			if !targets[id] {
				c.fault("plan.unknown_target", id)
			}
		}
	}
	c.terms(list)
}

func (c *checker) clause(clause string) {
	if !clausePattern.MatchString(clause) {
		c.fault("plan.clause", clause)
	}
}

// evidence is a query or the reason why there is none: one of both.
func (c *checker) evidence(e Evidence, id string) {
	hasReason := e.None.Zh != "" && e.None.En != ""
	if hasReason == (e.SQL != "") {
		c.fault("plan.evidence", id)
	}
	if e.SQL != "" {
		c.query(e.SQL, id)
	}
}

// query wants a query over tables of the lake. The SQL of plans is the product's or the workspace owner's; the
// reader runs it read-only over views.
func (c *checker) query(sql, id string) {
	head := strings.ToLower(strings.TrimSpace(sql))
	if !strings.HasPrefix(head, "select") && !strings.HasPrefix(head, "with") || len(tablesOf(sql)) == 0 || strings.Contains(sql, ";") {
		c.fault("plan.query", id)
	}
}

var tablePattern = regexp.MustCompile(`\b(raw|base|measure|index)\.[a-z_0-9]+`)

// tablesOf lists the lake tables a query names.
func tablesOf(sql string) []string {
	var tables []string
	seen := map[string]bool{}
	for _, t := range tablePattern.FindAllString(sql, -1) {
		if !seen[t] {
			seen[t] = true
			tables = append(tables, t)
		}
	}
	return tables
}
