package derive

import (
	"context"
	"encoding/json"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"asterism/internal/fail"
	"asterism/internal/lake"
)

// The names under which decisions on parties, and inventors who are not ranked, stand among the human edits.
const (
	PartyEdits  = "party"
	OptOutEdits = "inventor_opt_out"
)

// What a person decides of two lists of folded names.
const (
	Same      = "same"      // one party
	Apart     = "apart"     // two legal entities
	Unrelated = "unrelated" // … and two groups
)

// PartyDecision says of the folded names A and B (base.party_spelling) that they are one party, or not. It names names,
// not parties, so that it holds whatever a later build makes of them.
type PartyDecision struct {
	Relation string   `json:"-"`
	A        []string `json:"a"`
	B        []string `json:"b"`
}

// longestKey keeps the key of an edit within what a database indexes.
const longestKey = 200

// Cell is where the decision stands among the edits (key and field) and what it holds. The same decision has the same
// cell, whatever the order of names and sides.
func (d PartyDecision) Cell() (key, field, value string) {
	d.A, d.B = slices.Sorted(slices.Values(d.A)), slices.Sorted(slices.Values(d.B))
	if slices.Compare(d.B, d.A) < 0 {
		d.A, d.B = d.B, d.A
	}
	data, _ := json.Marshal(d) // plain texts: cannot fail
	h := fnv.New64a()
	h.Write(data)
	key = d.A[0]
	for len(key) > longestKey || !utf8.ValidString(key) {
		key = key[:min(len(key)-1, longestKey)]
	}
	return key, d.Relation + " " + strconv.FormatUint(h.Sum64(), 16), string(data)
}

// ReadPartyDecision reads what Cell wrote. Errors: Invalid.
func ReadPartyDecision(field string, value string) (d PartyDecision, err error) {
	if err := json.Unmarshal([]byte(value), &d); err != nil {
		return d, fail.As(fail.Invalid, err, "decision on names")
	}
	d.Relation, _, _ = strings.Cut(field, " ")
	return d, nil
}

// readDecisions reads the decisions in force, in their order.
func readDecisions(ctx context.Context, in *lake.Reader) (list []PartyDecision, err error) {
	rows, err := in.Query(ctx, "select field, value_after from raw.edit where table_name = '"+PartyEdits+"' order by event")
	if err != nil {
		return nil, err
	}
	for _, row := range rows.Data {
		field, _ := row[0].(string)
		value, _ := row[1].(string)
		d, err := ReadPartyDecision(field, value)
		if err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	return list, nil
}
