package page

import (
	"fmt"
	"slices"

	"asterism/internal/plan"
)

// tiersView is the clusters of a year by output: those that revisions cannot part stand in one tier.
type tiersView struct {
	Year       int64
	Definition string
	Lines      []tierLine
	Note       string
	Other      int64 // further definitions of the year, ranked apart
	Trace, All string
}

type tierLine struct {
	Tier, Rank, Name, URL, Output, Band, Status string
	First                                       bool // of its tier
	Passes                                      bool
}

// tiers ranks the clusters for a plan that wants an output of them; nil for others.
func (r *Request) tiers(p *plan.Plan, asOf int) (*tiersView, error) {
	t := threshold(p, asOf)
	if t == nil {
		return nil, nil
	}
	k, err := r.ranking(asOf)
	if err != nil || k == nil {
		return nil, err
	}
	limit, _ := toFloat(t.ThresholdCNY)
	v := &tiersView{Year: k.year, Definition: first(k.definition, r.T("unknown")), Note: r.tierNote(k), Other: k.other, Trace: k.trace, All: r.Link("/data/tables/"+tierTable, "year", k.year)}
	last := ""
	for _, row := range k.rows.Data {
		l := r.tierLine(row, limit)
		l.First, last = l.Tier != last, l.Tier
		v.Lines = append(v.Lines, l)
	}
	return v, nil
}

func (r *Request) tierLine(row []any, limit float64) tierLine {
	f, id := Format{r.Lang}, text(row[0])
	output, _ := toFloat(row[3])
	l := tierLine{Name: first(r.clusterName(id), r.nameOf("cluster_id", id), id), URL: r.Link("/clusters/" + id), Output: f.Money(row[3]), Passes: output >= limit,
		Tier: r.T("outlook.unknown"), Rank: text(row[7]), Band: r.T("outlook.unknown"), Status: first(r.coded(tierTable, "figure_status", row[1]), text(row[1]))}
	if row[10] != nil {
		l.Tier, l.Rank, l.Band = r.T("tiers.tier", "n", row[10]), rankSpan(row), f.Money(row[4])+"–"+f.Money(row[5])
	}
	return l
}

// revisionsView lists figures that were given more than once, and tells of how many only the present value is known.
type revisionsView struct {
	Lines []revisionLine
	Once  int64 // figures of one date
	Trace string
	All   string
}

type revisionLine struct {
	Name, Year, Definition, Was, WasDate, Is, IsDate, Change string
}

const revisionTable = "base.observation_revision"

// revisions are those of the observations the plan's targets are forecast from, the newest first.
func (r *Request) revisions(p *plan.Plan) (*revisionsView, error) {
	if !slices.ContainsFunc(p.Targets, func(t plan.Target) bool { return t.Series != nil }) || !r.Has("base.observation", "base.plan_target") {
		return nil, nil
	}
	own := fmt.Sprintf("exists (select 1 from base.plan_target as t where t.plan_id = %s and t.entity_type = o.entity_type and t.indicator = o.indicator and (t.entity_id is null or t.entity_id = o.entity_id))", literal(p.ID))
	v := &revisionsView{All: r.Link("/data/tables/" + revisionTable)}
	all, err := r.Value("select count(*)\nfrom base.observation as o\nwhere " + own)
	if err != nil {
		return nil, err
	}
	v.Once, _ = all.(int64)
	if v.Once == 0 || !r.Has(revisionTable) {
		return v, nil
	}
	sql := "select o.entity_type, o.entity_id, o.year, o.definition, o.value, o.known_date, o.latest_value, n.known_date as latest_date, o.change_share, o.indicator\nfrom " + revisionTable + " as o\njoin " + revisionTable +
		" as n on n.entity_type = o.entity_type and n.entity_id = o.entity_id and n.indicator = o.indicator and n.year = o.year and n.definition = o.definition and n.status = o.status and n.source = o.source and n.is_latest\nwhere not o.is_latest and " +
		own + "\norder by o.year desc, o.entity_id, o.definition, o.known_date"
	v.Trace = r.Trace(sql, r.T("revisions.title"))
	rows, err := r.Query(sql)
	if err != nil {
		return nil, err
	}
	revised := map[string]bool{}
	for _, row := range rows.Data {
		revised[text(row[1])+text(row[2])+text(row[3])+text(row[9])] = true
		v.Lines = append(v.Lines, r.revisionLine(row))
	}
	v.Once -= int64(len(revised))
	return v, nil
}

func (r *Request) revisionLine(row []any) revisionLine {
	f := Format{r.Lang}
	amount, id := f.Number, text(row[1])
	if text(row[0]) == "cluster" {
		amount = f.Money
	}
	l := revisionLine{Name: first(r.clusterName(id), r.nameOf("cluster_id", id), r.placeName(id)), Year: text(row[2]), Definition: text(row[3]), Was: amount(row[4]), WasDate: f.Date(row[5]), Is: amount(row[6]), IsDate: f.Date(row[7]), Change: f.Share(row[8])}
	if x, ok := toFloat(row[8]); ok && x > 0 {
		l.Change = "+" + l.Change
	}
	return l
}
