package store

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// child is the process the kill test ends: it starts a job, then appends edits for ever, printing each id once the
// store has acknowledged it.
func child() {
	ctx := context.Background()
	s, err := Open(ctx, os.Getenv("STORE_TEST_CHILD"))
	if err != nil {
		fmt.Println("error", err)
		return
	}
	j, err := s.CreateJob(ctx, "child", "import", nil)
	if err == nil {
		err = s.StartJob(ctx, "child", j.ID)
	}
	for i := 0; err == nil; i++ {
		var e []*Edit
		if e, err = s.AppendEdits(ctx, "child", "r", Change{"t", fmt.Sprint(os.Getpid(), "|", i), "f", nil, text("v")}); err == nil {
			fmt.Println(e[0].ID)
		}
	}
	fmt.Println("error", err)
}

// TestKill ends a writing process with SIGKILL several times: what it was told is written must be there, and its
// running job must be failed as interrupted as soon as the store is opened again.
func TestKill(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			dsn := engine.dsn(t)
			for round := range 5 {
				last := runAndKill(t, dsn, time.Duration(20+round*37)*time.Millisecond)
				checkSurvivors(t, dsn, last, round+1)
			}
		})
	}
}

func runAndKill(t *testing.T, dsn string, after time.Duration) (last int64) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "STORE_TEST_CHILD="+dsn)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "error") {
			t.Fatal(lines.Text())
		}
		if last == 0 {
			time.AfterFunc(after, func() { cmd.Process.Kill() })
		}
		if n, err := strconv.ParseInt(lines.Text(), 10, 64); err == nil {
			last = n
		}
	}
	cmd.Wait()
	return last
}

func checkSurvivors(t *testing.T, dsn string, last int64, jobs int) {
	t.Helper()
	s := open(t, dsn)
	defer s.Close()
	edits := must[[]*Edit](t)(s.Edits(t.Context(), 0))
	if last == 0 || int64(len(edits)) < last || edits[len(edits)-1].ID != int64(len(edits)) {
		t.Fatalf("edit %d was acknowledged, %d are there", last, len(edits))
	}
	failed := must[[]*Job](t)(s.Jobs(t.Context(), JobFilter{State: Failed}))
	if len(failed) != jobs || failed[0].Error != Interrupted || failed[0].Finished.IsZero() {
		t.Fatalf("%d interrupted jobs, want %d: %+v", len(failed), jobs, failed)
	}
}
