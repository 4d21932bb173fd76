package lake

import (
	"sync"

	"github.com/apache/arrow-go/v18/arrow"
)

// feedDepth is how many records may wait for DuckDB.
const feedDepth = 2

// feed is an array.RecordReader over a channel: what a writer sends, DuckDB pulls.
type feed struct {
	schema  *arrow.Schema
	records chan arrow.RecordBatch
	current arrow.RecordBatch
	once    sync.Once
	done    chan struct{} // closed by end
	err     error         // set before done is closed
}

func newFeed(schema *arrow.Schema) *feed {
	return &feed{schema: schema, records: make(chan arrow.RecordBatch, feedDepth), done: make(chan struct{})}
}

// end says that no more records come, or with an error that those sent are void.
func (f *feed) end(err error) {
	f.once.Do(func() {
		f.err = err
		close(f.done)
	})
}

// stop releases what nobody will pull.
func (f *feed) stop() {
	f.drop()
	for {
		select {
		case r := <-f.records:
			r.Release()
		default:
			return
		}
	}
}

func (f *feed) drop() {
	if f.current != nil {
		f.current.Release()
		f.current = nil
	}
}

// Next waits for a record. Records sent before the end are delivered before it.
func (f *feed) Next() bool {
	f.drop()
	select {
	case f.current = <-f.records:
		return true
	case <-f.done:
	}
	select {
	case f.current = <-f.records:
		return f.err == nil
	default:
		return false
	}
}

func (f *feed) Schema() *arrow.Schema          { return f.schema }
func (f *feed) RecordBatch() arrow.RecordBatch { return f.current }
func (f *feed) Record() arrow.RecordBatch      { return f.current }

// Err is read by DuckDB after Next returned false.
func (f *feed) Err() error {
	select {
	case <-f.done:
		return f.err
	default:
		return nil
	}
}

// Retain and Release do nothing: the part writer owns the feed.
func (f *feed) Retain()  {}
func (f *feed) Release() {}
