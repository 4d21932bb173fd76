package text

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Phrases are the words and phrases of a corpus, found without a dictionary: Chinese of two to six characters, others of one to three words.
// A run of n units is a phrase when it stands often enough, when no way to cut it in two explains it (mutual information of the
// parts), and when no neighbour stands beside it nearly always, for then it is a piece of a longer phrase: 光二极 belongs to 发光二极管 and is none.
type Phrases struct {
	Text []string
	unit map[string]uint32
	han  []bool // of each unit
	grow []map[uint64]uint32
	of   [][]int32 // of each level and run: its phrase, or −1
}

const (
	longestChinese = 6
	longestWords   = 3
	boundTo        = 0.65 // a run beside the same neighbour in this share of its places is a piece of a longer one
	leastCohesion  = 1.5  // ln of how much oftener than by chance the parts meet; of longer runs and words half of it
)

// run is a run of units of one level while phrases are sought.
type run struct {
	count          uint32
	prefix, suffix uint32 // runs of the level below
	left, right    uint32 // the most frequent runs of the level above that end and begin with it
	text           string
	han            bool
}

// FindPhrases finds the phrases that stand at least so often in the documents. O(characters·longest).
func FindPhrases(docs []string, least int) *Phrases {
	p := &Phrases{unit: map[string]uint32{}}
	var level []run
	var seq []int32 // unit at each place, −1 a break
	for _, d := range docs {
		eachUnit(d, func(unit []byte, han bool) {
			if unit == nil {
				seq = append(seq, -1)
				return
			}
			id, ok := p.unit[string(unit)]
			if !ok {
				id = uint32(len(level))
				p.unit[string(unit)] = id
				level = append(level, run{text: string(unit), han: han})
				p.han = append(p.han, han)
			}
			level[id].count++
			seq = append(seq, int32(id))
		})
		seq = append(seq, -1)
	}
	levels := [][]run{level}
	for n := 2; n <= longestChinese+1 && len(level) > 0; n++ {
		pairs, above := longer(level, seq, n, uint32(least))
		p.grow, levels = append(p.grow, pairs), append(levels, above)
		level = above
	}
	p.accept(levels, float64(len(seq)), uint32(least))
	return p
}

// longer finds the frequent runs of n units, each two runs of n−1 that overlap, and writes them over seq.
func longer(level []run, seq []int32, n int, least uint32) (map[uint64]uint32, []run) {
	counts := map[uint64]uint32{}
	key := func(i int) (uint64, bool) {
		if i+1 >= len(seq) || seq[i] < 0 || seq[i+1] < 0 {
			return 0, false
		}
		a, b := &level[seq[i]], &level[seq[i+1]]
		if a.count < least || b.count < least || a.han != b.han || !a.han && n > longestWords+1 {
			return 0, false
		}
		return uint64(seq[i])<<32 | uint64(seq[i+1]), true
	}
	for i := range seq {
		if k, ok := key(i); ok {
			counts[k]++
		}
	}
	pairs, above := map[uint64]uint32{}, []run(nil)
	for i := range seq { // the last place of seq[i+1] is read before it is written
		k, ok := key(i)
		if !ok || counts[k] < least {
			seq[i] = -1
			continue
		}
		id, known := pairs[k]
		if !known {
			id = uint32(len(above))
			pairs[k] = id
			a, b := uint32(k>>32), uint32(k)
			above = append(above, run{count: counts[k], prefix: a, suffix: b, text: extended(level[a].text, level[b].text, level[a].han, n), han: level[a].han})
			level[a].right, level[b].left = max(level[a].right, counts[k]), max(level[b].left, counts[k])
		}
		seq[i] = int32(id)
	}
	return pairs, above
}

// extended is a run and the last unit of the run one place on.
func extended(a, b string, han bool, n int) string {
	if han {
		_, size := utf8.DecodeLastRuneInString(b)
		return a + b[len(b)-size:]
	}
	if n == 2 {
		return a + " " + b
	}
	return a + b[strings.LastIndexByte(b, ' '):]
}

// accept takes the runs that are phrases.
func (p *Phrases) accept(levels [][]run, places float64, least uint32) {
	for n, level := range levels {
		of := make([]int32, len(level))
		for i := range level {
			of[i] = -1
			if isPhrase(levels, n, &level[i], places, least) {
				of[i] = int32(len(p.Text))
				p.Text = append(p.Text, level[i].text)
			}
		}
		p.of = append(p.of, of)
	}
}

// isPhrase judges a run of n+1 units.
func isPhrase(levels [][]run, n int, r *run, places float64, least uint32) bool {
	longest := longestWords
	if r.han {
		longest = longestChinese
	}
	if r.count < least || n+1 > longest || r.han && (n == 0 || badEdge(r.text)) || stopTerms[r.text] {
		return false
	}
	if max(r.left, r.right) > uint32(boundTo*float64(r.count)) {
		return false
	}
	if r.han && n > 1 && grafted(r, &levels[n-1][r.suffix]) {
		return false
	}
	for cut := 1; cut <= n; cut++ {
		a, b := r, r
		for l := n; l >= cut; l-- {
			a = &levels[l-1][a.prefix]
		}
		for l := n; l > n-cut; l-- {
			b = &levels[l-1][b.suffix]
		}
		want := leastCohesion
		if !r.han || n > 2 {
			want /= 2
		}
		if math.Log(float64(r.count)*places/(float64(a.count)*float64(b.count))) < want || stopTerms[a.text] || stopTerms[b.text] {
			return false
		}
	}
	return true
}

// grafted tells that a run is the end of some word and a word that stands without it more often: 剂输送机构 of 制剂输送机构 and 试剂输送机构. Before words of two characters only an
// ending is taken for one, since 锂电池 is a word.
func grafted(r, rest *run) bool {
	if rest.count < 2*r.count {
		return false
	}
	first, size := utf8.DecodeRuneInString(r.text)
	return utf8.RuneCountInString(r.text[size:]) > 2 || strings.ContainsRune("化能性型式器剂体", first)
}

// badEdge: no Chinese term begins or ends so.
func badEdge(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("个所各都又再就未已均较更最得被着种等置装对从有至向两三四五六七八九十本这那式型设", first) || strings.ContainsRune("一个所各都又再就未已均较更最得被着在对由从并可有等后至向中上下内外两三四五六七八九十本这那设", last)
}

// eachUnit calls take for every Chinese character and every word of a text, and with nil where no phrase goes on.
func eachUnit(s string, take func(unit []byte, han bool)) {
	end := -1
	EachToken(s, func(t Token) {
		switch t.Kind {
		case Break:
			take(nil, false)
		case Word:
			if end >= 0 && t.Start > end+1 {
				take(nil, false) // a comma between words
			}
			if w := singular(t.Term); topicWord(w) {
				take(w, false)
			} else {
				take(nil, false)
			}
			end = t.End
		case Gram:
			_, size := utf8.DecodeRune(t.Term)
			if binds(t.Term[:size]) {
				take(nil, false)
			} else {
				take(t.Term[:size], true)
			}
			if size == len(t.Term) {
				take(nil, false) // the last of its run
			}
			end = -1
		}
	})
}

// binds is a character that joins words and stands in hardly any.
func binds(char []byte) bool {
	return strings.Contains("的了及或与其该之且则若被把也是述和将于为而以使", string(char))
}

// Each calls take for every phrase at every place of a document.
func (p *Phrases) Each(doc string, take func(phrase uint32)) {
	var seq []int32
	eachUnit(doc, func(unit []byte, _ bool) {
		id, ok := p.unit[string(unit)]
		if unit == nil || !ok {
			seq = append(seq, -1)
			return
		}
		seq = append(seq, int32(id))
	})
	for n, of := range p.of {
		any := false
		for i, id := range seq {
			if id < 0 {
				continue
			}
			if of[id] >= 0 {
				take(uint32(of[id]))
			}
			next := int32(-1)
			if n < len(p.grow) && i+1 < len(seq) && seq[i+1] >= 0 {
				if up, ok := p.grow[n][uint64(id)<<32|uint64(seq[i+1])]; ok {
					next, any = int32(up), true
				}
			}
			seq[i] = next
		}
		if !any {
			return
		}
	}
}

// TopicTerm is a term that sets a topic apart: its c-TF-IDF score and the documents of the topic it stands in.
type TopicTerm struct {
	Term  string
	Score float64
	Docs  int
}

const (
	phraseDocs  = 300 // of each topic, from which phrases are found
	sharedLimit = 0.5 // a longer term stands for the shorter one in it when it has this share of its documents
)

// TopicTerms finds up to most terms of each topic, the first the most distinctive. topic is of each document from 0, below topics; the first line of a
// document of several is its title. Terms are counted once a document, in titles four times over: score = n(t,c)/n(c) · ln(1 + A/f(t)), n(t,c) of the
// documents of topic c with t, n(c) its documents, f(t) the sum of n(t,c) over topics, A the mean over topics of their sums, times a bonus for length (class-based TF-IDF, Grootendorst 2022, arXiv
// 2203.05794). Where most documents have a title a term has to stand in two: titles name things, abstracts also tell of them.
func TopicTerms(docs []string, topic []uint32, topics, most int) [][]TopicTerm {
	phrases := FindPhrases(evenly(docs, topic, topics), max(4, min(20, len(docs)/500)))
	count, titled := phrases.tally(docs, topic, topics)
	inTitles, all, total := make([]uint32, len(phrases.Text)), make([]float64, len(phrases.Text)), 0.0
	for _, counts := range count {
		for p, n := range counts {
			inTitles[p] += n.title
			all[p] += n.weight()
			total += n.weight()
		}
	}
	size := make([]int, topics)
	for _, c := range topic {
		size[c]++
	}
	out := make([][]TopicTerm, topics)
	for c := range out {
		list := make([]TopicTerm, 0, len(count[c]))
		for p, n := range count[c] {
			if 2*titled < len(docs) || inTitles[p] >= 2 {
				score := n.weight() / float64(size[c]) * math.Log(1+total/float64(topics)/all[p])
				list = append(list, TopicTerm{phrases.Text[p], score * telling(phrases.Text[p]), int(n.docs)})
			}
		}
		out[c] = distinct(list, most, size[c])
	}
	return out
}

// telling favours longer Chinese terms and phrases of words: 太阳能热水器 says more than 热水. A quarter more for each unit beyond the shortest, at most twice.
func telling(term string) float64 {
	units := strings.Count(term, " ")
	if r, _ := utf8.DecodeRuneInString(term); Han(r) {
		units = utf8.RuneCountInString(term) - 2
	}
	return min(1+float64(units)/4, 2)
}

// termCount of a phrase in a topic.
type termCount struct{ docs, title uint32 }

func (n termCount) weight() float64 { return float64(n.docs) + 3*float64(n.title) }

// tally counts the documents of each topic that have a phrase, and all that have a title.
func (p *Phrases) tally(docs []string, topic []uint32, topics int) (count []map[uint32]termCount, titled int) {
	type part struct {
		count  []map[uint32]termCount
		titled int
	}
	lots := make([]part, (len(docs)+docsAtOnce-1)/docsAtOnce)
	inLots(len(docs), docsAtOnce, func(lot, from, to int) {
		t := part{count: make([]map[uint32]termCount, topics)}
		seen := make([]uint32, len(p.Text))
		for i := from; i < to; i++ {
			counts := t.count[topic[i]]
			if counts == nil {
				counts = map[uint32]termCount{}
				t.count[topic[i]] = counts
			}
			title, _, more := strings.Cut(docs[i], "\n")
			if more {
				t.titled++
				p.Each(title, func(w uint32) {
					if seen[w] != 2*uint32(i)+1 {
						seen[w] = 2*uint32(i) + 1
						n := counts[w]
						n.title++
						counts[w] = n
					}
				})
			}
			p.Each(docs[i], func(w uint32) {
				if seen[w] != 2*uint32(i)+2 {
					seen[w] = 2*uint32(i) + 2
					n := counts[w]
					n.docs++
					counts[w] = n
				}
			})
		}
		lots[lot] = t
	})
	count = make([]map[uint32]termCount, topics)
	for c := range count {
		count[c] = map[uint32]termCount{}
		for _, l := range lots {
			for w, n := range l.count[c] {
				count[c][w] = termCount{count[c][w].docs + n.docs, count[c][w].title + n.title}
			}
		}
	}
	for _, l := range lots {
		titled += l.titled
	}
	return count, titled
}

// evenly takes up to phraseDocs documents of each topic, spread over it, so that small topics speak too.
func evenly(docs []string, topic []uint32, topics int) (some []string) {
	size, met := make([]int, topics), make([]int, topics)
	for _, c := range topic {
		size[c]++
	}
	for i, c := range topic {
		k := met[c]
		met[c]++
		if step := max(1, size[c]/phraseDocs); k%step == 0 && k/step < phraseDocs {
			some = append(some, docs[i])
		}
	}
	return some
}

// distinct takes the best terms, none inside another: of two the longer where it is nearly as frequent.
func distinct(list []TopicTerm, most, size int) (best []TopicTerm) {
	slices.SortFunc(list, func(a, b TopicTerm) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Term, b.Term))
	})
	list = list[:min(len(list), 20*most)]
	for _, t := range list {
		if t.Docs < max(min(3, size), size/40) {
			continue // of a few documents, not of the topic
		}
		k := slices.IndexFunc(best, func(o TopicTerm) bool { return within(o.Term, t.Term) || within(t.Term, o.Term) })
		switch {
		case k < 0 && len(best) < most:
			best = append(best, t)
		case k >= 0 && within(best[k].Term, t.Term) && float64(t.Docs) >= sharedLimit*float64(best[k].Docs):
			best[k] = TopicTerm{t.Term, best[k].Score, t.Docs}
			kept := best[:k+1]
			for _, o := range best[k+1:] {
				if !within(o.Term, t.Term) {
					kept = append(kept, o)
				}
			}
			best = kept
		}
	}
	return best
}

// within: the words of a stand in b.
func within(a, b string) bool {
	if r, _ := utf8.DecodeRuneInString(a); Han(r) {
		return strings.Contains(b, a)
	}
	return strings.Contains(" "+b+" ", " "+a+" ")
}
