package derive

import (
	"hash/maphash"
	"math"
	"slices"
	"strings"

	"asterism/graph"
	"asterism/text"
)

// topicMap is a map of documents by what their texts say, and all that is needed to place further ones on it. Documents that have no
// term of the vocabulary are not on it.
type topicMap struct {
	Language string
	First    int // the number of its first topic among those of all maps
	IDs      []string
	Topic    []uint32 // of each document, by falling size
	X, Y     []float64
	Topics   int
	Central  []float64 // cosine with the centre of its topic
	Terms    [][]text.TopicTerm

	words   *text.Vocabulary
	rank    int
	turn    []float32 // singular vectors: terms × rank
	vectors []float32 // documents × rank, unit
	lone    float32   // nearest-neighbour cosine that 98 in 100 mapped documents reach
}

// mapping are the conventions of a map.
type mapping struct {
	rank, neighbours int
	resolution       float64
	seed             uint64
	terms            int // of each topic; 0: no labels
}

const (
	leastMapped = 50 // with fewer documents there is no map
	leastTopic  = 8  // documents of a topic; smaller ones join the nearest
	leastWords  = 2  // terms a document needs to be placed
)

// makeTopicMap: TF-IDF, truncated SVD, nearest neighbours, Leiden, layout, labels.
func makeTopicMap(list []document, o mapping) (*topicMap, error) {
	m := &topicMap{}
	docs := make([]string, len(list))
	for i, d := range list {
		docs[i] = d.weighed()
	}
	least := 3
	if len(docs) > 5000 {
		least = 5
	}
	m.words = text.NewVocabulary(docs, text.VocabularyRule{LeastDocs: least, MostShare: 0.6, MostTerms: 60_000})
	matrix := m.words.Matrix(docs)
	same, rows := alike(matrix)
	if len(rows) < leastMapped {
		return nil, tooFew(len(rows))
	}
	unique := picked(matrix, rows)
	svd, err := text.TruncatedSVD(unique, text.SVDOption{Rank: min(o.rank, len(rows)/3), Powers: 2, Seed: o.seed})
	if err != nil {
		return nil, asInvalid(err)
	}
	m.rank, m.turn = svd.Rank, singles(svd.V)
	vectors := svd.Vectors()
	near := graph.Nearest(vectors, m.rank, o.neighbours, o.seed)
	g, weight, err := near.Graph()
	if err != nil {
		return nil, asInvalid(err)
	}
	of, err := graph.Leiden(g, weight, graph.Communities{Resolution: o.resolution, Seed: o.seed})
	if err != nil {
		return nil, asInvalid(err)
	}
	of = joinSmall(vectors, m.rank, of, max(leastTopic, len(rows)/1000))
	x, y := graph.Scatter(vectors, m.rank, of)
	graph.Embed(g, weight, x, y, graph.Embedding{Seed: o.seed})
	m.lone = lowest(near, 0.02)
	m.spread(list, same, vectors, of, x, y)
	if o.terms > 0 {
		m.describe(list, same, o.terms)
	}
	return m, nil
}

// alike groups documents with the same terms: same[i] is the place in rows of document i, −1 without enough terms; rows are the first of each group.
func alike(m *text.TermMatrix) (same []int, rows []int) {
	seed := maphash.MakeSeed()
	met := map[uint64][]int{}
	same = make([]int, m.Rows())
	for i := range same {
		terms, values := m.Row(i)
		same[i] = -1
		if len(terms) < leastWords {
			continue
		}
		h := maphash.Comparable(seed, [2]int{len(terms), int(terms[0])})
		for _, t := range terms {
			h = h*0x9e3779b97f4a7c15 + uint64(t)
			h ^= h >> 29
		}
		for _, k := range met[h] {
			t, v := m.Row(rows[k])
			if slices.Equal(t, terms) && slices.Equal(v, values) {
				same[i] = k
				break
			}
		}
		if same[i] < 0 {
			same[i] = len(rows)
			met[h] = append(met[h], len(rows))
			rows = append(rows, i)
		}
	}
	return same, rows
}

func picked(m *text.TermMatrix, rows []int) *text.TermMatrix {
	p := &text.TermMatrix{At: []int{0}, Terms: m.Terms}
	for _, i := range rows {
		terms, values := m.Row(i)
		p.Term, p.Value = append(p.Term, terms...), append(p.Value, values...)
		p.At = append(p.At, len(p.Term))
	}
	return p
}

func singles(x []float64) []float32 {
	out := make([]float32, len(x))
	for i, v := range x {
		out[i] = float32(v)
	}
	return out
}

// joinSmall lets topics of fewer documents than least join the one whose centre is nearest, the smallest first.
func joinSmall(vectors []float32, dims int, of []uint32, least int) []uint32 {
	groups := int(slices.Max(of)) + 1
	size := make([]int, groups)
	for _, c := range of {
		size[c]++
	}
	large := 0
	for large < groups && size[large] >= least {
		large++ // they are numbered by falling size
	}
	if large == 0 || large == groups {
		return of
	}
	centre := graph.Centres(vectors, dims, of, groups)
	to := make([]uint32, groups)
	for c := range to {
		to[c] = uint32(c)
		best := float32(-2)
		for b := 0; c >= large && b < large; b++ {
			if d := graph.Dot(centre[c*dims:(c+1)*dims], centre[b*dims:(b+1)*dims]); d > best {
				to[c], best = uint32(b), d
			}
		}
	}
	out := make([]uint32, len(of))
	for v, c := range of {
		out[v] = to[c]
	}
	return graph.BySize(out)
}

// lowest is the cosine of the nearest neighbour that all but a share of points reach.
func lowest(n *graph.Neighbours, share float64) float32 {
	var first []float32
	for i := 0; i < len(n.Near); i += n.K {
		first = append(first, n.Near[i])
	}
	slices.Sort(first)
	return first[int(share*float64(len(first)))]
}

// spread gives what was found of different texts to all documents; those of the same text lie around each other.
func (m *topicMap) spread(list []document, same []int, vectors []float32, of []uint32, x, y []float64) {
	centre := graph.Centres(vectors, m.rank, of, int(slices.Max(of))+1)
	met := make([]int, len(of))
	for i, k := range same {
		if k < 0 {
			continue
		}
		c := int(of[k])
		r, a := 0.02*math.Sqrt(float64(met[k])), float64(met[k])*2.399963
		met[k]++
		m.IDs, m.Topic = append(m.IDs, list[i].id), append(m.Topic, of[k])
		m.X, m.Y = append(m.X, x[k]+r*math.Cos(a)), append(m.Y, y[k]+r*math.Sin(a))
		v := vectors[k*m.rank : (k+1)*m.rank]
		m.vectors = append(m.vectors, v...)
		m.Central = append(m.Central, float64(graph.Dot(v, centre[c*m.rank:(c+1)*m.rank])))
	}
	m.Topic = graph.BySize(m.Topic)
	m.Topics = int(slices.Max(m.Topic)) + 1
	m.frame()
}

// frame moves the map to the middle and to a width of 1000, so that places read as whole numbers.
func (m *topicMap) frame() {
	for _, axis := range [][]float64{m.X, m.Y} {
		sorted := slices.Clone(axis)
		slices.Sort(sorted)
		middle := sorted[len(sorted)/2]
		for i := range axis {
			axis[i] -= middle
		}
	}
	far := 0.0
	for i := range m.X {
		far = max(far, math.Abs(m.X[i]), math.Abs(m.Y[i]))
	}
	for i := range m.X {
		m.X[i], m.Y[i] = math.Round(m.X[i]/far*500_00)/100, math.Round(m.Y[i]/far*500_00)/100
	}
}

// describe labels the topics by their terms.
func (m *topicMap) describe(list []document, same []int, terms int) {
	var mapped []string
	for i, k := range same {
		if k >= 0 {
			mapped = append(mapped, list[i].full())
		}
	}
	m.Terms = text.TopicTerms(mapped, m.Topic, m.Topics, terms)
}

// number is the topic of a document among those of all maps.
func (m *topicMap) number(i int) int64 { return int64(m.First) + int64(m.Topic[i]) }

// label is the three most distinctive terms of a topic.
func (m *topicMap) label(topic uint32) string {
	var words []string
	for _, t := range m.Terms[topic][:min(3, len(m.Terms[topic]))] {
		words = append(words, t.Term)
	}
	return strings.Join(words, " · ")
}

// onMap is a new document on an old map.
type onMap struct {
	Topic   uint32
	X, Y    float64
	Central float64
	Near    float64 // cosine with the nearest mapped document
	Outside bool    // nothing on the map is near it: its place says little
	Known   bool    // it has terms of the map; else nothing of the above holds
}

const placingNeighbours = 10

// place puts documents on the map: folded into the space of its singular vectors, then at the mean of the nearest mapped documents, weighted by the cube of
// their cosines; the topic by their vote. O(documents·mapped·rank).
func (m *topicMap) place(list []document) []onMap {
	docs := make([]string, len(list))
	for i, d := range list {
		docs[i] = d.weighed()
	}
	matrix := m.words.Matrix(docs)
	vectors := text.FoldIn(matrix, m.turn, m.rank)
	topics := m.Topics
	centre := graph.Centres(m.vectors, m.rank, m.Topic, topics)
	near := graph.NearestTo(m.vectors, vectors, m.rank, placingNeighbours)
	out := make([]onMap, len(docs))
	for i := range docs {
		if terms, _ := matrix.Row(i); len(terms) < leastWords {
			continue
		}
		out[i] = m.vote(near, i, topics)
		c := int(out[i].Topic)
		out[i].Central = float64(graph.Dot(vectors[i*m.rank:(i+1)*m.rank], centre[c*m.rank:(c+1)*m.rank]))
	}
	return out
}

func (m *topicMap) vote(near *graph.Neighbours, i, topics int) onMap {
	p := onMap{Known: true, Near: float64(near.Near[i*near.K]), Outside: near.Near[i*near.K] < m.lone}
	votes, sum := make([]float64, topics), 0.0
	for j := i * near.K; j < (i+1)*near.K; j++ {
		if near.Near[j] <= -2 {
			break
		}
		w := math.Pow(max(float64(near.Near[j]), 1e-3), 3)
		d := near.Of[j]
		p.X, p.Y, sum = p.X+w*m.X[d], p.Y+w*m.Y[d], sum+w
		votes[m.Topic[d]] += w
	}
	p.X, p.Y = p.X/sum, p.Y/sum
	for c := range votes {
		if votes[c] > votes[p.Topic] {
			p.Topic = uint32(c)
		}
	}
	return p
}
