package derive

import (
	"context"
	"slices"

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

func normalCode(code string) string {
	normal, ok, _, _ := text.USCC(code)
	if !ok {
		return ""
	}
	return normal
}
