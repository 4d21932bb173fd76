package search

import (
	"context"
	"slices"
	"strings"

	"asterism/internal/lake"
)

// patentSQL gives one row a patent in the order of the index. Counts a source states stand before those of the data.
const patentSQL = `with cited as (
  select cited_patent_id as patent_id, count(distinct coalesce(citing_patent_id, citing_publication)) as n from base.citation where cited_patent_id is not null group by cited_patent_id
), citing as (
  select citing_patent_id as patent_id, count(*) as n from base.citation where citing_patent_id is not null group by citing_patent_id
), simple as (
  select patent_id, family_id, member_count from base.family where scope = 'simple'
)
select p.patent_id, p.office, p.patent_type, p.legal_status, r.region_code, f.family_id,
  cast(strftime(p.application_date, '%Y%m%d') as bigint) as application_date, cast(strftime(p.publication_date, '%Y%m%d') as bigint) as publication_date,
  cast(strftime(p.grant_date, '%Y%m%d') as bigint) as grant_date, cast(strftime(p.earliest_priority_date, '%Y%m%d') as bigint) as priority_date,
  cast(strftime(p.expiry_date, '%Y%m%d') as bigint) as expiry_date,
  cast(greatest(coalesce(p.cited_by_count, 0), coalesce(c.n, 0)) as bigint) as cited_count, cast(greatest(coalesce(p.citation_count, 0), coalesce(g.n, 0)) as bigint) as citing_count,
  cast(p.claim_count as bigint) as claim_count, cast(greatest(coalesce(p.family_size, 0), coalesce(f.member_count, 0)) as bigint) as family_count,
  coalesce(p.application_number, ''), coalesce(p.grant_number, '')
from base.patent as p left join cited as c on c.patent_id = p.patent_id left join citing as g on g.patent_id = p.patent_id
  left join simple as f on f.patent_id = p.patent_id left join base.patent_region as r on r.patent_id = p.patent_id
order by p.patent_id`

var (
	dateColumns  = []string{"application_date", "publication_date", "grant_date", "priority_date", "expiry_date"}
	countColumns = []string{"cited_count", "citing_count", "claim_count", "family_count"}
	codeColumns  = []string{"office", "patent_type", "legal_status", "region", "family"}
)

// manySQL gives several values a patent: patent, value, label.
var manySQL = map[string]string{
	"applicant": `select n.patent_id, n.party_id, coalesce(y.name, n.name) from base.patent_party as n left join base.party as y on y.party_id = n.party_id
  where n.role in ('applicant', 'assignee', 'owner') order by n.patent_id, n.role, n.seq`,
	"inventor": `select n.patent_id, n.party_id, coalesce(y.name, n.name) from base.patent_party as n left join base.party as y on y.party_id = n.party_id
  where n.role = 'inventor' order by n.patent_id, n.seq`,
	"ipc":         `select patent_id, symbol, '' from base.patent_class where scheme = 'ipc' order by patent_id, seq, symbol`,
	"cpc":         `select patent_id, symbol, '' from base.patent_class where scheme = 'cpc' order by patent_id, seq, symbol`,
	"locarno":     `select patent_id, symbol, '' from base.patent_class where scheme = 'locarno' order by patent_id, seq, symbol`,
	"subclass":    `select patent_id, subclass, '' from base.patent_class where subclass is not null and scheme in ('ipc', 'locarno') order by patent_id, seq, subclass`,
	"legal_event": `select patent_id, event_class, '' from base.legal_event order by patent_id, event_class`,
	"publication": `select patent_id, publication_number || coalesce(publication_kind, ''), '' from base.publication order by patent_id, publication_number, publication_kind`,
	"cites":       `select citing_patent_id, cited_patent_id, '' from base.citation where citing_patent_id is not null and cited_patent_id is not null order by citing_patent_id, cited_patent_id`,
}

// readLake reads the columns of a snapshot.
func readLake(ctx context.Context, in *lake.Reader) (*columns, error) {
	c := &columns{lists: map[string]*list{}, ints: map[string][]int32{}}
	if err := c.readPatents(ctx, in); err != nil {
		return nil, err
	}
	ids := c.lists["patent_id"].values
	for _, name := range sortedKeys(manySQL) {
		m := newListMaker(false)
		row := 0
		err := each(ctx, in, manySQL[name], func(v *cells) error {
			id := v.text(0)
			for row < len(ids) && ids[row] < id {
				row++
			}
			if row < len(ids) && ids[row] == id && v.text(1) != "" {
				m.add(row, v.text(1), v.text(2))
			}
			return ctx.Err()
		})
		if err != nil {
			return nil, err
		}
		c.lists[name] = m.list(len(ids))
	}
	return c, c.readNames(ctx, in)
}

func (c *columns) readPatents(ctx context.Context, in *lake.Reader) error {
	makers := map[string]*listMaker{"application": newListMaker(false)}
	for _, name := range codeColumns {
		makers[name] = newListMaker(true)
	}
	ids := &list{single: true}
	err := each(ctx, in, patentSQL, func(v *cells) error {
		ids.values = append(ids.values, strings.Clone(v.text(0)))
		for i, name := range codeColumns {
			if s := v.text(1 + i); s != "" {
				makers[name].add(c.rows, s, "")
			}
		}
		for i, name := range dateColumns {
			c.ints[name] = append(c.ints[name], int32(v.number(6+i, 0)))
		}
		for i, name := range countColumns {
			c.ints[name] = append(c.ints[name], int32(v.number(11+i, -1)))
		}
		for i := range 2 {
			if s := v.text(15 + i); s != "" {
				makers["application"].add(c.rows, s, "")
			}
		}
		c.rows++
		ids.codes = append(ids.codes, uint32(c.rows))
		return ctx.Err()
	})
	c.lists["patent_id"] = ids
	for name, m := range makers {
		c.lists[name] = m.list(c.rows)
	}
	return err
}

// readNames gives regions their names and class symbols those above them.
func (c *columns) readNames(ctx context.Context, in *lake.Reader) error {
	region, places := c.lists["region"], newListMaker(true)
	region.labels = make([]string, len(region.values))
	err := each(ctx, in, `select region_code, coalesce(name, '') from base.region order by region_code, valid_from`, func(v *cells) error {
		if code, ok := region.find(v.text(0)); ok {
			region.labels[code] = strings.Clone(v.text(1))
		}
		places.number(v.text(0), v.text(1))
		return nil
	})
	if err != nil {
		return err
	}
	if total(region.labels) == 0 {
		region.labels = nil
	}
	c.lists["place"] = places.list(0)
	c.lists["place"].codes = make([]uint32, c.rows)
	if err := c.readGroups(ctx, in); err != nil {
		return err
	}
	return c.readTree(ctx, in)
}

// readGroups keeps the group of each applicant.
func (c *columns) readGroups(ctx context.Context, in *lake.Reader) error {
	groups, applicants := newListMaker(true), c.lists["applicant"]
	err := each(ctx, in, `select party_id, group_id from base.party where group_id is not null order by party_id`, func(v *cells) error {
		if _, ok := applicants.find(v.text(0)); ok {
			groups.number(v.text(0), v.text(1))
		}
		return nil
	})
	c.lists["party_group"] = groups.list(0)
	c.lists["party_group"].codes = make([]uint32, c.rows)
	return err
}

// readTree keeps the class symbols of the data with all above them, as lists without rows.
func (c *columns) readTree(ctx context.Context, in *lake.Reader) error {
	above := map[string]map[string]string{}
	err := each(ctx, in, `select scheme, symbol, coalesce(parent_symbol, '') from base.class where scheme in ('ipc', 'cpc', 'locarno') order by scheme, symbol`, func(v *cells) error {
		scheme := v.text(0)
		if above[scheme] == nil {
			above[strings.Clone(scheme)] = map[string]string{}
		}
		above[scheme][strings.Clone(v.text(1))] = strings.Clone(v.text(2))
		return nil
	})
	for scheme, parents := range above {
		c.lists["tree_"+scheme] = c.tree(c.lists[scheme].values, parents)
	}
	return err
}

func (c *columns) tree(used []string, parents map[string]string) *list {
	symbols := map[string]bool{}
	for _, s := range used {
		for depth := 0; s != "" && !symbols[s] && depth < 32; depth++ {
			symbols[s] = true
			s = parents[s]
		}
	}
	l := &list{single: true, codes: make([]uint32, c.rows)}
	for s := range symbols {
		l.values = append(l.values, s)
	}
	slices.Sort(l.values)
	l.parents = make([]uint32, len(l.values))
	for i, s := range l.values {
		if p, ok := l.find(parents[s]); ok {
			l.parents[i] = p + 1
		}
	}
	return l
}
