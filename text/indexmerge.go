package text

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"sync"
)

// Gone marks a document that a merge leaves out.
const Gone = noDoc

// MergeIndexes writes one index of the documents of several. docs[p][d] is the number in the new index of document d of
// part p, or Gone; within a part numbers ascend, and together they are 0 … n-1. The bytes depend on the documents and
// their numbers alone: merging a changed part into the rest gives what building all anew gives.
func MergeIndexes(to io.Writer, parts []*Index, docs [][]uint32) (err error) {
	defer recoverDamaged(&err)
	lengths, tokens, err := mergeLengths(parts, docs)
	if err != nil {
		return err
	}
	w := newIndexWriter(to, lengths, tokens)
	m := &merger{w: w, parts: parts, docs: docs}
	if err := m.run(); err != nil {
		return err
	}
	return w.finish()
}

func mergeLengths(parts []*Index, docs [][]uint32) (lengths [][]uint16, tokens []uint64, err error) {
	total, fields := 0, 0
	for p, ix := range parts {
		if len(docs[p]) != ix.docs || p > 0 && ix.Fields() != fields {
			return nil, nil, fmt.Errorf("part %d has %d documents and %d fields, the plan is for %d and %d", p, ix.docs, ix.Fields(), len(docs[p]), fields)
		}
		fields = ix.Fields()
		for _, d := range docs[p] {
			if d != Gone {
				total++
			}
		}
	}
	for f := range fields {
		l := make([]uint16, total)
		var sum uint64
		for p, ix := range parts {
			kept, err := placeLengths(l, ix.lengths[f], docs[p])
			if err != nil {
				return nil, nil, err
			}
			sum += kept
		}
		lengths, tokens = append(lengths, l), append(tokens, sum)
	}
	return lengths, tokens, nil
}

func placeLengths(into, from []uint16, docs []uint32) (sum uint64, err error) {
	for d, n := range from {
		if docs[d] == Gone {
			continue
		}
		if int(docs[d]) >= len(into) || d > 0 && docs[d-1] != Gone && docs[d-1] >= docs[d] {
			return 0, fmt.Errorf("document %d of a part cannot become %d", d, docs[d])
		}
		into[docs[d]] = n
		sum += uint64(n)
	}
	return sum, nil
}

type merger struct {
	w     *indexWriter
	parts []*Index
	docs  [][]uint32
}

// task is one term with where the parts hold it.
type task struct {
	key   []byte
	part  []int
	lists []Postings
}

// taken is a batch of terms under way: their lists come out in the order the batches went in.
type taken struct {
	tasks []task
	out   chan []mergedList
}

type mergedList struct {
	docs  int
	total uint64
	list  []byte
}

// run feeds batches of terms to all cores and writes what comes back in order.
func (m *merger) run() error {
	workers := runtime.GOMAXPROCS(0)
	work, order := make(chan *taken, workers), make(chan *taken, 4*workers)
	var wait sync.WaitGroup
	var damaged error
	var mu sync.Mutex
	note := func(err error) {
		if err != nil {
			mu.Lock()
			damaged = err
			mu.Unlock()
		}
	}
	for range workers {
		wait.Go(func() {
			for t := range work {
				out, err := m.lists(t.tasks)
				note(err)
				t.out <- out
			}
		})
	}
	wait.Go(func() {
		note(m.feed(func(t *taken) { order <- t; work <- t }))
		close(work)
		close(order)
	})
	for t := range order {
		for i, l := range <-t.out {
			if l.docs > 0 {
				m.w.put(t.tasks[i].key, l.docs, l.total, l.list)
			}
		}
	}
	wait.Wait()
	return damaged
}

// feed walks the dictionaries side by side.
func (m *merger) feed(give func(*taken)) (err error) {
	defer recoverDamaged(&err)
	readers, alive := make([]*dictReader, len(m.parts)), make([]bool, len(m.parts))
	for p, ix := range m.parts {
		readers[p] = ix.readFrom(0)
		alive[p] = readers[p].next()
	}
	t, weight := &taken{out: make(chan []mergedList, 1)}, 0
	for {
		one, ok := leastKey(readers, alive)
		if !ok || weight > 200_000 {
			give(t)
			t, weight = &taken{out: make(chan []mergedList, 1)}, 0
		}
		if !ok {
			return nil
		}
		t.tasks = append(t.tasks, one)
		weight += 20
		for _, l := range one.lists {
			weight += l.Docs
		}
	}
}

// leastKey takes the least key off the readers that have it.
func leastKey(readers []*dictReader, alive []bool) (task, bool) {
	var least []byte
	for p, d := range readers {
		if alive[p] && (least == nil || bytes.Compare(d.key, least) < 0) {
			least = d.key
		}
	}
	if least == nil {
		return task{}, false
	}
	t := task{key: bytes.Clone(least)}
	for p, d := range readers {
		if alive[p] && bytes.Equal(d.key, t.key) {
			t.part, t.lists = append(t.part, p), append(t.lists, d.entry)
			alive[p] = d.next()
		}
	}
	return t, true
}

func (m *merger) lists(tasks []task) (out []mergedList, err error) {
	defer recoverDamaged(&err)
	out = make([]mergedList, len(tasks))
	list := m.w.newList()
	for i, t := range tasks {
		list.field(int(t.key[0]))
		if m.inOrder(t) {
			for k, p := range t.part {
				m.append(list, p, t.lists[k])
			}
		} else {
			m.interleave(list, t)
		}
		out[i] = mergedList{docs: list.count, total: uint64(list.total), list: list.appendTo(nil)}
	}
	return out, nil
}

// inOrder tells that the new numbers of each part lie above those of the part before.
func (m *merger) inOrder(t task) bool {
	for k := 1; k < len(t.part); k++ {
		if lastNumber(m.docs[t.part[k-1]]) > firstNumber(m.docs[t.part[k]]) {
			return false
		}
	}
	return true
}

func lastNumber(docs []uint32) uint32 {
	for i := len(docs) - 1; i >= 0; i-- {
		if docs[i] != Gone {
			return docs[i]
		}
	}
	return 0
}

func firstNumber(docs []uint32) uint32 {
	for _, d := range docs {
		if d != Gone {
			return d
		}
	}
	return Gone
}

func (m *merger) append(list *indexList, part int, p Postings) {
	c := m.parts[part].cursor(p)
	defer m.parts[part].release(c)
	for d := c.next(); d != noDoc; d = c.next() {
		if n := m.docs[part][d]; n != Gone {
			list.add(n, c.differences())
		}
	}
}

// interleave merges lists whose new numbers mix.
func (m *merger) interleave(list *indexList, t task) {
	cursors, numbers := make([]*cursor, len(t.part)), make([]uint32, len(t.part))
	for k, p := range t.part {
		cursors[k] = m.parts[p].cursor(t.lists[k])
		defer m.parts[p].release(cursors[k])
		numbers[k] = m.following(cursors[k], p)
	}
	for {
		least := 0
		for k, n := range numbers {
			if n < numbers[least] {
				least = k
			}
		}
		if numbers[least] == Gone {
			return
		}
		list.add(numbers[least], cursors[least].differences())
		numbers[least] = m.following(cursors[least], t.part[least])
	}
}

// following is the new number of the cursor's next document that stays.
func (m *merger) following(c *cursor, part int) uint32 {
	for d := c.next(); d != noDoc; d = c.next() {
		if n := m.docs[part][d]; n != Gone {
			return n
		}
	}
	return Gone
}
