package page

import (
	"container/list"
	"context"
	"strconv"
	"sync"

	"asterism/internal/lake"
)

// resultCells bounds what the site keeps of query results: about 100 MB of values.
const resultCells = 1_500_000

// results keeps the answers of queries over snapshots. Since a snapshot never changes, an answer stays true; the
// least recently used ones go when the cells run out.
type results struct {
	mu    sync.Mutex
	room  int
	order *list.List // of *result, the most recent first
	found map[string]*list.Element
}

type result struct {
	key  string
	rows *lake.Rows
}

func (r *result) cells() int { return len(r.rows.Data)*len(r.rows.Columns) + 8 }

func newResults(cells int) *results {
	return &results{room: cells, order: list.New(), found: map[string]*list.Element{}}
}

func (c *results) query(ctx context.Context, reader *lake.Reader, sql string) (*lake.Rows, error) {
	key := strconv.FormatInt(reader.Snapshot().ID, 10) + "\n" + sql
	if rows := c.get(key); rows != nil {
		return rows, nil
	}
	rows, err := reader.Query(ctx, sql)
	if err != nil {
		return nil, err
	}
	c.put(&result{key, rows})
	return rows, nil
}

// user is query for SQL of a reader, which the gate may refuse.
func (c *results) user(ctx context.Context, reader *lake.Reader, sql string, limit lake.QueryLimit) (*lake.Rows, error) {
	key := strconv.FormatInt(reader.Snapshot().ID, 10) + " " + strconv.Itoa(limit.Rows) + "\n" + sql
	if rows := c.get(key); rows != nil {
		return rows, nil
	}
	rows, err := reader.QueryUser(ctx, sql, limit)
	if err != nil {
		return nil, err
	}
	c.put(&result{key, rows})
	return rows, nil
}

func (c *results) get(key string) *lake.Rows {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.found[key]
	if e == nil {
		return nil
	}
	c.order.MoveToFront(e)
	return e.Value.(*result).rows
}

// put keeps a result unless it would fill more than an eighth of the room.
func (c *results) put(r *result) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.found[r.key] != nil || r.cells() > resultCells/8 {
		return
	}
	c.found[r.key] = c.order.PushFront(r)
	c.room -= r.cells()
	for c.room < 0 {
		last := c.order.Back()
		old := c.order.Remove(last).(*result)
		delete(c.found, old.key)
		c.room += old.cells()
	}
}
