package lake

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/duckdb/duckdb-go/v2"

	"asterism/internal/fail"
)

// Row groups are closed at this many bytes, so that tables of long texts do not fill the memory.
const rowGroupBytes = 16 << 20

// Names the lake gives itself start so; gc may delete such a part as soon as no snapshot lists it, while parts
// named by their content stay a day for a resumed build to find.
const ownPrefix = "tx-"

var partName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.=-]*$`)

// PartWriter writes one part of a table from Arrow records. It is for one goroutine.
type PartWriter struct {
	tx       *Tx
	table    string
	final    string // relative to the lake
	scratch  string
	feed     *feed
	finished chan struct{}
	rows     int64
	err      error
}

// NewPart opens a part of table for writing. An empty name makes a unique one. Parts may be written concurrently.
func (t *Tx) NewPart(table string, schema *arrow.Schema, name string) (_ *PartWriter, err error) {
	defer fail.Wrap(&err, "new part of %s", table)
	final, err := t.partPath(table, name)
	if err != nil {
		return nil, err
	}
	e, err := t.lake.engine(writing)
	if err != nil {
		return nil, err
	}
	w := &PartWriter{tx: t, table: table, final: final, scratch: t.scratch(".parquet"), feed: newFeed(schema), finished: make(chan struct{})}
	t.opened(w)
	go w.run(e)
	return w, nil
}

// run copies the feed into the scratch file; DuckDB pulls the records from its own thread.
func (w *PartWriter) run(e *engine) {
	defer close(w.finished)
	defer w.feed.stop()
	w.rows, w.err = e.copyFeed(w.feed, w.scratch)
}

func (e *engine) copyFeed(f *feed, file string) (int64, error) {
	ctx := context.Background()
	conn, err := e.connector.Connect(ctx)
	if err != nil {
		return 0, engineError(ctx, err)
	}
	defer conn.Close()
	a, err := duckdb.NewArrowFromConn(conn)
	if err != nil {
		return 0, err
	}
	// DuckDB puts the view into the catalog that all connections of the engine share: each feed needs its own name.
	view := "feed_" + token()
	release, err := a.RegisterView(f, view)
	if err != nil {
		return 0, fail.As(fail.Internal, err, "columns DuckDB cannot read")
	}
	defer release()
	defer conn.(*duckdb.Conn).ExecContext(ctx, "drop view if exists "+view, nil)
	options := fmt.Sprintf("(format parquet, compression zstd, row_group_size_bytes %d)", rowGroupBytes)
	result, err := conn.(*duckdb.Conn).ExecContext(ctx, "copy "+view+" to "+quote(file)+" "+options, nil)
	if err != nil {
		return 0, engineError(ctx, err)
	}
	return result.RowsAffected()
}

// Write adds a record; the caller keeps its own reference. It blocks while DuckDB is behind.
func (w *PartWriter) Write(record arrow.RecordBatch) error {
	record.Retain()
	select {
	case w.feed.records <- record:
		return nil
	case <-w.finished:
		record.Release()
		return w.failure()
	}
}

func (w *PartWriter) failure() error {
	if w.err == nil {
		return fail.New(fail.Internal, "part of %s is closed", w.table)
	}
	return fail.As(fail.KindOf(w.err), w.err, "write part of %s", w.table)
}

// Close finishes the part: its file is complete, synced and in its place when Close returns.
func (w *PartWriter) Close() (_ Part, err error) {
	defer fail.Wrap(&err, "write part of %s", w.table)
	w.feed.end(nil)
	<-w.finished
	w.tx.closed(w)
	if w.err != nil {
		os.Remove(w.scratch)
		return Part{}, w.err
	}
	return w.tx.place(w.scratch, w.final, w.rows)
}

// abort ends a part nobody wants.
func (w *PartWriter) abort() {
	w.feed.end(errAborted)
	<-w.finished
	os.Remove(w.scratch)
}

var errAborted = errors.New("transaction rolled back")

// AdoptPart moves a finished Parquet file of rows rows into the table; from Scratch by a rename.
func (t *Tx) AdoptPart(table, tmpfile string, rows int64) (_ Part, err error) {
	defer fail.Wrap(&err, "adopt part of %s", table)
	final, err := t.partPath(table, "")
	if err != nil {
		return Part{}, err
	}
	if filepath.Dir(tmpfile) == t.staging {
		return t.place(tmpfile, final, rows)
	}
	scratch := t.scratch(".parquet")
	if err := move(tmpfile, scratch); err != nil {
		return Part{}, storageError(err)
	}
	os.Remove(tmpfile)
	return t.place(scratch, final, rows)
}

func (t *Tx) partPath(table, name string) (string, error) {
	if err := checkTable(table); err != nil {
		return "", err
	}
	if name == "" {
		name = ownPrefix + token()
	} else if !partName.MatchString(name) || strings.HasPrefix(name, ownPrefix) {
		return "", fail.New(fail.Invalid, "%q is no part name", name)
	}
	return path.Join(strings.Replace(table, ".", "/", 1), name+".parquet"), nil
}

// token is a random name no other process makes.
func token() string {
	b := make([]byte, 8)
	rand.Read(b)
	return hex.EncodeToString(b)
}
