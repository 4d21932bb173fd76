package text

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// randomTexts draws documents of two fields from a small vocabulary, so that everything meets often.
func randomTexts(r *rand.Rand, n int) [][]string {
	words := []string{"led", "chip", "light", "emitting", "diode", "Resin2", "导", "半", "体", "发", "光", "，", "。", ". ", "\n", "ＬＥＤ", "épitaxy"}
	docs := make([][]string, n)
	for i := range docs {
		for range 2 {
			var b strings.Builder
			for range r.IntN(60) {
				w := words[min(r.IntN(len(words)), r.IntN(len(words)))]
				b.WriteString(w)
				if w[0] < 0x80 || r.IntN(12) == 0 {
					b.WriteByte(' ')
				}
			}
			docs[i] = append(docs[i], b.String())
		}
	}
	return docs
}

func indexOf(t testing.TB, docs [][]string) *Index {
	t.Helper()
	b := NewIndexBuilder(2)
	for _, d := range docs {
		b.Add(d)
	}
	ix, err := OpenIndex(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

// naive holds every token of every document, the plain reference.
type naive struct {
	mean  []float64
	terms []map[string]map[int][]uint32 // by field: term, document, positions
	sizes [][]int                       // by field: tokens of each document
}

func naiveOf(docs [][]string) *naive {
	n := &naive{mean: make([]float64, 2), terms: []map[string]map[int][]uint32{{}, {}}, sizes: make([][]int, 2)}
	for i, d := range docs {
		for f, s := range d {
			size := 0
			EachToken(s, func(t Token) {
				at := n.terms[f][string(t.Term)]
				if at == nil {
					at = map[int][]uint32{}
					n.terms[f][string(t.Term)] = at
				}
				at[i] = append(at[i], t.Position)
				if t.Kind != Break {
					size++
				}
			})
			n.sizes[f] = append(n.sizes[f], size)
			n.mean[f] += float64(size) / float64(len(docs))
		}
	}
	return n
}

func (n *naive) positions(doc, field int, term string) []uint32 { return n.terms[field][term][doc] }

func (n *naive) score(doc, field int, term string) float64 {
	f := float64(len(n.positions(doc, field, term)))
	if f == 0 {
		return 0
	}
	norm := bm25K * (1 - bm25B + bm25B*float64(n.sizes[field][doc])/n.mean[field])
	return float64(idf(len(n.sizes[field]), len(n.terms[field][term]))) * f * (bm25K + 1) / (f + norm)
}

func (n *naive) phrase(doc, field int, terms []string) bool {
	for _, p := range n.positions(doc, field, terms[0]) {
		all := true
		for i, t := range terms[1:] {
			all = all && slices.Contains(n.positions(doc, field, t), p+uint32(i)+1)
		}
		if all {
			return true
		}
	}
	return false
}

func lookup(t testing.TB, ix *Index, field int, term string) Postings {
	t.Helper()
	p, _, err := ix.Lookup(field, term)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var testTerms = []string{"led", "chip", "light", "emitting", "diode", "resin2", "导半", "半导", "导体", "体", "发光", "épitaxy"}

// A list as it was written: documents and positions of every term, in one built index.
func TestPostings(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	docs := randomTexts(r, 700)
	ix, n := indexOf(t, docs), naiveOf(docs)
	for _, term := range append(testTerms, SentenceBreak, ParagraphBreak) {
		for field := range 2 {
			c := ix.cursor(lookup(t, ix, field, term))
			for d := range docs {
				want := n.positions(d, field, term)
				if len(want) == 0 {
					continue
				}
				if got := c.next(); got != uint32(d) || !slices.Equal(c.positions(), want) {
					t.Fatalf("%q in field %d: found %v in %d, want %v in %d", term, field, c.positions(), got, want, d)
				}
			}
			if c.next() != noDoc {
				t.Errorf("%q goes on", term)
			}
		}
	}
}

// Rankings equal those of the formula applied to every document.
func TestTopK(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	docs := randomTexts(r, 900)
	ix, n := indexOf(t, docs), naiveOf(docs)
	for round := range 60 {
		field := round % 2
		terms := pick(r, 1+r.IntN(4))
		within := NewBitmap(len(docs))
		for d := range docs {
			if r.IntN(1+round%7) == 0 {
				within.Add(uint32(d))
			}
		}
		var lists []Postings
		var weighted []Weighted
		for i, term := range terms {
			lists = append(lists, lookup(t, ix, field, term))
			weighted = append(weighted, Weighted{lists[i], float32(i + 1)})
		}
		k := 1 + r.IntN(30)
		var all, any, phrase []scored
		for d := range docs {
			if !within.Has(uint32(d)) {
				continue
			}
			sum, wsum, every := 0.0, 0.0, true
			for i, term := range terms {
				s := n.score(d, field, term)
				if !slices.Contains(terms[:i], term) {
					sum += s
				}
				wsum += s * float64(i+1)
				every = every && s > 0
			}
			if every {
				all = append(all, scored{d, sum})
			}
			if every && n.phrase(d, field, terms) {
				phrase = append(phrase, scored{d, sum})
			}
			if wsum > 0 {
				any = append(any, scored{d, wsum})
			}
		}
		offsets := []int{0, 1, 2, 3}[:len(terms)]
		compareHits(t, "all "+strings.Join(terms, " "), hits(ix.TopAll(lists, nil, within, k)), all, k)
		compareHits(t, "phrase "+strings.Join(terms, " "), hits(ix.TopAll(lists, offsets, within, k)), phrase, k)
		compareHits(t, "any "+strings.Join(terms, " "), hits(ix.TopAny(weighted, within, k)), any, k)
	}
}

func pick(r *rand.Rand, n int) (terms []string) {
	for range n {
		terms = append(terms, testTerms[r.IntN(len(testTerms))])
	}
	return terms
}

type scored struct {
	doc   int
	score float64
}

func hits(h []Hit, err error) []Hit {
	if err != nil {
		panic(err)
	}
	return h
}

// compareHits allows documents of nearly equal score to change places: the reference sums in double precision.
func compareHits(t *testing.T, what string, got []Hit, want []scored, k int) {
	t.Helper()
	slices.SortFunc(want, func(a, b scored) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.doc, b.doc)) })
	if len(got) != min(k, len(want)) {
		t.Fatalf("%s: %d hits, want %d", what, len(got), min(k, len(want)))
	}
	scores := map[int]float64{}
	for _, w := range want {
		scores[w.doc] = w.score
	}
	for i, h := range got {
		if d := float64(h.Score) - want[i].score; d > 1e-4 || d < -1e-4 || scores[int(h.Doc)] == 0 {
			t.Fatalf("%s: hit %d is %v, want %v", what, i, h, want[i])
		}
		if i > 0 && worse(got[i-1], h) {
			t.Fatalf("%s: hits %v and %v are out of order", what, got[i-1], h)
		}
	}
}

// Patterns of positions equal the definition applied to every document.
func TestPatterns(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	docs := randomTexts(r, 600)
	ix, n := indexOf(t, docs), naiveOf(docs)
	for round := range 200 {
		terms := pick(r, 2)
		p := &Pattern{Kind: Near, Between: r.IntN(6) - 1, Ordered: r.IntN(2) == 0, Unit: Unit(r.IntN(3))}
		if round%4 == 0 {
			p = &Pattern{Kind: Sequence, Offsets: []int{0, 1 + r.IntN(3)}}
		}
		for _, term := range terms {
			p.Parts = append(p.Parts, &Pattern{Lists: []Postings{lookup(t, ix, 0, term)}})
		}
		if round%3 == 0 { // a truncated word on the right
			p.Parts[1].Lists = append(p.Parts[1].Lists, lookup(t, ix, 0, testTerms[0]), lookup(t, ix, 0, testTerms[3]))
			terms[1] += " " + testTerms[0] + " " + testTerms[3]
		}
		found, err := ix.Docs(p)
		if err != nil {
			t.Fatal(err)
		}
		for d := range docs {
			if want := n.near(d, terms, p); found.Has(uint32(d)) != want {
				t.Fatalf("%v %+v: document %d %q found %v", terms, p, d, docs[d][0], !want)
			}
		}
	}
}

func (n *naive) near(doc int, terms []string, p *Pattern) bool {
	var left, right []uint32
	left = n.positions(doc, 0, terms[0])
	for _, term := range strings.Fields(terms[1]) {
		right = append(right, n.positions(doc, 0, term)...)
	}
	for _, a := range left {
		for _, b := range right {
			if n.fits(doc, int(a), int(b), p) {
				return true
			}
		}
	}
	return false
}

func (n *naive) fits(doc, a, b int, p *Pattern) bool {
	if p.Kind == Sequence {
		return b-a == p.Offsets[1]
	}
	if a == b || p.Ordered && b < a {
		return false
	}
	first, second := min(a, b), max(a, b)
	if p.Between >= 0 && second-first-1 > p.Between {
		return false
	}
	if p.Unit == Distance {
		return true
	}
	term := SentenceBreak
	if p.Unit == SameParagraph {
		term = ParagraphBreak
	}
	for _, at := range n.positions(doc, 0, term) {
		if int(at) > first && int(at) <= second {
			return false
		}
	}
	return true
}

// Any substring of Chinese characters, of any length, is found exactly where it stands.
func TestChineseSubstrings(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	docs := randomTexts(r, 400)
	ix := indexOf(t, docs)
	for _, word := range []string{"导", "半导", "半导体", "导半导", "发光导半", "体体体"} {
		found, err := ix.Docs(chinesePattern(t, ix, word))
		if err != nil {
			t.Fatal(err)
		}
		for d := range docs {
			if want := strings.Contains(Searchable(docs[d][0]), word); found.Has(uint32(d)) != want {
				t.Fatalf("%s in %q: found %v", word, docs[d][0], !want)
			}
		}
	}
}

// chinesePattern is a word of characters as a pattern: its bigrams one after the other, a single one as a prefix.
func chinesePattern(t testing.TB, ix *Index, word string) *Pattern {
	runes := []rune(word)
	if len(runes) == 1 {
		lists, err := ix.Expand(0, Wild{{Literal: word}, {Max: -1}}, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		return &Pattern{Lists: lists}
	}
	p := &Pattern{Kind: Sequence}
	for i := range len(runes) - 1 {
		l := lookup(t, ix, 0, string(runes[i:i+2]))
		if l.Docs == 0 {
			return &Pattern{}
		}
		p.Parts, p.Offsets = append(p.Parts, &Pattern{Lists: []Postings{l}}), append(p.Offsets, i)
	}
	return p
}

func TestExpand(t *testing.T) {
	docs := [][]string{{"synchronised synchronized synchro synchron 半导体 半成品"}, {"desynchronized"}}
	ix := indexOf(t, docs)
	for _, c := range []struct {
		w    Wild
		want string
	}{
		{Wild{{Literal: "synchro"}, {Max: -1}}, "synchro synchron synchronised synchronized"},
		{Wild{{Literal: "synchroni"}, {Min: 1, Max: 1}, {Literal: "ed"}}, "synchronised synchronized"},
		{Wild{{Literal: "synchro"}, {Max: 1}}, "synchro synchron"},
		{Wild{{Max: -1}, {Literal: "nized"}}, "desynchronized synchronized"},
		{Wild{{Literal: "半"}, {Max: -1}}, "半导 半成"},
		{Wild{{Literal: "x"}, {Max: -1}}, ""},
	} {
		found, err := ix.Expand(0, c.w, 100)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(termsOf(ix, found), " "); got != c.want {
			t.Errorf("%v stands for %q, want %q", c.w, got, c.want)
		}
	}
	if _, err := ix.Expand(0, Wild{{Max: -1}}, 3); !errors.Is(err, ErrManyTerms) {
		t.Errorf("too many terms: %v", err)
	}
}

func termsOf(ix *Index, lists []Postings) (terms []string) {
	for d := ix.readFrom(0); d.next(); {
		if slices.Contains(lists, d.entry) {
			terms = append(terms, string(d.key[1:]))
		}
	}
	return terms
}

// Merging parts gives, byte for byte, the index of all documents built at once, with documents gone or interleaved.
func TestMerge(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	docs := randomTexts(r, 1000)
	for _, interleaved := range []bool{false, true} {
		parts, numbers := make([]*IndexBuilder, 3), make([][]uint32, 3)
		for p := range parts {
			parts[p] = NewIndexBuilder(2)
		}
		var kept [][]string
		for i, d := range docs {
			p := i * 3 / len(docs)
			if interleaved {
				p = r.IntN(3)
			}
			parts[p].Add(d)
			if r.IntN(5) == 0 {
				numbers[p] = append(numbers[p], Gone)
				continue
			}
			numbers[p] = append(numbers[p], uint32(len(kept)))
			kept = append(kept, d)
		}
		var opened []*Index
		for _, p := range parts {
			ix, err := OpenIndex(p.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			opened = append(opened, ix)
		}
		var merged bytes.Buffer
		if err := MergeIndexes(&merged, opened, numbers); err != nil {
			t.Fatal(err)
		}
		whole := NewIndexBuilder(2)
		for _, d := range kept {
			whole.Add(d)
		}
		if !bytes.Equal(merged.Bytes(), whole.Bytes()) {
			t.Errorf("interleaved %v: the merged index differs from the one built at once", interleaved)
		}
	}
}

func TestDamagedIndex(t *testing.T) {
	b := NewIndexBuilder(1)
	b.Add([]string{"light emitting diode"})
	data := b.Bytes()
	for i := range data {
		bad := bytes.Clone(data)
		bad[i] ^= 0x40
		if _, err := OpenIndex(bad); !errors.Is(err, ErrDamaged) {
			t.Fatalf("a flipped bit in byte %d: %v", i, err)
		}
		if _, err := OpenIndex(data[:i]); !errors.Is(err, ErrDamaged) {
			t.Fatalf("%d bytes: %v", i, err)
		}
	}
}

// FuzzIndex reads bytes whose sums are right, so that the decoders behind them meet what no writer wrote: an error or
// an answer, never a panic nor a read that does not end.
func FuzzIndex(f *testing.F) {
	b := NewIndexBuilder(2)
	for _, d := range randomTexts(rand.New(rand.NewPCG(6, 6)), 150) {
		b.Add(d)
	}
	data := b.Bytes()
	f.Add(data, uint32(9), byte(1))
	f.Add(data, uint32(len(data)/2), byte(255))
	f.Add(data, uint32(len(data)-40), byte(7))
	f.Fuzz(func(t *testing.T, data []byte, at uint32, with byte) {
		bad := bytes.Clone(data)
		if len(bad) > 0 {
			bad[int(at)%len(bad)] ^= with
		}
		resum(bad)
		ix, err := OpenIndex(bad)
		if err != nil || ix.docs > 1<<20 {
			return
		}
		use(ix)
	})
}

// resum writes the sums that the bytes should have.
func resum(data []byte) {
	n := len(data)
	if n < footerFixed+8 {
		return
	}
	size := int(binary.LittleEndian.Uint32(data[n-12:]))
	if size < footerFixed || size > n {
		return
	}
	foot, body := data[n-size:], data[:n-size]
	blocks := (len(body) + sumBlock - 1) / sumBlock
	if sums := size - 16 - 4*blocks; sums >= 0 {
		for i := range blocks {
			binary.LittleEndian.PutUint32(foot[sums+4*i:], crc32.Checksum(body[i*sumBlock:min((i+1)*sumBlock, len(body))], castagnoli))
		}
	}
	binary.LittleEndian.PutUint32(foot[size-16:], crc32.Checksum(foot[:size-16], castagnoli))
}

func use(ix *Index) {
	for field := range ix.Fields() {
		var lists []Postings
		for _, term := range testTerms[:4] {
			if p, ok, err := ix.Lookup(field, term); ok && err == nil {
				lists = append(lists, p)
			}
		}
		ix.TopAll(lists, []int{0, 1, 2, 3}[:len(lists)], nil, 10)
		for _, l := range lists {
			ix.TopAny([]Weighted{{l, 1}, {lists[0], 2}}, nil, 10)
			ix.Docs(&Pattern{Kind: Near, Between: 3, Parts: []*Pattern{{Lists: []Postings{l}}, {Lists: lists}}})
		}
		ix.Expand(field, Wild{{Literal: "l"}, {Max: -1}}, 50)
	}
}

func TestTokenPlaces(t *testing.T) {
	s := "一种LED芯片。Light-emitting diode.\nＮｅｘｔ ﬁ 第2"
	var got []string
	EachToken(s, func(k Token) {
		if k.Kind == Break {
			got = append(got, fmt.Sprintf("%d|%d", k.Term[0], k.Position))
			return
		}
		got = append(got, fmt.Sprintf("%s:%d=%s", k.Term, k.Position, Searchable(s)[k.Start:k.End]))
	})
	want := "一种:0=一种 种:1=种 led:2=LED 芯片:3=芯片 片:4=片 1|5 light:5=Light emitting:6=emitting diode:7=diode 2|8 next:8=Next fi:9=fi 第:10=第 2:11=2"
	if g := strings.Join(got, " "); g != want {
		t.Errorf("found %s\nwant  %s", g, want)
	}
}

// The quick path for common scripts cuts as the folded text is cut.
func FuzzTokens(f *testing.F) {
	f.Add("一种ＬＥＤ芯片，Light！")
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := strings.Join(Tokens(s), " "), strings.Join(Tokens(foldLines(s)), " "); got != want {
			t.Errorf("%q: %s, folded %s", s, got, want)
		}
	})
}
