package derive

import (
	"context"
	"slices"

	"asterism/internal/lake"
	"asterism/text"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// The folded names of the parties of each record (by their place in the order of names), and its subclasses (numbered).
// Who stands in one record has worked together.
const (
	partiesSQL = filesSQL + `, numbered as (
  select name_key, row_number() over (order by name_key) - 1 as number from base.party_spelling
), named as (
  select k.name, n.number from base.name_key as k join numbered as n on n.name_key = k.name_key
)
select f.number, p.record, n.number as value from raw.patent_party as p join named as n on n.name = p.name join files as f on f.file = p.file
where p.role <> 'agent' and p.role <> 'examiner'
union all
select f.number, p.record, n.number as value from base.party_link as p join named as n on n.name = p.name join files as f on f.file = p.file`
	subclassesSQL = filesSQL + `, subclasses as (
  select subclass, row_number() over (order by subclass) - 1 as number from (select distinct subclass from raw.patent_class where subclass is not null) as c
)
select f.number, c.record, s.number as value from raw.patent_class as c join subclasses as s on s.subclass = c.subclass join files as f on f.file = c.file where c.is_first`
	filesSQL = `with files as (
  select file, row_number() over (order by file) - 1 as number from (select distinct file from raw.patent_party union select distinct file from base.party_link) as f
)`
)

// recordSet numbers the records of files as they come.
type recordSet struct {
	files  [][]int32 // of each file and record, 1 + its number
	length int
}

func (s *recordSet) number(file, record int64) int32 {
	for int(file) >= len(s.files) {
		s.files = append(s.files, nil)
	}
	if n := int(record) + 1 - len(s.files[file]); n > 0 {
		s.files[file] = append(s.files[file], make([]int32, n)...)
	}
	at := &s.files[file][record]
	if *at == 0 {
		s.length++
		*at = int32(s.length)
	}
	return *at - 1
}

// read gathers the rows of a query as pairs of a record and a value.
func (s *recordSet) read(ctx context.Context, in *lake.Reader, sql string) (records, values []int32, err error) {
	err = eachBatch(ctx, in, sql, func(batch arrow.RecordBatch) {
		file, record, value := wholeColumn(batch, 0), wholeColumn(batch, 1), wholeColumn(batch, 2)
		records, values = slices.Grow(records, int(batch.NumRows())), slices.Grow(values, int(batch.NumRows()))
		for i := range int(batch.NumRows()) {
			records, values = append(records, s.number(file(i), record(i))), append(values, int32(value(i)))
		}
	})
	return records, values, err
}

// readEvidence gathers with whom each name stands in a record, and in which subclasses.
func (m *nameSet) readEvidence(ctx context.Context, in *lake.Reader) error {
	var set recordSet
	records, parties, err := set.read(ctx, in, partiesSQL)
	if err != nil {
		return err
	}
	classed, subclasses, err := set.read(ctx, in, subclassesSQL)
	if err != nil {
		return err
	}
	m.gather(records, parties, classed, subclasses, set.length)
	return nil
}

func (m *nameSet) gather(records, parties, classed, subclasses []int32, n int) {
	own := make([]bool, len(parties)) // rows whose own evidence is wanted
	for i, p := range parties {
		own[i] = !m.persons[p]
	}
	partiesOf, classesOf, recordsOf := text.Grouped(records, parties, nil, n), text.Grouped(classed, subclasses, nil, n), text.Grouped(parties, records, own, len(m.keys))
	people, classes := newGathering(len(m.keys)), newGathering(len(m.keys))
	person := m.personNumbers()
	for i := range m.mentions {
		for _, r := range recordsOf[i] {
			for _, p := range partiesOf[r] {
				if p != int32(i) {
					people.add(int32(i), person[p])
				}
			}
			for _, c := range classesOf[r] {
				classes.add(int32(i), c)
			}
		}
		m.mentions[i].PeopleIDs, m.mentions[i].ClassIDs = people.take(), classes.take()
	}
}

func wholeColumn(batch arrow.RecordBatch, column int) func(int) int64 {
	switch a := batch.Column(column).(type) {
	case *array.Int64:
		return a.Value
	case *array.Int32:
		return func(i int) int64 { return int64(a.Value(i)) }
	}
	return func(int) int64 { return 0 }
}

// personNumbers gives names that are one person in another order of words (SMITH, JOHN; John Smith) one number.
func (m *nameSet) personNumbers() []int32 {
	number, known := make([]int32, len(m.keys)), map[string]int32{}
	for i := range m.mentions {
		number[i] = int32(i)
		if text.HasHan(m.mentions[i].Name) {
			continue
		}
		if key := text.PersonKey(m.mentions[i].Name); key != "" {
			if first, ok := known[key]; ok {
				number[i] = first
			} else {
				known[key] = int32(i)
			}
		}
	}
	return number
}

// gathering collects numbers for one owner after the other, each once.
type gathering struct {
	last []int32 // of each number, 1 + the owner it was last added for
	list []int32
}

func newGathering(numbers int) *gathering { return &gathering{last: make([]int32, numbers)} }

func (g *gathering) add(owner, number int32) {
	for int(number) >= len(g.last) {
		g.last = append(g.last, 0)
	}
	if g.last[number] != owner+1 {
		g.last[number] = owner + 1
		g.list = append(g.list, number)
	}
}

// take gives the numbers of the owner, ascending, and begins anew.
func (g *gathering) take() []int32 {
	if len(g.list) == 0 {
		return nil
	}
	out := slices.Clone(g.list)
	slices.Sort(out)
	g.list = g.list[:0]
	return out
}
