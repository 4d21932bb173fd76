package search

import (
	"bufio"
	"context"
	"hash/fnv"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"

	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/text"
)

// Names of the files of an index in a snapshot.
const (
	TextFile    = "search-text"
	ColumnsFile = "search-columns"
)

// Version is part of the index's fingerprint: raise it when the same tables give another index.
const Version = "1"

// Inputs are the tables an index is made of.
var Inputs = []string{"base.citation", "base.claim", "base.class", "base.family", "base.legal_event", "base.party", "base.patent", "base.patent_class", "base.patent_party",
	"base.patent_region", "base.patent_text", "base.publication", "base.region"}

// FieldCount tells what an index holds of one text field.
type FieldCount struct {
	Field  string
	Tokens int64
}

// Build writes the index of a snapshot's patents into two files. former is the index of an earlier snapshot or nil: what
// has the same text there is taken over, and the bytes are those of an index built anew.
func Build(ctx context.Context, in *lake.Reader, former *Engine, textPath, columnsPath string) ([]FieldCount, error) {
	c, err := readLake(ctx, in)
	if err != nil {
		return nil, err
	}
	b := &builder{columns: c, former: former, ids: c.lists["patent_id"].values}
	if err := b.texts(ctx, in); err != nil {
		return nil, err
	}
	c.ints["text_hash"] = b.hashes
	if err := os.WriteFile(columnsPath, c.bytes(), 0o644); err != nil {
		return nil, fail.As(fail.Unavailable, err, "write the search index")
	}
	return b.write(textPath)
}

// builder makes the text index: documents come in order and are cut into parts, which cores index side by side.
type builder struct {
	columns *columns
	former  *Engine
	ids     []string
	hashes  []int32
	numbers map[string]uint32 // of the former index's patents

	pending []document
	weight  int
	wait    sync.WaitGroup
	limit   chan struct{}
	mu      sync.Mutex
	parts   []part
	failure error
	kept    []uint32 // of each former document its new number, or Gone
}

type document struct {
	row   uint32
	texts []string
}

type part struct {
	first uint32
	index *text.Index
	rows  []uint32
}

// partBytes is how much text one part takes.
const partBytes = 24 << 20

// textSQL gives the texts of patents in the order of the index, fields by number.
const textSQL = `with spoken as (
  select patent_id, case part when 'title' then 0 when 'abstract' then 1 when 'claims' then 2 when 'description' then 3 end as field, coalesce(language, '') as place, coalesce(seq, 0) as seq, body
  from base.patent_text where part in ('title', 'abstract', 'claims', 'description')
  union all
  select p.patent_id, 0, '', -1, p.title from base.patent as p where p.title is not null and p.title <> ''
    and not exists (select 1 from base.patent_text as t where t.patent_id = p.patent_id and t.part = 'title' and t.body = p.title)
  union all
  select patent_id, 2, '', claim_number, body from base.claim
  union all
  select n.patent_id, case when n.role in ('applicant', 'assignee', 'owner') then 4 when n.role = 'inventor' then 5 else 6 end, n.role, n.seq,
    n.name || case when n.name_raw is not null and n.name_raw <> n.name then chr(10) || n.name_raw else '' end
      || case when y.name is not null and y.name <> n.name then chr(10) || y.name else '' end
  from base.patent_party as n left join base.party as y on y.party_id = n.party_id where n.role in ('applicant', 'assignee', 'owner', 'inventor', 'agency', 'agent')
)
select patent_id, cast(field as bigint) as field, body from spoken where body is not null order by patent_id, field, place, seq, body`

func (b *builder) texts(ctx context.Context, in *lake.Reader) error {
	b.hashes = make([]int32, b.columns.rows)
	b.limit = make(chan struct{}, runtime.GOMAXPROCS(0))
	b.prepareFormer()
	row, d := 0, document{texts: make([]string, len(textFields))}
	err := each(ctx, in, textSQL, func(c *cells) error {
		id := c.text(0)
		for row < len(b.ids) && b.ids[row] < id {
			b.take(d, row)
			row, d = row+1, document{texts: make([]string, len(textFields))}
		}
		if row == len(b.ids) || b.ids[row] != id {
			return nil // a text without its patent
		}
		f, body := c.number(1, 0), c.text(2)
		if d.texts[f] != "" {
			body = d.texts[f] + "\n" + body
		}
		d.texts[f] = strings.Clone(body)
		return ctx.Err()
	})
	for ; err == nil && row < len(b.ids); row++ {
		b.take(d, row)
		d = document{texts: make([]string, len(textFields))}
	}
	b.flush()
	b.wait.Wait()
	if err == nil {
		err = b.failure
	}
	return err
}

// prepareFormer finds the former index's patents; none of them is taken over yet.
func (b *builder) prepareFormer() {
	if b.former == nil {
		return
	}
	ids := b.former.columns.lists["patent_id"].values
	b.numbers, b.kept = make(map[string]uint32, len(ids)), make([]uint32, len(ids))
	for i, id := range ids {
		b.numbers[id], b.kept[i] = uint32(i), text.Gone
	}
}

// take puts a document in, or takes it over from the former index.
func (b *builder) take(d document, row int) {
	h := fnv.New32a()
	size := 0
	for _, s := range d.texts {
		h.Write([]byte(s))
		h.Write([]byte{0})
		size += len(s)
	}
	d.row, b.hashes[row] = uint32(row), int32(h.Sum32())
	if b.former != nil {
		if n, ok := b.numbers[b.ids[row]]; ok && b.former.columns.ints["text_hash"][n] == b.hashes[row] {
			b.kept[n] = uint32(row)
			return
		}
	}
	b.pending, b.weight = append(b.pending, d), b.weight+size
	if b.weight >= partBytes {
		b.flush()
	}
}

func (b *builder) flush() {
	if len(b.pending) == 0 {
		return
	}
	documents := b.pending
	b.pending, b.weight = nil, 0
	b.limit <- struct{}{}
	b.wait.Go(func() {
		defer func() { <-b.limit }()
		p, err := indexPart(documents)
		b.mu.Lock()
		defer b.mu.Unlock()
		if err != nil {
			b.failure = err
			return
		}
		b.parts = append(b.parts, p)
	})
}

func indexPart(documents []document) (part, error) {
	p := part{first: documents[0].row}
	maker := text.NewIndexBuilder(len(textFields))
	for _, d := range documents {
		maker.Add(d.texts)
		p.rows = append(p.rows, d.row)
	}
	var err error
	p.index, err = text.OpenIndex(maker.Bytes())
	return p, err
}

// write joins the parts, in the order of their documents.
func (b *builder) write(path string) (counts []FieldCount, err error) {
	slices.SortFunc(b.parts, func(x, y part) int { return int(int64(x.first) - int64(y.first)) })
	if b.former != nil {
		b.parts = append([]part{{index: b.former.index, rows: b.kept}}, b.parts...)
	}
	if len(b.parts) == 0 {
		empty, err := text.OpenIndex(text.NewIndexBuilder(len(textFields)).Bytes())
		if err != nil {
			return nil, err
		}
		b.parts = append(b.parts, part{index: empty})
	}
	var indexes []*text.Index
	var numbers [][]uint32
	for _, p := range b.parts {
		indexes, numbers = append(indexes, p.index), append(numbers, p.rows)
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, fail.As(fail.Unavailable, err, "write the search index")
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	if err := text.MergeIndexes(w, indexes, numbers); err != nil {
		return nil, fail.As(fail.Unavailable, err, "write the search index")
	}
	if err := w.Flush(); err != nil {
		return nil, fail.As(fail.Unavailable, err, "write the search index")
	}
	return fieldCounts(indexes, numbers), nil
}

func fieldCounts(indexes []*text.Index, numbers [][]uint32) (counts []FieldCount) {
	for f, name := range textFields {
		c := FieldCount{Field: name}
		for p, ix := range indexes {
			c.Tokens += int64(ix.TokensOf(f, numbers[p]))
		}
		counts = append(counts, c)
	}
	return counts
}
