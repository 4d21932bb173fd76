package derive

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"io/fs"
	"strings"
	"sync"

	files "asterism/content"
	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/lang"
	"asterism/text"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// resolveKernel adapts text.Resolve: spellings of names become parties, with the reason of every merge.
func resolveKernel() KernelAdapter {
	words := func(names ...string) (list []lake.Column) {
		for _, n := range names {
			list = append(list, lake.Column{Name: n, Type: "VARCHAR"})
		}
		return list
	}
	numbers := []lake.Column{{Name: "lat", Type: "DOUBLE"}, {Name: "lon", Type: "DOUBLE"}, {Name: "lng", Type: "DOUBLE"}}
	return KernelAdapter{
		Name: "resolve",
		Doc: lang.Text{Zh: "名称消歧：把申请人、发明人的不同写法归为同一主体，并给出每次归并的依据；统一社会信用代码优先，宁缺毋滥。多值列以 ; 或 ** 分隔。方法见 docs/methods/name-resolution.md",
			En: "name resolution: spellings of applicants and inventors become parties, with the reason of every merge; credit codes first, precision first. Cells of several values part by ; or **. docs/methods/name-resolution.md"},
		Input:    words("id", "name"),
		Optional: append(words("country", "region", "city", "address", "uscc", "coauthor", "coinventor", "class"), numbers...),
		Options: []KernelOption{{Name: "level", Default: "entity", Values: []string{"entity", "group"},
			Doc: lang.Text{Zh: "entity：法律主体；group：集团（含分支、子公司等同核心名称者）", En: "entity: the legal person; group: with branches and affiliates of one core name"}}},
		Output: append(words("id", "party", "party_name", "rule"), lake.Column{Name: "score", Type: "DOUBLE"},
			lake.Column{Name: "shared_people", Type: "BIGINT"}, lake.Column{Name: "joined", Type: "VARCHAR"}),
		Version: "1", Run: runResolve,
	}
}

// nameTables reads the tables of content once.
var nameTables = sync.OnceValues(func() (*text.NameTables, error) {
	variants, err := fs.ReadFile(files.FS, "classifications/trad_simp.txt")
	if err != nil {
		return nil, fail.As(fail.Invalid, err, "table of traditional characters")
	}
	divisions, err := fs.ReadFile(files.FS, "base/division.csv")
	if err != nil {
		return nil, fail.As(fail.Invalid, err, "table of divisions")
	}
	r := csv.NewReader(bytes.NewReader(divisions))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fail.As(fail.Invalid, err, "table of divisions")
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	var list []text.Division
	for _, row := range rows[1:] {
		list = append(list, text.Division{Code: row[at["code"]], Name: row[at["name"]], Parent: row[at["parent"]]})
	}
	return &text.NameTables{Places: text.NewPlaces(list), Simplify: text.Simplifier(string(variants)).Replace}, nil
})

func runResolve(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	tables, err := nameTables()
	if err != nil {
		return err
	}
	var ids []string
	var mentions []text.Mention
	for in.Next() {
		batch := in.RecordBatch()
		cell := namedColumns(batch)
		for i := range int(batch.NumRows()) {
			ids = append(ids, cell.text("id", i))
			mentions = append(mentions, cell.mention(i))
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	if err := in.Err(); err != nil {
		return err
	}
	res := text.Resolve(mentions, tables, text.Wanted{Group: o["level"] == "group"})
	if res.Group != nil {
		res.Of, res.Why = res.Group, res.GroupWhy
	}
	return writeParties(ids, mentions, res, out)
}

func writeParties(ids []string, mentions []text.Mention, res *text.Resolution, out *Output) error {
	names := partyNames(mentions, res)
	for i, of := range res.Of {
		w := res.Why[i]
		var rule, joined, score, shared any
		if w.Rule != "" {
			rule, joined, score, shared = w.Rule, ids[w.B], w.Score, int64(w.Shared)
		}
		if err := out.Row(ids[i], ids[of], names[of], rule, score, shared, joined); err != nil {
			return err
		}
	}
	out.noted("%d 个名称归为 %d 个主体；待核对 %d 对 · %d names, %d parties; %d links left for review", len(ids), len(names), len(res.Review), len(ids), len(names), len(res.Review))
	return nil
}

// partyNames: the most frequent spelling of each party, of equally frequent ones the earliest.
func partyNames(mentions []text.Mention, res *text.Resolution) map[int32]string {
	type spelling struct {
		party int32
		name  string
	}
	count := map[spelling]int{}
	best := map[int32]string{}
	for i, of := range res.Of {
		count[spelling{of, mentions[i].Name}]++
	}
	for i, of := range res.Of {
		name := mentions[i].Name
		if old, ok := best[of]; !ok || count[spelling{of, name}] > count[spelling{of, old}] {
			best[of] = name
		}
	}
	return best
}

// cells reads the columns of a batch by name; what is missing or null is "" or 0.
type cells struct {
	words   map[string]*array.String
	numbers map[string]*array.Float64
}

func namedColumns(batch arrow.RecordBatch) cells {
	c := cells{map[string]*array.String{}, map[string]*array.Float64{}}
	for i, f := range batch.Schema().Fields() {
		switch a := batch.Column(i).(type) {
		case *array.String:
			c.words[f.Name] = a
		case *array.Float64:
			c.numbers[f.Name] = a
		}
	}
	return c
}

func (c cells) text(column string, i int) string {
	if a := c.words[column]; a != nil && !a.IsNull(i) {
		return strings.Clone(a.Value(i))
	}
	return ""
}

func (c cells) number(column string, i int) float64 {
	if a := c.numbers[column]; a != nil && !a.IsNull(i) {
		return a.Value(i)
	}
	return 0
}

func (c cells) mention(i int) text.Mention {
	m := text.Mention{Name: c.text("name", i), Code: c.text("uscc", i), Country: c.text("country", i), Region: c.text("region", i),
		City: c.text("city", i), Address: c.text("address", i), Lat: c.number("lat", i), Lon: cmp.Or(c.number("lon", i), c.number("lng", i))}
	m.People = append(text.SplitNames(c.text("coauthor", i)), text.SplitNames(c.text("coinventor", i))...)
	m.Classes = strings.FieldsFunc(c.text("class", i), func(r rune) bool { return strings.ContainsRune("*;；|, \n", r) })
	return m
}
