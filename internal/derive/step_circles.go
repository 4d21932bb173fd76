package derive

import (
	"context"

	"asterism/internal/lake"
	"asterism/internal/lang"
	"asterism/text"

	"github.com/apache/arrow-go/v18/arrow"
)

// circlesStep makes measure.inventor_circles: the patents of a name fall into circles that no co-inventor and no
// applicant joins, which may be as many persons of one name.
func circlesStep() Step {
	word := func(zh, en, unit string) Word { return Word{Text: lang.Text{Zh: zh, En: en}, Unit: unit} }
	return Step{
		Name: "measure.inventor_circles",
		Header: Header{
			Title: lang.Text{Zh: "发明人的合作圈", En: "Circles of inventors"},
			About: lang.Text{Zh: "同一发明人姓名下，两件专利有共同的其他发明人或申请人即相连，相连者为一个合作圈。只列该类型专利分属多个合作圈的姓名：可能是同名的几个人，也可能是换了单位的一个人。",
				En: "Two patents under one inventor's name are joined by another inventor or an applicant they share; what is joined is a circle. Only names whose patents of a type are in several circles: several persons of one name, or one who changed employers."},
			Grain: []string{"party_id", "patent_type"}, Count: "patent", Method: "docs/methods/name-resolution.md",
			Columns: map[string]Word{"patent_count_low": word("最大合作圈的专利数", "patents of the largest circle", "count"), "circle_count": word("合作圈数", "circles", "count")},
		},
		Inputs:  []string{"base.patent", "base.party", "base.patent_party"},
		Columns: join(varchars("party_id", "patent_type"), bigints("patent_count", "patent_count_low", "circle_count")),
		Version: "1", Run: writeCircles,
	}
}

// circlesSQL numbers patents and parties by their order, so that the step handles numbers alone.
const circlesSQL = `with patents as (select patent_id, row_number() over (order by patent_id) - 1 as number from base.patent),
parties as (select party_id, row_number() over (order by party_id) - 1 as number from base.party)
select p.number as patent, q.number as party, case when a.role = 'inventor' then 1 else 0 end as is_inventor
from base.patent_party as a join patents as p on p.patent_id = a.patent_id join parties as q on q.party_id = a.party_id
where a.role in ('applicant', 'inventor')`

func writeCircles(ctx context.Context, in *lake.Reader, out *Output) error {
	var patents, parties []int32
	var inventor []bool
	err := eachBatch(ctx, in, circlesSQL, func(batch arrow.RecordBatch) {
		patent, party, is := wholeColumn(batch, 0), wholeColumn(batch, 1), wholeColumn(batch, 2)
		for i := range int(batch.NumRows()) {
			patents, parties, inventor = append(patents, int32(patent(i))), append(parties, int32(party(i))), append(inventor, is(i) == 1)
		}
	})
	if err != nil {
		return err
	}
	kinds, err := columnOf(ctx, in, "select patent_type from base.patent order by patent_id")
	if err != nil {
		return err
	}
	ids, err := columnOf(ctx, in, "select party_id from base.party order by party_id")
	if err != nil {
		return err
	}
	for _, c := range text.Circles(patents, parties, inventor, len(kinds), len(ids)) {
		if err := writeCirclesOf(out, ids[c.Person], kinds, c); err != nil {
			return err
		}
	}
	return nil
}

// writeCirclesOf puts out the types of patent of which a person has several circles, in order.
func writeCirclesOf(out *Output, id string, kinds []string, c text.CirclesOf) error {
	sizes := map[string]map[int32]int64{}
	var order []string
	for i, p := range c.Works {
		kind := kinds[p]
		if sizes[kind] == nil {
			sizes[kind] = map[int32]int64{}
			order = append(order, kind)
		}
		sizes[kind][c.Circle[i]]++
	}
	for _, kind := range sorted(order) {
		var all, most int64
		for _, n := range sizes[kind] {
			all, most = all+n, max(most, n)
		}
		if kind != "" && len(sizes[kind]) > 1 {
			if err := out.Row(id, kind, all, most, int64(len(sizes[kind]))); err != nil {
				return err
			}
		}
	}
	return nil
}

// columnOf reads one column of texts.
func columnOf(ctx context.Context, in *lake.Reader, sql string) (list []string, err error) {
	err = eachBatch(ctx, in, sql, func(batch arrow.RecordBatch) {
		cell, name := namedColumns(batch), batch.Schema().Field(0).Name
		for i := range int(batch.NumRows()) {
			list = append(list, cell.text(name, i))
		}
	})
	return list, err
}
