//go:build unix

package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

const killRounds = 20

// TestKill kills the process with SIGKILL at random instants of import and of build. What was acknowledged (its
// JSON was printed) is there afterwards, and what was left unfinished can be finished.
func TestKill(t *testing.T) {
	k := &killer{dir: filepath.Join(t.TempDir(), "w"), random: rand.New(rand.NewPCG(2015, 4)), kept: map[string]bool{}}
	if out, err := k.command("init").CombinedOutput(); err != nil {
		t.Fatalf("init: %v %s", err, out)
	}
	for round := range killRounds {
		k.importOne(t, round)
		k.killed(time.Second, "build", "--json", "-q")
		k.verify(t)
		if t.Failed() {
			t.Fatalf("after round %d", round)
		}
	}
	t.Logf("%d imports acknowledged, %d commands killed", len(k.kept), k.kills)
	if k.kills == 0 {
		t.Error("the kills came at no useful instant")
	}
	k.finish(t)
}

// finish imports a firm and builds, undisturbed: base.firm then holds every batch's firm.
func (k *killer) finish(t *testing.T) {
	t.Helper()
	name := filepath.Join(filepath.Dir(k.dir), "last.csv")
	if err := os.WriteFile(name, []byte("统一社会信用代码,企业名称\n91370900MA99999999,合成末位有限公司\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var done, built any
	k.answer(t, &done, "import", "--json", "-q", name)
	k.answer(t, &built, "build", "--json", "-q")
	var rows []struct{ Firms, Merged int }
	k.answer(t, &rows, "query", "--json", "select (select count(*) from raw.firm) as firms, (select count(*) from base.firm) as merged from base.parameter limit 1")
	if len(rows) != 1 || rows[0].Firms == 0 || rows[0].Firms != rows[0].Merged {
		t.Errorf("after a whole build: %+v", rows)
	}
}

type killer struct {
	dir    string
	random *rand.Rand
	kept   map[string]bool // batches acknowledged
	kills  int
}

// command is the asterism that testscript.Main put first on PATH.
func (k *killer) command(args ...string) *exec.Cmd {
	return exec.Command("asterism", append([]string{"-w", k.dir}, args...)...)
}

// killed runs a command that is killed at a random instant within the time given, and returns what it printed.
func (k *killer) killed(within time.Duration, args ...string) []byte {
	var out bytes.Buffer
	c := k.command(args...)
	c.Stdout = &out
	if c.Start() != nil {
		return nil
	}
	timer := time.AfterFunc(time.Duration(k.random.Int64N(int64(within))), func() { c.Process.Kill() })
	defer timer.Stop()
	if c.Wait() != nil {
		k.kills++
	}
	return out.Bytes()
}

// importOne imports a firm of its own; an answer that is whole JSON acknowledges the batch.
func (k *killer) importOne(t *testing.T, round int) {
	t.Helper()
	name := filepath.Join(filepath.Dir(k.dir), fmt.Sprintf("%d.csv", round))
	row := fmt.Sprintf("统一社会信用代码,企业名称\n91370900MA%08d,合成%d有限公司\n", round, round)
	if err := os.WriteFile(name, []byte(row), 0o644); err != nil {
		t.Fatal(err)
	}
	var answer struct{ Batch string }
	if json.Unmarshal(k.killed(700*time.Millisecond, "import", "--json", "-q", name), &answer) == nil {
		k.kept[answer.Batch] = true
	}
}

func (k *killer) verify(t *testing.T) {
	t.Helper()
	var batches []struct{ ID string }
	k.answer(t, &batches, "batches", "--json")
	have := map[string]bool{}
	for _, b := range batches {
		have[b.ID] = true
	}
	for b := range k.kept {
		if !have[b] {
			t.Errorf("acknowledged batch %s is lost", b)
		}
	}
	if len(batches) > 0 {
		k.read(t, len(batches))
	}
}

// read: each batch holds its one firm, and no other firm is there.
func (k *killer) read(t *testing.T, batches int) {
	t.Helper()
	var rows []struct{ Firms, Batches int }
	k.answer(t, &rows, "query", "--json", "select count(*) as firms, count(distinct batch) as batches from raw.firm")
	if len(rows) != 1 || rows[0].Firms != batches || rows[0].Batches != batches {
		t.Errorf("%d batches are listed, raw.firm has %+v", batches, rows)
	}
}

func (k *killer) answer(t *testing.T, v any, args ...string) {
	t.Helper()
	out, err := k.command(args...).Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
	if err := json.Unmarshal(out, v); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
}
