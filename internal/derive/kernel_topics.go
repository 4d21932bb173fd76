package derive

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/lang"
	"asterism/text"

	"github.com/apache/arrow-go/v18/arrow/array"
)

var mapOptions = []KernelOption{
	{Name: "rank", Default: "64", Doc: lang.Text{Zh: "截断 SVD 保留的维数", En: "dimensions that the truncated SVD keeps"}},
	{Name: "neighbours", Default: "15", Doc: lang.Text{Zh: "每件文献的近邻数", En: "nearest neighbours of a document"}},
	{Name: "resolution", Default: "1.5", Doc: lang.Text{Zh: "Leiden 分辨率，越大主题越多", En: "resolution of Leiden: more topics the higher"}},
	{Name: "most", Default: "100000", Doc: lang.Text{Zh: "上图的文献数上限，更多时按标识的散列值抽样", En: "the most documents mapped; of more a sample by the hash of their ids"}}, seedOption}

// topicKernels: documents on a map (`compute topics`), the same for the table of patents, and the terms of given topics.
func topicKernels() []KernelAdapter {
	doc := lang.Text{Zh: "主题地图：TF-IDF（中文二字组、西文词）→ 截断 SVD → 近邻图 → Leiden 主题（c-TF-IDF 标签）→ 二维布局；每种语言一幅。给 title 列时题名加权；--map 文件 保存地图，--onto 文件 把新文献放到旧图上",
		En: "topic map: TF-IDF (Chinese bigrams, words) → truncated SVD → nearest neighbours → Leiden topics (labels by c-TF-IDF) → layout on a plane; one map a language. A column title weighs more; --map FILE keeps the map, --onto FILE places new documents on it"}
	optional := []lake.Column{{Name: "title", Type: "VARCHAR"}, {Name: "language", Type: "VARCHAR"}}
	place := []lake.Column{{Name: "language", Type: "VARCHAR"}, {Name: "topic", Type: "BIGINT"}, {Name: "x", Type: "DOUBLE"}, {Name: "y", Type: "DOUBLE"}, {Name: "centrality", Type: "DOUBLE"}}
	text := lake.Column{Name: "text", Type: "VARCHAR"}
	return []KernelAdapter{
		{Name: "topics", Version: "2", Doc: doc, AnyOrder: true, Input: []lake.Column{{Name: "id", Type: "VARCHAR"}, text}, Optional: optional,
			Output: slices.Concat([]lake.Column{{Name: "id", Type: "VARCHAR"}}, place, []lake.Column{{Name: "label", Type: "VARCHAR"}, {Name: "nearest", Type: "DOUBLE"}, {Name: "is_outside", Type: "BOOLEAN"}}),
			Options: slices.Concat(mapOptions, []KernelOption{
				{Name: "map", Doc: lang.Text{Zh: "把地图存为此文件", En: "keep the map in this file"}},
				{Name: "onto", Doc: lang.Text{Zh: "不另作图，把文献放到此文件的地图上", En: "make no map: place the documents on the one in this file"}}}), Run: runTopics},
		{Name: "topic_patents", Version: "2", Doc: doc, AnyOrder: true, Input: []lake.Column{{Name: "patent_id", Type: "VARCHAR"}, text}, Optional: optional,
			Output: slices.Concat([]lake.Column{{Name: "patent_id", Type: "VARCHAR"}}, place), Options: mapOptions, Run: runTopicPatents},
		{Name: "topic_terms", Version: "1", AnyOrder: true, Input: []lake.Column{{Name: "topic", Type: "BIGINT"}, {Name: "title", Type: "VARCHAR"}, text}, Run: runTopicTerms,
			Output:  []lake.Column{{Name: "topic", Type: "BIGINT"}, {Name: "seq", Type: "BIGINT"}, {Name: "term", Type: "VARCHAR"}, {Name: "score", Type: "DOUBLE"}, {Name: "patent_count", Type: "BIGINT"}},
			Options: []KernelOption{{Name: "most", Default: "12", Doc: lang.Text{Zh: "每个主题的词数", En: "terms of a topic"}}},
			Doc:     lang.Text{Zh: "主题特征词：c-TF-IDF 最高的词与词组，中文词由语料统计得出，不是截断的二字组", En: "terms that set topics apart, by c-TF-IDF; Chinese words are found by counting, and are no cut bigrams"}},
	}
}

// document to be mapped.
type document struct{ id, title, body, language string }

// full is the text of labels: the title in the first line.
func (d document) full() string {
	if d.title == "" {
		return strings.ReplaceAll(d.body, "\n", " ")
	}
	return d.title + "\n" + d.body
}

// weighed is the text of vectors: the title counts thrice.
func (d document) weighed() string { return strings.Repeat(d.title+"\n", 3) + d.body }

// readDocuments reads id, text and the optional columns; of more than most documents it keeps those of the lowest hashes. They come sorted by id.
func readDocuments(in array.RecordReader, most int) (kept []document, total int, err error) {
	for in.Next() {
		b := in.RecordBatch()
		column := map[string]*array.String{}
		for i, f := range b.Schema().Fields() {
			if s, ok := b.Column(i).(*array.String); ok {
				column[f.Name] = s
			}
		}
		cell := func(name string, i int) string {
			if c := column[name]; c != nil && !c.IsNull(i) {
				return strings.Clone(c.Value(i))
			}
			return ""
		}
		id := b.Column(0).(*array.String)
		for i := range int(b.NumRows()) {
			if id.IsNull(i) {
				continue
			}
			d := document{strings.Clone(id.Value(i)), cell("title", i), cell("text", i), cell("language", i)}
			if d.language == "" {
				d.language = scriptOf(d.title + d.body)
			}
			kept = append(kept, d)
			total++
		}
		if len(kept) > 2*most {
			kept = sampled(kept, most)
		}
	}
	if len(kept) > most {
		kept = sampled(kept, most)
	}
	slices.SortFunc(kept, func(a, b document) int { return strings.Compare(a.id, b.id) })
	return kept, total, in.Err()
}

// scriptOf: Chinese where a character in five is; a corpus without a column of languages is parted so.
func scriptOf(s string) string {
	han, all := 0, 0
	for _, r := range s {
		if all++; text.Han(r) {
			han++
		}
	}
	if 5*han >= all && han > 0 {
		return "zh"
	}
	return "und"
}

func sampled(list []document, most int) []document {
	hash := func(s string) uint64 {
		h := fnv.New64a()
		h.Write([]byte(s))
		return h.Sum64()
	}
	slices.SortFunc(list, func(a, b document) int {
		return cmp.Or(cmp.Compare(hash(a.id), hash(b.id)), strings.Compare(a.id, b.id))
	})
	clear(list[most:])
	return list[:most]
}

func mappingOf(o KernelOptions) (m mapping, most int, err error) {
	var n [4]int64
	for i, name := range []string{"rank", "neighbours", "seed", "most"} {
		if n[i], err = o.whole(name, min(1, int64(3-i)/2)); err != nil {
			return m, 0, err
		}
	}
	resolution, err := o.number("resolution")
	if err == nil && !(resolution > 0) {
		err = fail.New(fail.Invalid, "option %s=%s: above 0", "resolution", o["resolution"])
	}
	return mapping{rank: int(min(n[0], 512)), neighbours: int(min(n[1], 100)), seed: uint64(n[2]), resolution: resolution}, int(max(n[3], 1)), err
}

// atlas is the maps of a corpus, one a language, the largest first; topics are numbered through.
type atlas struct{ maps []*topicMap }

// tooFew tells how many documents could be mapped.
type tooFew int

func (n tooFew) Error() string {
	return fmt.Sprintf("only %d documents say enough to be placed, and not the same: a map needs %d", int(n), leastMapped)
}

// makeAtlas makes a map of each language that has enough documents; the error is tooFew where none has.
func makeAtlas(docs []document, o mapping) (*atlas, error) {
	of := map[string][]document{}
	for _, d := range docs {
		of[d.language] = append(of[d.language], d)
	}
	languages := sortedKeys(of)
	slices.SortStableFunc(languages, func(a, b string) int { return cmp.Compare(len(of[b]), len(of[a])) })
	a := &atlas{}
	first, few := 0, tooFew(0)
	for _, l := range languages {
		m, err := makeTopicMap(of[l], o)
		if n, ok := err.(tooFew); ok {
			few = max(few, n)
			continue
		}
		if err != nil {
			return nil, err
		}
		m.Language, m.First = l, first
		first += m.Topics
		a.maps = append(a.maps, m)
	}
	if len(a.maps) == 0 {
		return nil, few
	}
	return a, nil
}

func runTopicPatents(_ context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	m, most, err := mappingOf(o)
	if err != nil {
		return err
	}
	docs, _, err := readDocuments(in, most)
	if err != nil {
		return err
	}
	a, err := makeAtlas(docs, m)
	if _, ok := err.(tooFew); ok {
		return nil // too few: the table is empty, and the page says why
	}
	if err != nil {
		return err
	}
	for _, m := range a.maps {
		for i, id := range m.IDs {
			if err := out.Row(id, m.Language, m.number(i), m.X[i], m.Y[i], m.Central[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

const mapTerms = 12 // of a topic in the file of a map

func runTopics(_ context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	conventions, most, err := mappingOf(o)
	if err != nil {
		return err
	}
	if o["map"] != "" && o["onto"] != "" {
		return fail.New(fail.Invalid, "options map and onto: one or the other, a new map or an old one")
	}
	docs, total, err := readDocuments(in, most)
	if err != nil {
		return err
	}
	if total > len(docs) {
		out.noted("%d 件文献中抽 %d 件上图（--most）· a sample of %[2]d of %[1]d documents is mapped (--most)", total, len(docs))
	}
	if o["onto"] != "" {
		return placeOnto(o["onto"], docs, out)
	}
	conventions.terms = mapTerms
	a, err := makeAtlas(docs, conventions)
	if n, ok := err.(tooFew); ok {
		return fail.New(fail.Invalid, "only %d documents say enough to be placed, and not the same: a map needs %d", int(n), leastMapped)
	}
	if err != nil {
		return err
	}
	if err := a.rows(docs, out); err != nil {
		return err
	}
	if o["map"] == "" {
		return nil
	}
	return writeWhole(o["map"], a.encode())
}

// rows puts out every document, those that are on no map with nothing but their id.
func (a *atlas) rows(docs []document, out *Output) error {
	type place struct {
		m *topicMap
		i int
	}
	at := map[string]place{}
	for _, m := range a.maps {
		for i, id := range m.IDs {
			at[id] = place{m, i}
		}
		out.noted("%s：%d 件、%d 个主题 · %[1]s: %[2]d documents, %[3]d topics", m.Language, len(m.IDs), len(m.Terms))
	}
	off := 0
	for _, d := range docs {
		p, ok := at[d.id]
		if !ok {
			off++
			if err := out.Row(d.id, d.language, nil, nil, nil, nil, nil, nil, nil); err != nil {
				return err
			}
			continue
		}
		if err := out.Row(d.id, d.language, p.m.number(p.i), p.m.X[p.i], p.m.Y[p.i], p.m.Central[p.i], p.m.label(p.m.Topic[p.i]), nil, false); err != nil {
			return err
		}
	}
	if off > 0 {
		out.noted("%d 件不在图上：文字太少或其语言的文献不足 %d 件 · %[1]d are on no map: too little text, or fewer than %[2]d documents in their language", off, leastMapped)
	}
	return nil
}

// placeOnto puts new documents on the map of their language in a file.
func placeOnto(path string, docs []document, out *Output) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return fail.As(fail.NotFound, err, "read %s", path)
	}
	a, err := decodeAtlas(data)
	if err != nil {
		return fail.New(fail.Invalid, "%s: %v", path, err)
	}
	outside, unknown := 0, 0
	for _, m := range append(a.maps, nil) {
		var mine []document
		for _, d := range docs {
			if on := a.of(d.language); on == m {
				mine = append(mine, d)
			}
		}
		var places []onMap
		if m != nil {
			places = m.place(mine)
		}
		for i, d := range mine {
			if m == nil || !places[i].Known {
				unknown++
				if err := out.Row(d.id, d.language, nil, nil, nil, nil, nil, nil, true); err != nil {
					return err
				}
				continue
			}
			p := places[i]
			if p.Outside {
				outside++
			}
			if err := out.Row(d.id, d.language, int64(m.First)+int64(p.Topic), p.X, p.Y, p.Central, m.label(p.Topic), p.Near, p.Outside); err != nil {
				return err
			}
		}
	}
	out.noted("放到旧图上 %d 件，其中 %d 件在图外（图上没有相近的文献）；%d 件没有图上的词，未放 · %[1]d placed on the map, %[2]d of them outside it (nothing on it is near); %[3]d share no terms with it",
		len(docs)-unknown, outside, unknown)
	return nil
}

// of is the map of a language; nil: there is none.
func (a *atlas) of(language string) *topicMap {
	for _, m := range a.maps {
		if m.Language == language {
			return m
		}
	}
	return nil
}

// writeWhole writes a file that appears whole.
func writeWhole(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".map-*")
	if err != nil {
		return fail.As(fail.Unavailable, err, "write %s", path)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	return fail.As(fail.Unavailable, err, "write %s", path)
}

func runTopicTerms(_ context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	most, err := o.whole("most", 1)
	if err != nil {
		return err
	}
	type member struct {
		topic int64
		doc   string
	}
	var members []member
	for in.Next() {
		b := in.RecordBatch()
		topic, title, body := b.Column(0).(*array.Int64), b.Column(1).(*array.String), b.Column(2).(*array.String)
		for i := range int(b.NumRows()) {
			if !topic.IsNull(i) {
				d := document{title: strings.Clone(title.Value(i)), body: strings.Clone(body.Value(i))}
				members = append(members, member{topic.Value(i), d.full()})
			}
		}
	}
	if err := in.Err(); err != nil {
		return err
	}
	slices.SortFunc(members, func(a, b member) int { return cmp.Or(cmp.Compare(a.topic, b.topic), strings.Compare(a.doc, b.doc)) })
	var numbers []int64
	var docs []string
	var of []uint32
	for _, m := range members {
		if len(numbers) == 0 || numbers[len(numbers)-1] != m.topic {
			numbers = append(numbers, m.topic)
		}
		docs, of = append(docs, m.doc), append(of, uint32(len(numbers)-1))
	}
	if len(docs) == 0 {
		return nil
	}
	for c, list := range text.TopicTerms(docs, of, len(numbers), int(most)) {
		for k, t := range list {
			if err := out.Row(numbers[c], int64(k+1), t.Term, t.Score, int64(t.Docs)); err != nil {
				return err
			}
		}
	}
	return nil
}
