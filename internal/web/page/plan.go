package page

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"sync"

	"asterism/internal/fail"
	"asterism/internal/plan"
)

// planView is a policy plan as the data show it.
type planView struct {
	Base
	Plan        *plan.Plan
	Status      *plan.Status
	Targets     []targetView
	Outlooks    []outlookView
	Forecasts   bool // the data have outlooks, of other years if not of this
	Tiers       *tiersView
	Revisions   *revisionsView
	Years       []LinkView
	Areas       []areaView
	Commitments []commitmentView
	Counts      []Figure
	Others      []LinkView
}

// targetView is a target with its sources worded.
type targetView struct {
	plan.TargetStatus
	Why     string
	Goal    string
	Sources []sourceView
}

type sourceView struct {
	plan.SourceStatus
	Open   bool
	Counts bool // what is told is a number of clusters
	Why    string
	Values []clusterValueView
	Rest   int
}

type clusterValueView struct {
	Name, URL, Value string
	Year             int
	Passes           bool
}

// areaView is a zone or an attribute with the clusters the policy names for it.
type areaView struct {
	Title, Note string
	Counties    int
	Shared      int
	Clusters    []LinkView
}

type commitmentView struct {
	plan.CommitmentStatus
	Why, Rows string
	Charged   []string // bodies with their roles, each once
}

// statuses keeps evaluated plans: a plan over a snapshot as of a year never changes.
type statuses struct {
	mu    sync.Mutex
	found map[statusKey]*plan.Status
}

type statusKey struct {
	plan     string
	snapshot int64
	year     int
}

// keptStatuses bounds the memory of statuses; beyond it everything is forgotten.
const keptStatuses = 64

func (r *Request) planStatus(p *plan.Plan, year int) (*plan.Status, error) {
	c, key := &r.Site.statuses, statusKey{p.ID, r.Reader.Snapshot().ID, year}
	c.mu.Lock()
	s := c.found[key]
	c.mu.Unlock()
	if s != nil {
		return s, nil
	}
	s, err := p.Status(r.Context(), r.Reader, year)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.found == nil || len(c.found) >= keptStatuses {
		c.found = map[statusKey]*plan.Status{}
	}
	c.found[key] = s
	return s, nil
}

func loadPlan(r *Request) (View, error) {
	p, err := r.plan(r.Values.Get("plan"))
	if err != nil {
		return nil, err
	}
	year, err := r.planYear(p)
	if err != nil {
		return nil, err
	}
	status, err := r.planStatus(p, year)
	if err != nil {
		return nil, err
	}
	v := &planView{Plan: p, Status: status, Years: r.planYears(p, status.AsOf)}
	v.Title = p.Title.In(r.Lang)
	for _, t := range status.Targets {
		v.Targets = append(v.Targets, r.target(t))
	}
	if v.Outlooks, err = r.outlooks(p, status); err != nil {
		return nil, err
	}
	v.Forecasts = r.Has(outlookTable)
	if v.Tiers, err = r.tiers(p, status.AsOf); err != nil {
		return nil, err
	}
	if v.Revisions, err = r.revisions(p); err != nil {
		return nil, err
	}
	v.Areas, v.Counts = r.areas(p, status), r.planCounts(status)
	for _, c := range status.Commitments {
		v.Commitments = append(v.Commitments, r.commitment(c))
	}
	for _, other := range r.Site.w.Plans() {
		v.Others = append(v.Others, LinkView{other.Title.In(r.Lang), r.Link("/plan", "plan", other.ID), other.ID == p.ID})
	}
	return v, nil
}

// planYear is the year asked for; without one, the last year of the figures that the plan's targets are forecast from, where these end before
// the last target is due; 0 is the year in which it is due.
func (r *Request) planYear(p *plan.Plan) (int, error) {
	if y := r.Values.Get("year"); y != "" {
		return bounded("year", y, 1980, 2100)
	}
	if !r.Has(seriesTable) {
		return 0, nil
	}
	last, err := r.Value("select cast(max(year) as bigint) as year\nfrom " + seriesTable + "\nwhere plan_id = " + literal(p.ID))
	year, _ := last.(int64)
	for _, t := range p.Targets {
		if int64(t.Span.To) > year && year > 0 {
			return int(year), err
		}
	}
	return 0, err
}

// plan finds a plan; without a name the first.
func (r *Request) plan(id string) (*plan.Plan, error) {
	plans := r.Site.w.Plans()
	if id != "" {
		return r.Site.w.Plan(id)
	}
	if len(plans) == 0 {
		return nil, fail.New(fail.NotFound, "no plan in content/plans")
	}
	return plans[0], nil
}

// planYears offers the years of the targets and, for a look ahead from earlier years, of the plan's course before them.
func (r *Request) planYears(p *plan.Plan, now int) []LinkView {
	least, most := now, now
	for _, t := range p.Targets {
		least, most = min(least, t.Span.From, t.Span.To), max(most, t.Span.To)
	}
	var years []LinkView
	for y := least; y <= most; y++ {
		years = append(years, LinkView{strconv.Itoa(y), r.Here("year", y), y == now})
	}
	return years
}

// shownValues is how many clusters a source's list shows before it folds.
const shownValues = 12

func (r *Request) target(t plan.TargetStatus) targetView {
	amount := r.targetAmount(t)
	v := targetView{TargetStatus: t, Why: r.reasoned(t.Unit, t.Reason), Goal: amount(t.Goal)}
	if t.GoalTo > t.Goal {
		v.Goal += "–" + amount(t.GoalTo)
	}
	v.Unit = map[string]string{"share": "", "count": r.T("code.unit.firm")}[t.Unit]
	if t.Unit != "share" && t.Unit != "count" {
		v.Unit = first(r.wording("web.code.unit."+t.Unit), t.Unit)
	}
	for i, s := range t.Sources {
		source := r.source(t, s)
		source.Open, source.Counts = i == max(0, t.Chosen), t.Test != "value"
		v.Sources = append(v.Sources, source)
	}
	return v
}

// targetAmount writes what a target wants: a share as a percentage, or a number.
func (r *Request) targetAmount(t plan.TargetStatus) func(any) string {
	f := Format{r.Lang}
	if t.Unit == "share" {
		return f.fine
	}
	return f.Number
}

// fine writes a share with two decimals of the percentage, which plans state.
func (f Format) fine(v any) string {
	x, ok := toFloat(v)
	if !ok {
		return missing
	}
	return grouped(100*x, 2) + "%"
}

// reasoned words a target's reason, with shares as percentages and thousands parted.
func (r *Request) reasoned(unit string, why plan.Reason) string {
	told := plan.Reason{Code: why.Code, Args: maps.Clone(why.Args)}
	for _, name := range []string{"value", "goal"} {
		if x, known := told.Args[name]; known && unit == "share" {
			told.Args[name] = Format{r.Lang}.fine(x)
		} else if known {
			told.Args[name] = Format{r.Lang}.Number(x)
		}
	}
	return r.tablesInWords(told.Text(r.Site.w.Catalog(), r.Lang))
}

// tableNames are names of tables in a reason.
var tableNames = regexp.MustCompile(`\b(?:raw|base|measure)\.[a-z_]+`)

// tablesInWords puts the tables that a reason names into words.
func (r *Request) tablesInWords(reason string) string {
	return tableNames.ReplaceAllStringFunc(reason, func(name string) string { return r.Site.tables.title(name, r.Lang) })
}

func (r *Request) source(t plan.TargetStatus, s plan.SourceStatus) sourceView {
	if s.Status == "" {
		s.Definition = "" // a register or a sum: the source's title says it
	}
	s.Status = first(r.coded("base.cluster_year", "figure_status", s.Status), s.Status)
	v := sourceView{SourceStatus: s, Why: r.reasoned(t.Unit, s.Reason), Rest: max(0, len(s.Values)-shownValues)}
	for _, c := range s.Values[:len(s.Values)-v.Rest] {
		value := clusterValueView{Name: first(r.clusterName(c.ID), c.Name, c.ID), URL: r.Link("/clusters/" + c.ID), Year: c.Year, Passes: c.Passes}
		switch t.Test {
		case "value":
			value.Name, value.URL, value.Value = r.placeName(c.ID), "", r.targetAmount(t)(c.Value)
		case "count_above":
			value.Value = Format{r.Lang}.Money(c.Value)
		}
		v.Values = append(v.Values, value)
	}
	return v
}

// clusterName is the plan's name of a cluster in the reader's language.
func (r *Request) clusterName(id string) string {
	for _, p := range r.Site.w.Plans() {
		for _, c := range p.Clusters {
			if c.ID == id {
				return c.Title.In(r.Lang)
			}
		}
	}
	return ""
}

func (r *Request) areas(p *plan.Plan, s *plan.Status) []areaView {
	var all []areaView
	for _, z := range s.Zones {
		all = append(all, areaView{Title: z.Title.In(r.Lang), Counties: z.Counties, Shared: z.Shared, Clusters: r.namedClusters(p, z.ID)})
	}
	for _, a := range p.Attributes {
		all = append(all, areaView{Title: a.Title.In(r.Lang), Note: a.Note.In(r.Lang), Counties: len(a.Places), Clusters: r.namedClusters(p, a.ID)})
	}
	return all
}

func (r *Request) namedClusters(p *plan.Plan, area string) []LinkView {
	var all []LinkView
	for _, c := range p.Clusters {
		if c.Area == area {
			all = append(all, LinkView{Text: c.Title.In(r.Lang), URL: r.Link("/clusters/" + c.ID)})
		}
	}
	return all
}

func (r *Request) planCounts(s *plan.Status) []Figure {
	evidence := 0
	for _, c := range s.Commitments {
		if c.State == plan.HasEvidence {
			evidence++
		}
	}
	count := func(key string, n int, note string) Figure {
		return Figure{Label: r.T(key), Value: strconv.Itoa(n), Note: note}
	}
	return []Figure{
		count("plan.supported", s.Clusters.Supported, r.T("plan.unnamed", "named", s.Clusters.Named, "unnamed", s.Clusters.Unnamed)),
		{Label: r.T("plan.registered"), Value: strconv.Itoa(s.Clusters.Registered), Trace: r.tableTrace("base.cluster")},
		count("plan.commitments", len(s.Commitments), ""),
		count("plan.evidenced", evidence, r.T("plan.evidenced.note")),
	}
}

// tableTrace opens the count of a table's rows; "" where the snapshot has none.
func (r *Request) tableTrace(name string) string {
	if !r.Has(name) {
		return ""
	}
	return r.Trace("select count(*) as row_count\nfrom "+tableName(name), r.Site.tables.title(name, r.Lang))
}

func (r *Request) commitment(c plan.CommitmentStatus) commitmentView {
	why := plan.Reason{Code: c.Reason.Code, Args: maps.Clone(c.Reason.Args)}
	if n, err := strconv.Atoi(why.Args["count"]); err == nil {
		why.Args["count"] = Format{r.Lang}.Number(n)
	}
	v := commitmentView{CommitmentStatus: c, Why: r.tablesInWords(why.Text(r.Site.w.Catalog(), r.Lang))}
	for _, b := range c.Bodies {
		name := b.Name
		if role := first(r.coded("base.commitment_body", "role", b.Role), b.Role); role != "" {
			name += " · " + role
		}
		if !slices.Contains(v.Charged, name) {
			v.Charged = append(v.Charged, name)
		}
	}
	if c.State == plan.HasEvidence {
		v.Rows = r.Trace(c.SQL, fmt.Sprintf("%s %s", c.Clause, c.Title.In(r.Lang)))
	}
	if c.State == plan.NoneYet {
		v.Why = first(c.None.In(r.Lang), v.Why)
	}
	return v
}
