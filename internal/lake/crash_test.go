//go:build unix

package lake

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
)

// The test binary starts itself with this variable set to be a writer that gets killed, or one whose disk is full.
const childVariable = "ASTERISM_LAKE_CHILD"

var children = map[string]func(dir string) error{"writer": writeForever, "limited": writeLimited}

func TestMain(m *testing.M) {
	role, dir, ok := strings.Cut(os.Getenv(childVariable), ":")
	if !ok {
		os.Exit(m.Run())
	}
	if err := children[role](dir); err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
}

func child(role, dir string) *exec.Cmd {
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childVariable+"="+role+":"+dir)
	c.Stderr = os.Stderr
	return c
}

const (
	crashRounds = 200
	crashRows   = 20 // a batch
	fewBatches  = 12 // kept by undoing older ones
)

// TestKill kills a writer at random instants of import, undo and build. What it said was done must be there.
func TestKill(t *testing.T) {
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(2015, 4))
	log := &acknowledged{kept: map[string]bool{}, gone: map[string]bool{}}
	rounds := crashRounds
	if testing.Short() {
		rounds = 20
	}
	window := 120 * time.Millisecond
	for round := range rounds {
		killOne(t, dir, time.Duration(random.Int64N(int64(window))), log)
		verify(t, dir, log)
		if t.Failed() {
			t.Fatalf("after round %d", round)
		}
		if log.commits < 2*round && window < 600*time.Millisecond {
			window += window / 8 // a busy machine: the writer needs longer to come to its commits
		}
	}
	t.Logf("%d commits acknowledged", log.commits)
	if log.commits < rounds {
		t.Errorf("only %d commits acknowledged: the kills came too early to test anything", log.commits)
	}
	collect := openAt(t, dir)
	defer collect.Close()
	_, err := collect.GC(context.Background())
	check(t, err)
	verify(t, dir, log)
}

// acknowledged is what the writers printed.
type acknowledged struct {
	kept, gone map[string]bool // batches imported; batches undone
	commits    int
	snapshot   string // the last acknowledged
}

func killOne(t *testing.T, dir string, after time.Duration, log *acknowledged) {
	t.Helper()
	c := child("writer", dir)
	out, err := c.StdoutPipe()
	check(t, err)
	check(t, c.Start())
	lines := bufio.NewReader(out)
	_, err = lines.ReadString('\n') // it has opened the lake
	check(t, err)
	timer := time.AfterFunc(after, func() { c.Process.Kill() })
	defer timer.Stop()
	for {
		line, err := lines.ReadString('\n')
		if err == io.EOF {
			break
		}
		check(t, err)
		log.read(t, strings.Fields(line))
	}
	c.Wait()
}

func (a *acknowledged) read(t *testing.T, words []string) {
	switch words[0] {
	case "imported":
		a.kept[words[1]] = true
	case "undoing": // may or may not happen before the kill
		delete(a.kept, words[1])
		return
	case "undone":
		a.gone[words[1]] = true
	case "built":
	default:
		t.Errorf("writer: %v", words)
	}
	a.commits++
	a.snapshot = words[2]
}

func openAt(t *testing.T, dir string) *Lake {
	t.Helper()
	l, err := Open(context.Background(), dir, Options{Threads: 1})
	check(t, err)
	return l
}

func verify(t *testing.T, dir string, log *acknowledged) {
	t.Helper()
	l := openAt(t, dir)
	defer l.Close()
	s, err := l.Current()
	check(t, err)
	if log.snapshot != "" {
		var id int64
		fmt.Sscan(log.snapshot, &id)
		if s.ID < id {
			t.Errorf("current is %d, acknowledged %d", s.ID, id)
		}
	}
	batches := map[string]bool{}
	for _, b := range s.Batches {
		batches[b.ID] = true
	}
	log.compare(t, batches)
	verifyRows(t, l, s)
}

func (a *acknowledged) compare(t *testing.T, batches map[string]bool) {
	t.Helper()
	for b := range a.kept {
		if !batches[b] {
			t.Errorf("acknowledged batch %s is lost", b)
		}
	}
	for b := range a.gone {
		if batches[b] {
			t.Errorf("undone batch %s is back", b)
		}
	}
}

// verifyRows reads every part of the snapshot: each batch has all its rows, and the derived table those of its inputs.
func verifyRows(t *testing.T, l *Lake, s *Snapshot) {
	t.Helper()
	if len(s.Tables) == 0 {
		return
	}
	r, err := l.Read(context.Background(), 0)
	check(t, err)
	defer r.Close()
	rows, err := r.Query(context.Background(), "select batch, count(*), count(distinct id) from raw.firm group by all")
	check(t, err)
	if len(rows.Data) != len(s.Batches) {
		t.Errorf("%d batches have rows, %d are listed", len(rows.Data), len(s.Batches))
	}
	for _, row := range rows.Data {
		if row[1] != int64(crashRows) || row[2] != int64(crashRows) {
			t.Errorf("batch %v has %v rows, %v ids", row...)
		}
	}
	base, ok := s.Table("base.firm")
	if !ok {
		return
	}
	count, err := r.Query(context.Background(), "select count(*) from base.firm")
	check(t, err)
	if count.Data[0][0] != base.Rows {
		t.Errorf("base.firm has %v rows, listed %d", count.Data[0][0], base.Rows)
	}
}

// writeForever imports, builds and undoes until it is killed, saying what is done after it is.
func writeForever(dir string) error {
	l, err := Open(context.Background(), dir, Options{Threads: 1})
	if err != nil {
		return err
	}
	fmt.Println("ready")
	for {
		for _, step := range []func(*Lake) error{importStep, importStep, buildStep, undoStep} {
			if err := step(l); err != nil {
				return err
			}
		}
	}
}

func importStep(l *Lake) error {
	ctx := context.Background()
	tx, err := l.Write(ctx, "import")
	if err != nil {
		return err
	}
	defer tx.Rollback()
	batch := "b" + token()
	w, err := tx.NewPart("raw.firm", firmSchema, "")
	if err != nil {
		return err
	}
	if err := w.Write(firms(1, crashRows, batch)); err != nil {
		return err
	}
	p, err := w.Close()
	if err != nil {
		return err
	}
	if err := tx.AppendParts("raw.firm", firmColumns, p); err != nil {
		return err
	}
	tx.AddBatch(Batch{ID: batch})
	return commitStep(tx, "imported", batch)
}

func commitStep(tx *Tx, words ...string) error {
	s, err := tx.Commit(context.Background())
	if err == nil {
		fmt.Println(strings.Join(words, " "), s.ID)
	}
	return err
}

func buildStep(l *Lake) error {
	ctx := context.Background()
	tx, err := l.Write(ctx, "build")
	if err != nil {
		return err
	}
	defer tx.Rollback()
	raw, _ := tx.Table("raw.firm")
	p, columns, err := tx.Build(ctx, "base.firm", "select id, name, batch from raw.firm", "batch, id", raw.Fingerprint)
	if err != nil {
		return err
	}
	if p.Rows != raw.Rows {
		return fmt.Errorf("built %d of %d rows", p.Rows, raw.Rows)
	}
	if err := tx.SetTable(Table{Name: "base.firm", Columns: columns, Parts: []Part{p}, Fingerprint: raw.Fingerprint}); err != nil {
		return err
	}
	return commitStep(tx, "built", "base.firm")
}

func undoStep(l *Lake) error {
	tx, err := l.Write(context.Background(), "undo")
	if err != nil {
		return err
	}
	defer tx.Rollback()
	batches := slices.Clone(tx.Base().Batches)
	if len(batches) <= fewBatches {
		return nil
	}
	id := batches[rand.IntN(len(batches))].ID
	fmt.Println("undoing", id)
	if err := tx.RemoveBatch(context.Background(), id); err != nil {
		return err
	}
	return commitStep(tx, "undone", id)
}
