package page

import (
	"fmt"
	"strconv"
)

// scores are those of every scheme of clusters, with the interval of the rank.
func (c *comparison) scores(r *Request) error {
	if !r.Has(schemeTable, scoreTable) {
		return c.add(r, comparedFigure{label: r.T("evaluation.score"), needs: []string{scoreTable}})
	}
	schemes, err := r.Query("select distinct i.index_id, i.name_zh, i.name_en\nfrom " + schemeTable + " as i join " + scoreTable + " as s on s.index_id = i.index_id\nwhere i.entity_type = 'cluster'\norder by i.index_id")
	if err != nil {
		return err
	}
	for _, row := range schemes.Data {
		id, name := literal(text(row[0])), map[string]string{"zh": text(row[1]), "en": text(row[2])}[r.Lang]
		f := comparedFigure{needs: []string{scoreTable}, year: "year", source: "known", reason: "score_reason", none: r.T("compare.why.noscore", "year", c.Year), why: r.T("compare.why.noscore", "year", c.Year)}
		f.said = func(n string) string { return r.T("compare.indicators", "n", n) }
		f.told = func(code string) string { return r.coded(scoreTable, "score_reason", code) }
		f.sql = func(ids string) string {
			return "select *\nfrom (select entity_id, year, score, rank, rank_low, rank_high, tier, cast(known_count as varchar) || ' / ' || cast(indicator_count as varchar) as known, score_reason\n  from " + scoreTable + "\n  where index_id = " + id + " and year = " + c.Year + ") as s\nwhere " + ids
		}
		score, rank := f, f
		score.label, score.unit, score.value = name+" "+r.T("compare.score"), "0–100", "score"
		rank.label, rank.unit, rank.value, rank.low, rank.high, rank.source = name+" "+r.T("evaluation.rank"), r.T("compare.unit.rank"), "rank", "rank_low", "rank_high", "tier"
		rank.said = func(tier string) string {
			if tier == "" {
				return ""
			}
			return r.T("tiers.tier", "n", tier)
		}
		if err := c.addAll(r, score, rank); err != nil {
			return err
		}
	}
	return nil
}

// quotients tell how special the clusters' places are: of the members' main industry in their main city, and of the members themselves.
func (c *comparison) quotients(r *Request) error {
	main := comparedFigure{label: r.T("compare.lq.industry"), unit: r.T("compare.unit.ratio"), needs: []string{setTable, quotientTable, "base.cluster_member", "base.firm", "base.region_map"}, value: "lq", low: "low", high: "high", year: "year", source: "cell", none: r.T("compare.why.nomember"), why: r.T("compare.why.nolq", "year", c.Year)}
	if r.Has(main.needs...) {
		set, names, err := c.quotientSet(r)
		if err != nil {
			return err
		}
		main.sql = func(ids string) string { return c.mainQuotient(ids, set.ID) }
		main.said = func(cell string) string {
			region, industry := cell[:6], cell[7:]
			return joinKnown(" · ", r.placeName(region), first(names[industry], industry), r.coded(setTable, "basis", set.Basis))
		}
	}
	const placeTable = "measure.cluster_place"
	own := comparedFigure{label: r.T("compare.lq.members"), unit: r.T("compare.unit.ratio"), needs: []string{placeTable}, value: "lq", low: "low", high: "high", source: "region", said: r.placeName, none: r.T("compare.why.nomember"), why: r.T("compare.why.nomember")}
	own.sql = func(ids string) string {
		return "select *\nfrom (select industry as entity_id, region, value, lq, low, high, row_number() over (partition by industry order by value desc, region) as place from " + placeTable + ") as p\nwhere " + ids + " and place = 1"
	}
	return c.addAll(r, main, own)
}

// quotientSet is the first set of prefectures and two-digit industries, which is what members are known by.
func (c *comparison) quotientSet(r *Request) (set industrySet, names map[string]string, err error) {
	rows, err := r.Query("select set_id, basis, region_level, classification, industry_level, first_year, last_year, region_count, industry_count, has_published, is_count, set_reason\nfrom " + setTable + "\nwhere region_level = 'prefecture' and industry_level = 2 and set_reason is null and classification like 'GB/T 4754%'\norder by preference")
	if err != nil || len(rows.Data) == 0 {
		return set, nil, err
	}
	set = setOf(rows.Data[0])
	return set, r.industryNames(set.Classification), nil
}

func (c *comparison) mainQuotient(ids, set string) string {
	return fmt.Sprintf(`with member as (
  %s
), placed as (
  select m.entity_id, case when f.industry_code >= 'A' and f.industry_code < '[' then substr(f.industry_code, 2, 2) else substr(f.industry_code, 1, 2) end as industry, g.prefecture_code as region
  from member as m join base.firm as f on f.firm_id = m.firm_id left join base.region_map as g on g.region_code = f.region_code
), industry as (
  select entity_id, industry, row_number() over (partition by entity_id order by count(*) desc, industry) as place from placed where industry is not null group by entity_id, industry
), region as (
  select entity_id, region, row_number() over (partition by entity_id order by count(*) desc, region) as place from placed where region is not null group by entity_id, region
)
select i.entity_id, i.industry, g.region, g.region || ' ' || i.industry as cell, q.lq, case when s.is_count then q.low end as low, case when s.is_count then q.high end as high, q.year
from industry as i join region as g on g.entity_id = i.entity_id and g.place = 1
left join %s as q on q.set_id = %s and q.year = %s and q.region = g.region and q.industry = i.industry
left join %s as s on s.set_id = q.set_id
where i.place = 1 and i.%s`, c.presentMembers(), quotientTable, literal(set), c.Year, setTable, ids)
}

// chances are those of every plan's target that was open at the end of the year.
func (c *comparison) chances(r *Request) error {
	asOf, _ := strconv.Atoi(c.Year)
	open := false
	for _, p := range r.Site.w.Plans() {
		t := threshold(p, asOf)
		if t == nil || t.Span.To <= asOf || !r.Has(outlookTable, chanceTable) {
			continue
		}
		now, group, err := r.outlookNow(p.ID, t.ID, asOf)
		if err != nil {
			return err
		}
		if now == nil {
			continue
		}
		open = true
		basis := first(r.coded(tierTable, "figure_status", now[0]), text(now[0])) + " · " + first(text(now[1]), "–")
		f := comparedFigure{label: r.T("compare.chance", "target", t.ID+" "+t.Title.In(r.Lang)), kind: "share", needs: []string{chanceTable}, value: "probability", year: "as_of", source: "definition", reason: "chance_reason", none: r.T("compare.why.nochance"), why: r.T("compare.why.nochance")}
		f.said = func(string) string { return basis }
		f.told = func(code string) string { return r.coded(chanceTable, "chance_reason", code) }
		f.sql = func(ids string) string {
			return "select *\nfrom (select entity_id, as_of, definition, probability, chance_reason from " + chanceTable + "\n  where " + group + " and as_of = " + c.Year + ") as c\nwhere " + ids
		}
		if err := c.add(r, f); err != nil {
			return err
		}
	}
	if !open {
		c.Notes = append(c.Notes, r.T("compare.noopen", "year", c.Year))
	}
	return nil
}
