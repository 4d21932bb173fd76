package derive

import (
	"context"
	"slices"
	"strings"

	"asterism/internal/lake"
	"asterism/internal/lang"
	"asterism/text"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// partyStep makes base.party_match: every folded name with the party it belongs to and how it came there, and the pairs
// that a person should look at. It joins text.Resolve to the names, codes, people and classes of the build and to what
// people decided.
func partyStep() Step {
	word := func(zh, en, unit string) Word { return Word{Text: lang.Text{Zh: zh, En: en}, Unit: unit} }
	return Step{
		Name: "base.party_match",
		Header: Header{
			Title: lang.Text{Zh: "名称消歧结果", En: "Matches of names"},
			About: lang.Text{Zh: "每个归一名称一行 stands（代表其主体）或 merged（并入 other_key）；grouped 为两个主体属于同一集团；refused、near 为待核对的一对。",
				En: "For each folded name one row: stands (for its party) or merged (joined other_key). grouped: two parties of one group. refused, near: a pair to look at."},
			Grain: []string{"name_key", "decision", "other_key"}, Edits: PartyEdits, Method: "docs/methods/name-resolution.md",
			Columns: map[string]Word{
				"name_key": word("归一名称", "folded name", "code"), "decision": word("结果", "decision", "code"), "other_key": word("另一归一名称", "the other folded name", "code"),
				"group_id": word("集团标识", "group", "code"), "rule": word("规则", "rule", "code"), "score": word("分值", "score", "ratio"),
				"shared_people": word("共有合作人", "people in common", "count"), "shared_class_count": word("共有小类", "subclasses in common", "count")},
		},
		Inputs: []string{"base.party_spelling", "base.party_code", "base.name_key", "base.party_link", "base.division", "raw.patent_party", "raw.patent_class", rawEdit},
		Columns: join(varchars("name_key", "decision", "other_key", "party_id", "group_id", "rule"), []lake.Column{{Name: "score", Type: "DOUBLE"}},
			bigints("shared_people", "shared_class_count")),
		Version: "2", Run: writeMatches,
	}
}

func writeMatches(ctx context.Context, in *lake.Reader, out *Output) error {
	m, err := readNames(ctx, in)
	if err != nil {
		return err
	}
	if err := m.readEvidence(ctx, in); err != nil {
		return err
	}
	tables, err := nameTables()
	if err != nil {
		return err
	}
	wanted, err := m.decided(ctx, in)
	if err != nil {
		return err
	}
	wanted.Group, wanted.Near = true, true
	m.found = text.Resolve(m.mentions, tables, wanted)
	return m.write(out)
}

// nameSet is every folded name, in order, as the resolver takes it.
type nameSet struct {
	keys     []string
	mentions []text.Mention
	persons  []bool // Chinese persons: their names alone decide, so nothing is gathered for them
	found    *text.Resolution
}

// readNames reads the spellings with the one valid code of each, if there is one. Of several valid codes the one the
// register holds counts; else none does, for the name cannot tell which.
func readNames(ctx context.Context, in *lake.Reader) (*nameSet, error) {
	places, err := placeNames(ctx, in)
	if err != nil {
		return nil, err
	}
	codes, err := readCodes(ctx, in)
	if err != nil {
		return nil, err
	}
	m := &nameSet{}
	err = eachBatch(ctx, in, "select name_key, name, party_type, country, region_code, address from base.party_spelling order by name_key", func(batch arrow.RecordBatch) {
		cell := namedColumns(batch)
		for i := range int(batch.NumRows()) {
			key, kind := cell.text("name_key", i), cell.text("party_type", i)
			mention := text.Mention{Name: cell.text("name", i), Code: codes[key], Type: kind, Address: cell.text("address", i), City: places[cell.text("region_code", i)]}
			m.keys, m.mentions = append(m.keys, key), append(m.mentions, mention)
			m.persons = append(m.persons, kind == text.Individual && text.HasHan(mention.Name))
		}
	})
	return m, err
}

// placeNames are the names of the divisions of today and their prefectures, by code.
func placeNames(ctx context.Context, in *lake.Reader) (map[string]string, error) {
	rows, err := in.Query(ctx, "select code, name from base.division order by code, name")
	if err != nil {
		return nil, err
	}
	own := map[string]string{}
	for _, row := range rows.Data {
		code, _ := row[0].(string)
		own[code], _ = row[1].(string)
	}
	names := map[string]string{}
	for code, name := range own {
		names[code] = name
		if len(code) == 6 && code[4:] != "00" {
			names[code] = own[code[:4]+"00"] + name
		}
	}
	return names, nil
}

// knownCode is a code of a name; disputed: another one has the same standing.
type knownCode struct {
	code                 string
	registered, disputed bool
}

// beside chooses between a code and the one chosen so far.
func (now knownCode) beside(old knownCode) knownCode {
	switch {
	case old.code == "":
		return now
	case old.code == now.code:
		old.registered = old.registered || now.registered
		return old
	case old.registered == now.registered:
		old.disputed = true
		return old
	case old.registered:
		return old
	}
	return now
}

func readCodes(ctx context.Context, in *lake.Reader) (map[string]string, error) {
	of := map[string]knownCode{}
	err := eachBatch(ctx, in, "select name_key, uscc, is_registered from base.party_code order by name_key, uscc", func(batch arrow.RecordBatch) {
		cell, registered := namedColumns(batch), batch.Column(2).(*array.Boolean)
		for i := range int(batch.NumRows()) {
			key, now := cell.text("name_key", i), knownCode{registered: registered.Value(i)}
			var ok bool
			if now.code, ok, _, _ = text.USCC(cell.text("uscc", i)); !ok {
				continue
			}
			of[key] = now.beside(of[key])
		}
	})
	codes := map[string]string{}
	for key, k := range of {
		if !k.disputed {
			codes[key] = k.code
		}
	}
	return codes, err
}

// eachBatch runs a query and hands over its rows.
func eachBatch(ctx context.Context, in *lake.Reader, sql string, take func(arrow.RecordBatch)) error {
	rows, err := in.Columns(ctx, sql)
	if err != nil {
		return err
	}
	defer rows.Release()
	for rows.Next() {
		take(rows.RecordBatch())
	}
	return rows.Err()
}

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

// decided turns the decisions of people into pairs of names, the latest first. A later decision on a pair takes the
// place of an earlier one; names that are no longer in the data are left out.
func (m *nameSet) decided(ctx context.Context, in *lake.Reader) (w text.Wanted, err error) {
	decisions, err := readDecisions(ctx, in)
	if err != nil {
		return w, err
	}
	seen := map[[2]int32]bool{}
	for _, d := range slices.Backward(decisions) {
		for _, a := range d.A {
			for _, b := range d.B {
				i, found := slices.BinarySearch(m.keys, a)
				j, also := slices.BinarySearch(m.keys, b)
				pair := [2]int32{int32(min(i, j)), int32(max(i, j))}
				if !found || !also || i == j || seen[pair] {
					continue
				}
				seen[pair] = true
				switch d.Relation {
				case Same:
					w.Same = append(w.Same, pair)
				case Apart:
					w.Apart = append(w.Apart, pair)
				case Unrelated:
					w.Unrelated = append(w.Unrelated, pair)
				}
			}
		}
	}
	return w, nil
}

// write puts out the names, the joins of groups, and the pairs for review.
func (m *nameSet) write(out *Output) error {
	id := m.partyIDs()
	r := m.found
	for i, key := range m.keys {
		w := r.Why[i]
		var err error
		if w.Rule == "" {
			err = out.Row(key, "stands", key, id[r.Of[i]], id[r.Of[r.Group[i]]], nil, nil, nil, nil)
		} else {
			err = m.pair(out, "merged", w, id[r.Of[i]], id[r.Of[r.Group[i]]])
		}
		if err != nil {
			return err
		}
	}
	for _, w := range r.GroupWhy {
		if r.Of[w.A] != r.Of[w.B] {
			if err := m.pair(out, "grouped", w, id[r.Of[w.A]], id[r.Of[r.Group[w.A]]]); err != nil {
				return err
			}
		}
	}
	return m.writeReview(out)
}

func (m *nameSet) writeReview(out *Output) error {
	type pair struct{ a, b int32 }
	seen := map[pair]bool{}
	for k, list := range [][]text.Merge{m.found.Review, m.found.Near} {
		for _, w := range list {
			a, b := m.found.Of[w.A], m.found.Of[w.B]
			if p := (pair{min(a, b), max(a, b)}); !seen[p] {
				seen[p] = true
				if err := m.pair(out, []string{"refused", "near"}[k], w, nil, nil); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (m *nameSet) pair(out *Output, decision string, w text.Merge, party, group any) error {
	return out.Row(m.keys[w.A], decision, m.keys[w.B], party, group, w.Rule, w.Score, int64(w.Shared), int64(m.sharedClasses(w)))
}

func (m *nameSet) sharedClasses(w text.Merge) (n int) {
	a, b := m.mentions[w.A].ClassIDs, m.mentions[w.B].ClassIDs
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			i, j, n = i+1, j+1, n+1
		}
	}
	return n
}

// partyIDs names each party: its code where it has one and no other party has it (of several, which only a person can
// have joined, the smallest), else the first of its folded names in order.
func (m *nameSet) partyIDs() []string {
	code, owner := make([]string, len(m.keys)), map[string]int32{}
	for i, of := range m.found.Of {
		if c := normalCode(m.mentions[i].Code); c != "" && (code[of] == "" || c < code[of]) {
			code[of] = c
		}
	}
	for i, c := range code {
		if _, twice := owner[c]; twice {
			owner[c] = -1
		} else {
			owner[c] = int32(i)
		}
	}
	id := make([]string, len(m.keys))
	for i, c := range code {
		if id[i] = m.keys[i]; c != "" && owner[c] == int32(i) {
			id[i] = strings.Clone(c)
		}
	}
	return id
}

func normalCode(code string) string {
	normal, ok, _, _ := text.USCC(code)
	if !ok {
		return ""
	}
	return normal
}
