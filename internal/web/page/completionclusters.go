package page

import (
	"fmt"
	"strconv"
	"strings"

	"asterism/internal/lake"
	"asterism/internal/plan"
)

// tierTable ranks the clusters of a year and definition.
const tierTable = "measure.cluster_tier"

// ranking is the clusters of one year under one definition: that with most of them.
type ranking struct {
	year                    int64
	definition              string
	rows                    *lake.Rows
	trace                   string
	share                   any // likely revision
	differences, other, all int64
}

const rankingColumns = "cluster_id, figure_status, source, output_cny, low_cny, high_cny, interval_basis, rank, rank_best, rank_worst, tier, revision_share, difference_count, ranked_count"

// ranking is that of the last year with figures up to asOf; nil without one.
func (r *Request) ranking(asOf int) (*ranking, error) {
	if !r.Has(tierTable) {
		return nil, nil
	}
	heads, err := r.Query(fmt.Sprintf("select cast(year as bigint) as year, definition, max(ranked_count) as n, count(*) over (partition by year) as definition_count\nfrom %s\nwhere year <= %d\ngroup by year, definition\norder by year desc, n desc, definition", tierTable, asOf))
	if err != nil || len(heads.Data) == 0 {
		return nil, err
	}
	k := &ranking{year: heads.Data[0][0].(int64), definition: text(heads.Data[0][1]), other: heads.Data[0][3].(int64) - 1}
	sql := fmt.Sprintf("select %s\nfrom %s\nwhere year = %d and definition = %s\norder by rank, cluster_id", rankingColumns, tierTable, k.year, literal(k.definition))
	k.trace = r.Trace(sql, r.T("tiers.title"))
	if k.rows, err = r.Query(sql); err != nil {
		return nil, err
	}
	k.share, k.differences, k.all = k.rows.Data[0][11], k.rows.Data[0][12].(int64), k.rows.Data[0][13].(int64)
	return k, nil
}

// threshold is the output a plan wants of its clusters: that of the next target due, else of the last.
func threshold(p *plan.Plan, asOf int) (target *plan.Target) {
	for i := range p.Targets {
		t := &p.Targets[i]
		if t.ThresholdCNY != "" && (target == nil || target.Span.To < asOf) {
			target = t
		}
	}
	return target
}

// addClusters writes a line for each cluster the plan names, by figures of one definition.
func (c *completion) addClusters(r *Request) error {
	if len(c.plan.Clusters) == 0 {
		return nil
	}
	k, err := r.ranking(c.status.AsOf)
	if err != nil {
		return err
	}
	f, err := r.clusterFigures(c, k)
	if err != nil {
		return err
	}
	for _, named := range c.plan.Clusters {
		c.clusters = append(c.clusters, f.line(r, named))
	}
	c.notes = append(c.notes, f.notes(r)...)
	return nil
}

// clusterFigures are what the lines of the clusters are written from.
type clusterFigures struct {
	asOf    int
	k       *ranking
	target  *plan.Target
	limit   float64
	rows    map[string][]any
	others  map[string][]string // figures of other definitions of the year
	covered map[string]any      // sum of members over reported
	chances map[string][]any
	basis   string // what the chances rest on
}

func (r *Request) clusterFigures(c *completion, k *ranking) (*clusterFigures, error) {
	f := &clusterFigures{asOf: c.status.AsOf, k: k, target: threshold(c.plan, c.status.AsOf), rows: map[string][]any{}, others: map[string][]string{}, covered: map[string]any{}, chances: map[string][]any{}}
	if f.target != nil {
		f.limit, _ = strconv.ParseFloat(f.target.ThresholdCNY, 64)
	}
	if k == nil {
		return f, nil
	}
	for _, row := range k.rows.Data {
		f.rows[text(row[0])] = row
	}
	if err := f.readOthers(r); err != nil {
		return nil, err
	}
	return f, f.readChances(r, c.plan.ID)
}

func (f *clusterFigures) readOthers(r *Request) error {
	rows, err := r.Query(fmt.Sprintf("select cluster_id, output_cny, figure_status\nfrom %s\nwhere year = %d and definition <> %s\norder by cluster_id, output_cny desc", tierTable, f.k.year, literal(f.k.definition)))
	if err != nil {
		return err
	}
	for _, row := range rows.Data {
		id := text(row[0])
		f.others[id] = append(f.others[id], Format{r.Lang}.Money(row[1])+" "+r.coded(tierTable, "figure_status", row[2]))
	}
	if !r.Has(outputTable) {
		return nil
	}
	sums, err := r.Query(fmt.Sprintf("select cluster_id, member_output_cny\nfrom %s\nwhere year = %d and member_output_cny is not null", outputTable, f.k.year))
	if err != nil {
		return err
	}
	for _, row := range sums.Data {
		if own, known := f.rows[text(row[0])]; known {
			sum, _ := toFloat(row[1])
			output, _ := toFloat(own[3])
			f.covered[text(row[0])] = sum / output
		}
	}
	return nil
}

// readChances takes those of the target that is open as of the year.
func (f *clusterFigures) readChances(r *Request, planID string) error {
	if f.target == nil || f.target.Span.To <= f.asOf || !r.Has(outlookTable, chanceTable) {
		return nil
	}
	now, group, err := r.outlookNow(planID, f.target.ID, f.asOf)
	if err != nil || now == nil {
		return err
	}
	f.basis = first(r.coded(tierTable, "figure_status", now[0]), text(now[0])) + " · " + first(text(now[1]), "–")
	rows, err := r.Query(fmt.Sprintf("select entity_id, probability, needed_growth, chance_reason\nfrom %s\nwhere %s and as_of = %d", chanceTable, group, f.asOf))
	if err != nil {
		return err
	}
	for _, row := range rows.Data {
		f.chances[text(row[0])] = row
	}
	return nil
}

func (f *clusterFigures) line(r *Request, named plan.Cluster) completionLine {
	l := completionLine{name: named.Title.In(r.Lang), url: r.Link("/clusters/" + named.ID), clause: r.zoneName(named.Area), unit: r.T("unit.money")}
	by := 1e8
	if r.Lang == "en" {
		by = 1e9
	}
	if f.target != nil {
		l.wanted, l.due = f.limit/by, int64(f.target.Span.To)
	}
	row, found := f.rows[named.ID]
	if !found {
		l.doubt = r.T("completion.nofigure")
		return l
	}
	f.fill(r, &l, named.ID, row, by)
	if chance, open := f.chances[named.ID]; open {
		l.chance = first(r.coded(chanceTable, "chance_reason", chance[3]), Format{r.Lang}.Share(chance[1]))
		if x, ok := toFloat(chance[2]); ok && x > 0 {
			l.growth = x
		}
	}
	return l
}

func (f *clusterFigures) fill(r *Request, l *completionLine, id string, row []any, by float64) {
	output, _ := toFloat(row[3])
	l.value, l.year = round4(output/by), f.k.year
	l.status, l.sources = first(r.coded(tierTable, "figure_status", row[1]), text(row[1])), text(row[2])
	if f.target != nil {
		l.gap, l.code, l.state = round4(max(0, (f.limit-output)/by)), "open", r.T("completion.below")
		if output >= f.limit {
			l.code, l.state = "met", r.T("completion.over")
		}
	}
	if row[10] != nil {
		l.tier = r.T("tiers.place", "tier", row[10], "rank", rankSpan(row))
	}
	if share, known := f.covered[id]; known {
		l.sum = Format{r.Lang}.Share(share)
	}
	l.doubt = f.doubts(r, id, row)
}

// rankSpan is a rank, or the first and last it may be.
func rankSpan(row []any) string {
	best, worst := text(row[8]), text(row[9])
	if best == worst {
		return best
	}
	return best + "–" + worst
}

func (f *clusterFigures) doubts(r *Request, id string, row []any) string {
	var all []string
	if text(row[1]) == "reported" {
		all = append(all, r.T("completion.unreviewed"))
	}
	low, bounded := toFloat(row[4])
	high, _ := toFloat(row[5])
	if f.target != nil && bounded && low < f.limit && high >= f.limit {
		all = append(all, r.T("completion.astride"))
	}
	if f.k.year < int64(f.asOf) {
		all = append(all, r.T("completion.old", "year", f.k.year))
	}
	if len(f.others[id]) > 0 {
		all = append(all, r.T("completion.others", "list", strings.Join(f.others[id], r.T("comma"))))
	}
	return strings.Join(all, r.T("semicolon"))
}

// notes tell what the columns of the clusters rest on.
func (f *clusterFigures) notes(r *Request) (all []string) {
	if f.k == nil {
		return []string{r.T("completion.noranking")}
	}
	all = append(all, r.T("completion.definition", "definition", first(f.k.definition, r.T("unknown")), "year", f.k.year, "n", f.k.all, "other", f.k.other), r.tierNote(f.k))
	if f.basis != "" {
		all = append(all, r.T("completion.chances", "basis", f.basis, "target", f.target.ID))
	}
	return append(all, r.T("completion.sums"))
}

func (r *Request) tierNote(k *ranking) string {
	if k.share == nil {
		return r.T("tiers.nointerval", "n", k.differences)
	}
	return r.T("tiers.note", "share", Format{r.Lang}.Share(k.share), "n", k.differences)
}
