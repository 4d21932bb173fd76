package text

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"runtime"
	"sync"
)

// Index is an immutable positional index of numbered documents with numbered fields: compressed postings with positions,
// read straight from the bytes of a file that IndexBuilder.WriteTo or MergeIndexes wrote. It is safe for concurrent use.
//
// The file: magic, posting lists, dictionary blocks of dictBlock terms (front-coded), the offset of each dictionary
// block (8 bytes), the length of every document in every field (2 bytes), footer. Integers are little-endian.
type Index struct {
	data    []byte
	docs    int
	tokens  []uint64 // by field
	lengths [][]uint16
	norms   []normer
	dict    []byte // dictionary blocks
	blocks  []byte // their offsets in dict
	terms   int
	cursors sync.Pool
}

const (
	indexMagic = "ASTRTXT1"
	dictBlock  = 32
	maxFields  = 64
	// maxLength is the longest a document counts for ranking; longer ones rank as this long.
	maxLength = 1<<16 - 1
)

var errDamaged = errors.New("the text index is damaged")

// ErrDamaged is the error of an index whose bytes are not what was written: build it again.
var ErrDamaged = errDamaged

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// footer: docs, fields, terms (4 bytes each), tokens by field (8), where dictionary, offsets and lengths begin (8 each),
// sums of the blocks of sumBlock bytes before, how many bytes the footer has (4), its own sum (4), magic.
const (
	footerFixed = 12 + 24 + 8 + len(indexMagic)
	sumBlock    = 1 << 24
)

// OpenIndex reads an index from the bytes of its file, which must not change while it is used, and checks their sums.
func OpenIndex(data []byte) (ix *Index, err error) {
	defer recoverDamaged(&err)
	n := len(data)
	if n < footerFixed+len(indexMagic) || string(data[:8]) != indexMagic || string(data[n-8:]) != indexMagic {
		return nil, errDamaged
	}
	size := int(binary.LittleEndian.Uint32(data[n-12:]))
	if size < footerFixed || size > n {
		return nil, errDamaged
	}
	foot := data[n-size:]
	if crc32.Checksum(foot[:size-16], castagnoli) != binary.LittleEndian.Uint32(foot[size-16:]) {
		return nil, errDamaged
	}
	ix = &Index{data: data, docs: int(binary.LittleEndian.Uint32(foot)), terms: int(binary.LittleEndian.Uint32(foot[8:]))}
	return ix, ix.parse(foot, data[:n-size])
}

func (ix *Index) parse(foot, body []byte) error {
	fields := int(binary.LittleEndian.Uint32(foot[4:]))
	if fields > maxFields || ix.docs >= noDoc {
		return errDamaged
	}
	rest := foot[12:]
	for range fields {
		ix.tokens = append(ix.tokens, binary.LittleEndian.Uint64(rest))
		rest = rest[8:]
	}
	dict, offsets, lengths := binary.LittleEndian.Uint64(rest), binary.LittleEndian.Uint64(rest[8:]), binary.LittleEndian.Uint64(rest[16:])
	if dict > offsets || offsets > lengths || lengths+uint64(2*fields*ix.docs) != uint64(len(body)) {
		return errDamaged
	}
	if err := checkSums(body, rest[24:len(rest)-16]); err != nil {
		return err
	}
	ix.dict, ix.blocks = body[dict:offsets], body[offsets:lengths]
	if len(ix.blocks) != 8*((ix.terms+dictBlock-1)/dictBlock) {
		return errDamaged
	}
	ix.data = body[:dict]
	ix.readLengths(body[lengths:], fields)
	ix.cursors.New = func() any { return new(cursor) }
	return nil
}

func (ix *Index) readLengths(b []byte, fields int) {
	for f := range fields {
		l := make([]uint16, ix.docs)
		for i := range l {
			l[i] = binary.LittleEndian.Uint16(b[2*i:])
		}
		b = b[2*ix.docs:]
		ix.lengths = append(ix.lengths, l)
		ix.norms = append(ix.norms, newNormer(ix.tokens[f], ix.docs))
	}
}

// checkSums compares the bytes with their sums, in parallel.
func checkSums(body, sums []byte) error {
	blocks := (len(body) + sumBlock - 1) / sumBlock
	if len(sums) != 4*blocks {
		return errDamaged
	}
	bad := make([]bool, blocks)
	inParallel(blocks, func(i int) {
		part := body[i*sumBlock : min((i+1)*sumBlock, len(body))]
		bad[i] = crc32.Checksum(part, castagnoli) != binary.LittleEndian.Uint32(sums[4*i:])
	})
	for _, b := range bad {
		if b {
			return errDamaged
		}
	}
	return nil
}

// inParallel calls do for 0 … n-1 on all cores.
func inParallel(n int, do func(i int)) {
	var next sync.Mutex
	var wait sync.WaitGroup
	at := 0
	for range min(runtime.GOMAXPROCS(0), n) {
		wait.Go(func() {
			for {
				next.Lock()
				i := at
				at++
				next.Unlock()
				if i >= n {
					return
				}
				do(i)
			}
		})
	}
	wait.Wait()
}

// recoverDamaged turns the panic of a read beyond damaged bytes into an error. What is checked by sums is written by
// this package alone, so that no check stands in the inner loops.
func recoverDamaged(err *error) {
	switch v := recover().(type) {
	case nil:
	case runtime.Error:
		*err = errDamaged
	case error:
		if v != errDamaged {
			panic(v)
		}
		*err = v
	default:
		panic(v)
	}
}

// DocCount is the number of documents.
func (ix *Index) DocCount() int { return ix.docs }

// Fields is the number of fields.
func (ix *Index) Fields() int { return len(ix.tokens) }

// Tokens is how many words and characters a field has in all documents, of each at most 65,535.
func (ix *Index) Tokens(field int) uint64 { return ix.tokens[field] }

// TokensOf is the same of the documents whose new number in a merge is not Gone.
func (ix *Index) TokensOf(field int, numbers []uint32) (sum uint64) {
	for d, n := range numbers {
		if n != Gone {
			sum += uint64(ix.lengths[field][d])
		}
	}
	return sum
}

// TermCount is the number of different terms, counted by field.
func (ix *Index) TermCount() int { return ix.terms }

// Bytes is the size of the postings and the dictionary.
func (ix *Index) Bytes() int { return len(ix.data) + len(ix.dict) + len(ix.blocks) }

// Postings is where an index holds a term in one field.
type Postings struct {
	Field int
	Docs  int    // documents with the term
	Total uint64 // occurrences
	at    uint64
	size  uint64
}

// dictReader walks the terms of the dictionary in order: field first, then bytes.
type dictReader struct {
	ix    *Index
	rest  []byte
	n     int // terms read
	key   []byte
	entry Postings
}

func (ix *Index) readFrom(block int) *dictReader {
	d := &dictReader{ix: ix, n: block * dictBlock}
	if block*8 < len(ix.blocks) {
		d.rest = ix.dict[binary.LittleEndian.Uint64(ix.blocks[8*block:]):]
	}
	return d
}

// next reads a term; false after the last. The key is the field's byte and the term.
func (d *dictReader) next() bool {
	if d.n >= d.ix.terms {
		return false
	}
	first := d.n%dictBlock == 0
	shared := d.uvarint()
	size := d.uvarint()
	if first && shared != 0 || shared > uint64(len(d.key)) {
		panic(errDamaged)
	}
	d.key = append(d.key[:shared], d.rest[:size]...)
	d.rest = d.rest[size:]
	at := d.entry.at + d.entry.size
	d.entry = Postings{Field: int(d.key[0]), Docs: int(d.uvarint()), Total: d.uvarint(), at: at, size: d.uvarint()}
	if first {
		d.entry.at = d.uvarint()
	}
	if d.entry.Field >= len(d.ix.tokens) || d.entry.Docs < 1 || d.entry.Docs > d.ix.docs {
		panic(errDamaged)
	}
	d.n++
	return true
}

func (d *dictReader) uvarint() uint64 {
	v, n := binary.Uvarint(d.rest)
	if n <= 0 {
		panic(errDamaged)
	}
	d.rest = d.rest[n:]
	return v
}

// seek finds the dictionary block that would hold key: the last one whose first key is at most key.
func (ix *Index) seek(key []byte) int {
	low, high := 0, len(ix.blocks)/8
	for low+1 < high {
		m := (low + high) / 2
		b := ix.dict[binary.LittleEndian.Uint64(ix.blocks[8*m:]):]
		n, w := binary.Uvarint(b[1:]) // shared is 0
		if bytes.Compare(b[1+w:][:n], key) <= 0 {
			low = m
		} else {
			high = m
		}
	}
	return low
}

// Lookup finds a term, folded as EachToken does, in a field.
func (ix *Index) Lookup(field int, term string) (p Postings, ok bool, err error) {
	defer recoverDamaged(&err)
	key := append([]byte{byte(field)}, term[:min(len(term), MaxTerm)]...)
	d := ix.readFrom(ix.seek(key))
	for d.next() {
		switch bytes.Compare(d.key, key) {
		case 0:
			return d.entry, true, nil
		case 1:
			return Postings{}, false, nil
		}
	}
	return Postings{}, false, nil
}

// cursor opens a walk over a posting list. release gives it back.
func (ix *Index) cursor(p Postings) *cursor {
	c := ix.cursors.Get().(*cursor)
	c.lengths, c.norm, c.limit = ix.lengths[p.Field], ix.norms[p.Field], uint32(ix.docs)
	c.idf = idf(ix.docs, p.Docs)
	c.maximum = c.idf * (bm25K + 1)
	c.open(ix.data[p.at:p.at+p.size], p.Docs)
	return c
}

func (ix *Index) release(cursors ...*cursor) {
	for _, c := range cursors {
		ix.cursors.Put(c)
	}
}
