package derive

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"
	"unicode/utf8"

	"asterism/text"
)

// The file of a map: docs/methods/topic-map.md. All numbers little-endian; a text is its length (4 bytes) and its bytes; a list its length (4 bytes) and its
// entries; at the end the CRC-32 (IEEE) of all before.
const atlasMark = "asterism topic map 1\n"

func (a *atlas) encode() []byte {
	b := atlasWriter(atlasMark)
	b.size(len(a.maps))
	for _, m := range a.maps {
		b.text(m.Language)
		b.size(m.First)
		b.size(m.rank)
		b.floats([]float32{m.lone})
		b.size(m.words.Docs)
		b.texts(m.words.Terms)
		b.floats(m.words.IDF)
		b.floats(m.turn)
		b.texts(m.IDs)
		b.floats(m.vectors)
		for i := range m.IDs {
			b.size(int(m.Topic[i]))
			b.double(m.X[i])
			b.double(m.Y[i])
		}
		b.size(len(m.Terms))
		for _, list := range m.Terms {
			b.size(len(list))
			for _, t := range list {
				b.text(t.Term)
				b.double(t.Score)
				b.size(t.Docs)
			}
		}
	}
	return sealed(b)
}

// sealed puts the check sum behind.
func sealed(b []byte) []byte { return binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b)) }

type atlasWriter []byte

func (b *atlasWriter) size(n int) { *b = binary.LittleEndian.AppendUint32(*b, uint32(n)) }
func (b *atlasWriter) double(x float64) {
	*b = binary.LittleEndian.AppendUint64(*b, math.Float64bits(x))
}

func (b *atlasWriter) text(s string) {
	b.size(len(s))
	*b = append(*b, s...)
}

func (b *atlasWriter) texts(list []string) {
	b.size(len(list))
	for _, s := range list {
		b.text(s)
	}
}

func (b *atlasWriter) floats(x []float32) {
	b.size(len(x))
	for _, v := range x {
		*b = binary.LittleEndian.AppendUint32(*b, math.Float32bits(v))
	}
}

// decodeAtlas reads a file of maps. Whatever the bytes, it takes no more memory than a few times their length.
func decodeAtlas(data []byte) (*atlas, error) {
	if len(data) < len(atlasMark)+4 || string(data[:len(atlasMark)]) != atlasMark {
		return nil, fmt.Errorf("no topic map of this program: it does not begin with %q", atlasMark)
	}
	body := data[:len(data)-4]
	if crc32.ChecksumIEEE(body) != binary.LittleEndian.Uint32(data[len(data)-4:]) {
		return nil, fmt.Errorf("the topic map is damaged: its check sum is wrong")
	}
	r := &atlasReader{left: body[len(atlasMark):]}
	a := &atlas{}
	for range r.size(1) {
		a.maps = append(a.maps, r.topicMap())
		if r.bad {
			break
		}
	}
	if r.bad || len(r.left) > 0 || len(a.maps) == 0 {
		return nil, fmt.Errorf("the topic map is damaged")
	}
	return a, nil
}

// atlasReader reads on until something does not fit; then everything it gives is empty.
type atlasReader struct {
	left []byte
	bad  bool
}

func (r *atlasReader) take(n int) []byte {
	if r.bad || n < 0 || n > len(r.left) {
		r.bad, r.left = true, nil
		return make([]byte, 8)
	}
	b := r.left[:n]
	r.left = r.left[n:]
	return b
}

// size reads a length of entries of at least so many bytes each.
func (r *atlasReader) size(each int) int {
	n := int(binary.LittleEndian.Uint32(r.take(4)))
	if n*each > len(r.left) {
		r.bad = true
	}
	if r.bad {
		return 0
	}
	return n
}

func (r *atlasReader) text() string {
	s := string(r.take(r.size(1)))
	if !utf8.ValidString(s) {
		r.bad = true
	}
	return s
}

func (r *atlasReader) texts() []string {
	list := make([]string, r.size(4))
	for i := range list {
		list[i] = r.text()
	}
	return list
}

func (r *atlasReader) floats() []float32 {
	out := make([]float32, r.size(4))
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(r.take(4)))
		r.bad = r.bad || out[i] != out[i] || math.IsInf(float64(out[i]), 0)
	}
	return out
}

func (r *atlasReader) double() float64 {
	x := math.Float64frombits(binary.LittleEndian.Uint64(r.take(8)))
	r.bad = r.bad || math.IsNaN(x) || math.IsInf(x, 0)
	return x
}

func (r *atlasReader) topicMap() *topicMap {
	m := &topicMap{Language: r.text(), First: r.size(0), rank: r.size(0)}
	if lone := r.floats(); len(lone) == 1 {
		m.lone = lone[0]
	} else {
		r.bad = true
	}
	docs := r.size(0)
	terms, idf := r.texts(), r.floats()
	m.turn, m.IDs, m.vectors = r.floats(), r.texts(), r.floats()
	if r.bad || m.rank < 1 || len(m.IDs) == 0 || len(terms) != len(idf) || len(terms)*m.rank != len(m.turn) || len(m.IDs)*m.rank != len(m.vectors) {
		r.bad = true
		return m
	}
	m.words = text.StoredVocabulary(terms, idf, docs)
	for range m.IDs {
		m.Topic, m.X, m.Y = append(m.Topic, uint32(r.size(0))), append(m.X, r.double()), append(m.Y, r.double())
	}
	for range r.size(4) {
		var list []text.TopicTerm
		for range r.size(16) {
			list = append(list, text.TopicTerm{Term: r.text(), Score: r.double(), Docs: r.size(0)})
		}
		m.Terms = append(m.Terms, list)
	}
	m.Topics = len(m.Terms)
	for _, c := range m.Topic {
		r.bad = r.bad || int(c) >= len(m.Terms)
	}
	return m
}
