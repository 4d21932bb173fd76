package plan

import (
	"context"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/lang"
)

// State is the answer to a question about a target or a commitment.
type State string

// States of targets.
const (
	Met        State = "met"
	NotMet     State = "not_met"
	CannotTell State = "cannot_tell"
	Open       State = "open" // not due yet and not reached
)

// States of commitments and criteria.
const (
	HasEvidence State = "evidence"
	NoneInData  State = "none_in_data" // the product has a query, the data have no row for it
	NoneYet     State = "none_yet"     // the product has no query yet
)

// Status is a plan as the data of one snapshot show it.
type Status struct {
	Plan        string             `json:"plan"`
	Title       lang.Text          `json:"title"`
	Document    string             `json:"document"` // 文号
	AsOf        int                `json:"as_of"`    // year
	Snapshot    int64              `json:"snapshot"`
	Synthetic   bool               `json:"synthetic"`
	Clusters    ClusterCount       `json:"clusters"`
	Targets     []TargetStatus     `json:"targets"`
	Zones       []ZoneStatus       `json:"zones"`
	ZonesSum    bool               `json:"zones_sum"` // false: zones overlap, counts by zone do not sum to the province
	Commitments []CommitmentStatus `json:"commitments"`
}

// ClusterCount tells how the plan's list and the data's register compare.
type ClusterCount struct {
	Supported  int `json:"supported"`  // the policy says it supports
	Named      int `json:"named"`      // it names
	Unnamed    int `json:"unnamed"`    // Supported − Named: stay unnamed
	Registered int `json:"registered"` // clusters in base.cluster
}

// Reason is why a state is what it is: a key of content/i18n/plan.yaml ("plan." + Code) and what fills its places.
type Reason struct {
	Code string            `json:"code"`
	Args map[string]string `json:"args,omitempty"`
}

// Text words a reason in a language.
func (r Reason) Text(c *lang.Catalog, language string) string {
	var pairs []any
	for name, value := range r.Args {
		pairs = append(pairs, name, value)
	}
	return c.Text(language, "plan.reason."+r.Code, pairs...)
}

// reason builds a Reason from name, value pairs.
func reason(code string, pairs ...string) Reason {
	r := Reason{Code: code}
	for i := 0; i+1 < len(pairs); i += 2 {
		if r.Args == nil {
			r.Args = map[string]string{}
		}
		r.Args[pairs[i]] = pairs[i+1]
	}
	return r
}

// ZoneStatus is a zone as of a year.
type ZoneStatus struct {
	ID        string    `json:"id"`
	Title     lang.Text `json:"title"`
	InForce   bool      `json:"in_force"`  // the year lies in the zone's plan period
	Counties  int       `json:"counties"`  // members, each once, as the division stands at the end of the year
	Shared    int       `json:"shared"`    // of these, members of another zone too
	Clusters  []string  `json:"clusters"`  // ids of the clusters the policy names for it
	Published Published `json:"published"` // totals the zone's own plan gives, in the division of its year
	Source    string    `json:"source"`
	Confirmed bool      `json:"confirmed"`
}

// Status evaluates the plan over a snapshot as of a year (0: the last year a target is due). A query that the data
// cannot answer becomes a state with its reason; the error is for a cancelled context only.
func (p *Plan) Status(ctx context.Context, r *lake.Reader, asOf int) (_ *Status, err error) {
	defer fail.Wrap(&err, "status of plan %s", p.ID)
	if asOf == 0 {
		asOf = p.lastYear()
	}
	e := &evaluation{plan: p, asOf: asOf, ask: reading{r}}
	s := &Status{Plan: p.ID, Title: p.Title, Document: p.Document.Number, AsOf: asOf,
		Snapshot: r.Snapshot().ID, Synthetic: r.Snapshot().Synthetic, Zones: p.zoneStatus(asOf), ZonesSum: len(p.Overlaps(asOf)) == 0}
	for _, t := range p.Targets {
		s.Targets = append(s.Targets, e.target(ctx, t))
	}
	s.Clusters = p.clusterCount(len(e.registered(ctx)))
	s.Commitments = e.commitments(ctx)
	return s, ctx.Err()
}

func (p *Plan) lastYear() (last int) {
	for _, t := range p.Targets {
		last = max(last, t.Span.To)
	}
	return last
}

func (p *Plan) clusterCount(registered int) ClusterCount {
	return ClusterCount{p.Supported, len(p.Clusters), max(0, p.Supported-len(p.Clusters)), registered}
}

func (p *Plan) zoneStatus(year int) []ZoneStatus {
	all := make([]ZoneStatus, 0, len(p.Zones))
	for _, z := range p.Zones {
		all = append(all, ZoneStatus{z.ID, z.Title, z.Valid.Has(year), len(p.Members(z, year)), p.shared(z, year),
			p.clustersOf(z.ID), z.Published, z.Source, z.Confirmed})
	}
	return all
}

func (p *Plan) shared(z Zone, year int) (n int) {
	for _, county := range p.memberCodes(z) {
		if len(p.ZonesOf(county, year)) > 1 {
			n++
		}
	}
	return n
}

func (p *Plan) clustersOf(area string) []string {
	ids := []string{}
	for _, c := range p.Clusters {
		if c.Area == area {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// evaluation is one run of Status.
type evaluation struct {
	plan *Plan
	asOf int
	ask  reading

	registry []ClusterRef // nil until asked
}

// reading asks a plan's queries through the gate for users' SQL: a workspace may bring plans of its own.
type reading struct{ lake *lake.Reader }

// lacking lists the tables of a query that the snapshot does not have.
func (r reading) lacking(sql string) []string {
	var missing []string
	for _, name := range tablesOf(sql) {
		if _, ok := r.lake.Snapshot().Table(name); !ok {
			missing = append(missing, name)
		}
	}
	return missing
}

// rows runs a query with years in the places of its ?. Years are numbers: written into the text they cannot carry
// SQL.
func (r reading) rows(ctx context.Context, sql string, years ...int) (*lake.Rows, *Reason) {
	if missing := r.lacking(sql); len(missing) > 0 {
		why := reason("no_table", "tables", strings.Join(missing, ", "))
		return nil, &why
	}
	for _, y := range years {
		sql = strings.Replace(sql, "?", itoa(y), 1)
	}
	rows, err := r.lake.QueryUser(ctx, sql, lake.QueryLimit{Rows: 100_000})
	if err != nil {
		why := reason("query", "error", err.Error())
		return nil, &why
	}
	return rows, nil
}
