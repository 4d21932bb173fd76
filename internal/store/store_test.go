package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"asterism/internal/fail"

	"github.com/google/go-cmp/cmp"
)

// engines are the databases every case of the contract runs on.
var engines = []struct {
	name string
	dsn  func(*testing.T) string
}{
	{"sqlite", func(t *testing.T) string { return filepath.Join(t.TempDir(), "a b%20?.db") }},
	{"postgres", postgres},
}

var contract = []struct {
	name string
	run  func(*testing.T, *Store)
}{
	{"a writing call without actor is refused", noActor},
	{"a job goes from queued to succeeded", jobSucceeds},
	{"a job that fails or is cancelled says so", jobEnds},
	{"a job can be started once", jobStartsOnce},
	{"jobs are listed newest first and filtered", jobsListed},
	{"a mapping is found by its header in any order", mappingFound},
	{"a setting round-trips", settingKept},
	{"edits are numbered events", editsNumbered},
	{"an edit on stale knowledge is refused whole", editConflict},
	{"undo is a new event", editUndone}, {"edits are taken back from the last", editStack},
	{"prose turns stale and fresh with its numbers", proseStale},
	{"two writers of one text do not overwrite each other", proseConflict},
	{"an edition keeps its bytes", editionFrozen},
	{"saved queries are versions", queriesVersioned},
	{"chains are versions", chainsVersioned},
	{"reviews of a query are added", reviewsAdded},
	{"concurrent writers lose nothing", concurrent},
}

func TestContract(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			s := open(t, engine.dsn(t))
			if s.Kind() != engine.name {
				t.Fatalf("opened %s", s.Kind())
			}
			for _, c := range contract {
				t.Run(c.name, func(t *testing.T) { c.run(t, s) })
			}
		})
	}
}

func open(t *testing.T, dsn string) *Store {
	t.Helper()
	s, err := Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func wantKind(t *testing.T, kind fail.Kind, err error) {
	t.Helper()
	if err == nil || fail.KindOf(err) != kind {
		t.Fatalf("error %v is not %v", err, kind)
	}
}

func text(s string) *string { return &s }

func noActor(t *testing.T, s *Store) {
	ctx := t.Context()
	_, create := s.CreateJob(ctx, "", "import", nil)
	_, edit := s.AppendEdits(ctx, " ", "why", Change{Table: "firm", Key: "1"})
	_, undo := s.UndoEdit(ctx, "", "why", 1)
	_, progress := s.ProgressJob(ctx, "", 1, Progress{})
	_, prose := s.SaveProse(ctx, "", Prose{Report: "r", Block: "b", Lang: "zh"})
	_, check := s.CheckProse(ctx, "", "r", "", nil)
	_, freeze := s.FreezeEdition(ctx, "", Edition{Report: "r", Format: "html"}, []byte("x"))
	for i, err := range []error{create, edit, undo, progress, prose, check, freeze,
		s.StartJob(ctx, "", 1), s.FinishJob(ctx, "", 1, nil, nil), s.CancelJob(ctx, "", 1),
		s.SaveMapping(ctx, "", Mapping{Signature: "s", YAML: "y"}), s.DeleteMapping(ctx, "", "s"), s.SetSetting(ctx, "", "n", 1)} {
		if fail.KindOf(err) != fail.Invalid || err == nil {
			t.Errorf("call %d: %v", i, err)
		}
	}
}

func jobSucceeds(t *testing.T, s *Store) {
	ctx := t.Context()
	j := must[*Job](t)(s.CreateJob(ctx, "li", "import", map[string]string{"path": "专利.xlsx"}))
	if err := s.StartJob(ctx, "li", j.ID); err != nil {
		t.Fatal(err)
	}
	if stop := must[bool](t)(s.ProgressJob(ctx, "li", j.ID, Progress{"read", 5, 10})); stop {
		t.Error("asked to stop")
	}
	if err := s.FinishJob(ctx, "li", j.ID, map[string]int{"accepted": 10}, nil); err != nil {
		t.Fatal(err)
	}
	got := must[*Job](t)(s.Job(ctx, j.ID))
	if got.State != Succeeded || got.Step != "read" || got.Done != 5 || string(got.Result) != `{"accepted":10}` || string(got.Request) != `{"path":"专利.xlsx"}` {
		t.Errorf("got %+v", got)
	}
	if got.Started.IsZero() || got.Finished.Before(got.Started) || !got.Created.Equal(j.Created) || !got.Ended() {
		t.Errorf("times %v %v %v", got.Created, got.Started, got.Finished)
	}
	wantKind(t, fail.Conflict, s.FinishJob(ctx, "li", j.ID, nil, nil))
	_, err := s.Job(ctx, 1<<40)
	wantKind(t, fail.NotFound, err)
	wantKind(t, fail.NotFound, s.StartJob(ctx, "li", 1<<40))
}

func jobEnds(t *testing.T, s *Store) {
	ctx := t.Context()
	for _, c := range []struct {
		failure error
		state   JobState
		text    string
	}{{errors.New("disk full"), Failed, "disk full"}, {fmt.Errorf("read: %w", context.Canceled), Cancelled, ""}} {
		j := must[*Job](t)(s.CreateJob(ctx, "li", "build", nil))
		s.StartJob(ctx, "li", j.ID)
		s.CancelJob(ctx, "li", j.ID)
		if stop := must[bool](t)(s.ProgressJob(ctx, "li", j.ID, Progress{})); !stop {
			t.Error("not told to stop")
		}
		s.FinishJob(ctx, "li", j.ID, nil, c.failure)
		if got := must[*Job](t)(s.Job(ctx, j.ID)); got.State != c.state || got.Error != c.text {
			t.Errorf("got %+v", got)
		}
	}
	j := must[*Job](t)(s.CreateJob(ctx, "li", "build", nil))
	if err := s.CancelJob(ctx, "li", j.ID); err != nil {
		t.Fatal(err)
	}
	if got := must[*Job](t)(s.Job(ctx, j.ID)); got.State != Cancelled || got.Finished.IsZero() {
		t.Errorf("queued job after cancel: %+v", got)
	}
	wantKind(t, fail.Conflict, s.CancelJob(ctx, "li", j.ID))
}

func jobStartsOnce(t *testing.T, s *Store) {
	j := must[*Job](t)(s.CreateJob(t.Context(), "li", "import", nil))
	var mu sync.Mutex
	started := 0
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if err := s.StartJob(t.Context(), "li", j.ID); err == nil {
				mu.Lock()
				started++
				mu.Unlock()
			}
		})
	}
	group.Wait()
	if started != 1 {
		t.Errorf("started %d times", started)
	}
}

func jobsListed(t *testing.T, s *Store) {
	ctx := t.Context()
	a := must[*Job](t)(s.CreateJob(ctx, "li", "listed", nil))
	b := must[*Job](t)(s.CreateJob(ctx, "li", "listed", nil))
	got := must[[]*Job](t)(s.Jobs(ctx, JobFilter{Kind: "listed", State: Queued}))
	if len(got) != 2 || got[0].ID != b.ID || got[1].ID != a.ID {
		t.Errorf("got %v", got)
	}
	if got := must[[]*Job](t)(s.Jobs(ctx, JobFilter{Limit: 1})); len(got) != 1 {
		t.Errorf("limit: %d", len(got))
	}
}

func mappingFound(t *testing.T, s *Store) {
	ctx := t.Context()
	m := Mapping{Signature: Signature([]string{"企业名称", "统一社会信用代码"}), Name: "企业", Table: "firm", YAML: "table: firm\n"}
	for _, name := range []string{"first", "second"} {
		m.Name = name
		if err := s.SaveMapping(ctx, "li", m); err != nil {
			t.Fatal(err)
		}
	}
	got := must[*Mapping](t)(s.FindMapping(ctx, Signature([]string{" 统一社会信用代码", "企业名称"})))
	if got.Name != "second" || got.YAML != m.YAML || got.Actor != "li" {
		t.Errorf("got %+v", got)
	}
	if all := must[[]*Mapping](t)(s.Mappings(ctx)); len(all) != 1 {
		t.Errorf("%d mappings", len(all))
	}
	if err := s.DeleteMapping(ctx, "li", m.Signature); err != nil {
		t.Fatal(err)
	}
	_, err := s.FindMapping(ctx, m.Signature)
	wantKind(t, fail.NotFound, err)
}

func settingKept(t *testing.T, s *Store) {
	ctx := t.Context()
	for _, lang := range []string{"zh", "en"} {
		if err := s.SetSetting(ctx, "li", "lang", lang); err != nil {
			t.Fatal(err)
		}
	}
	var lang string
	if err := s.Setting(ctx, "lang", &lang); err != nil || lang != "en" {
		t.Errorf("got %q, %v", lang, err)
	}
	wantKind(t, fail.NotFound, s.Setting(ctx, "absent", &lang))
}

func editsNumbered(t *testing.T, s *Store) {
	ctx := t.Context()
	first := must[[]*Edit](t)(s.AppendEdits(ctx, "wang", "年报更正",
		Change{"firm_year", "A|2015", "output_cny", nil, text("12.5")},
		Change{"firm_year", "A|2015", "employee_count", text(""), text("a\\b'c\n群")}))
	next := must[[]*Edit](t)(s.AppendEdits(ctx, "wang", "again", Change{"firm_year", "A|2015", "output_cny", text("12.5"), nil}))
	got := must[[]*Edit](t)(s.Edits(ctx, first[0].ID-1))
	if diff := cmp.Diff(append(first, next...), got); diff != "" {
		t.Error(diff)
	}
	if got[2].ID != got[0].ID+2 || len(must[[]*Edit](t)(s.Edits(ctx, got[1].ID))) != 1 {
		t.Errorf("ids %d … %d", got[0].ID, got[2].ID)
	}
}

func editConflict(t *testing.T, s *Store) {
	ctx := t.Context()
	must[[]*Edit](t)(s.AppendEdits(ctx, "li", "r", Change{"firm", "B", "name", text("旧"), text("新")}))
	before := len(must[[]*Edit](t)(s.Edits(ctx, 0)))
	_, err := s.AppendEdits(ctx, "wu", "r", Change{"firm", "C", "name", nil, text("x")}, Change{"firm", "B", "name", text("旧"), text("他")})
	wantKind(t, fail.Conflict, err)
	if after := len(must[[]*Edit](t)(s.Edits(ctx, 0))); after != before {
		t.Errorf("%d edits became %d", before, after)
	}
	_, err = s.AppendEdits(ctx, "wu", "", Change{Table: "firm", Key: "B"})
	wantKind(t, fail.Invalid, err)
}

func editUndone(t *testing.T, s *Store) {
	ctx := t.Context()
	e := must[[]*Edit](t)(s.AppendEdits(ctx, "li", "merge", Change{"party", "D", "merged_into", nil, text("E")}))[0]
	u := must[*Edit](t)(s.UndoEdit(ctx, "wu", "not the same", e.ID))
	if u.Undoes != e.ID || u.After != nil || *u.Before != "E" || u.ID <= e.ID {
		t.Errorf("undo %+v", u)
	}
	_, err := s.UndoEdit(ctx, "wu", "twice", e.ID)
	wantKind(t, fail.Conflict, err)
	redo := must[*Edit](t)(s.UndoEdit(ctx, "wu", "redo", u.ID))
	if *redo.After != "E" {
		t.Errorf("redo %+v", redo)
	}
	_, err = s.UndoEdit(ctx, "wu", "absent", 1<<40)
	wantKind(t, fail.NotFound, err)
}

// editStack: edits of one field are taken back from the last to the first, after which the field is its sources',
// whatever they say by then.
func editStack(t *testing.T, s *Store) {
	ctx := t.Context()
	add := func(before, after string) *Edit {
		return must[[]*Edit](t)(s.AppendEdits(ctx, "li", "r", Change{"firm", "S", "name", text(before), text(after)}))[0]
	}
	first, second := add("甲", "乙"), add("乙", "丙")
	_, err := s.UndoEdit(ctx, "wu", "r", first.ID)
	wantKind(t, fail.Conflict, err)
	must[*Edit](t)(s.UndoEdit(ctx, "wu", "r", second.ID))
	if standing := Standing(must[[]*Edit](t)(s.Edits(ctx, first.ID-1))); len(standing) != 1 || standing[0].ID != first.ID {
		t.Errorf("in force %v, want edit %d", standing, first.ID)
	}
	must[*Edit](t)(s.UndoEdit(ctx, "wu", "r", first.ID))
	if standing := Standing(must[[]*Edit](t)(s.Edits(ctx, first.ID-1))); len(standing) != 0 {
		t.Errorf("in force %v, want none", standing)
	}
	add("来源的新值", "丁")
	_, err = s.UndoEdit(ctx, "wu", "r", second.ID)
	wantKind(t, fail.Conflict, err)
}

func proseStale(t *testing.T, s *Store) {
	ctx := t.Context()
	p := must[*Prose](t)(s.SaveProse(ctx, "li", Prose{Report: "cluster", Scope: "id=c01", Block: "summary", Lang: "zh",
		Text: "产值 1,020 亿元。", Quotes: []Quote{{Name: "output", Value: "1,020"}}}))
	state := func(numbers map[string]string) *Prose {
		return must[[]*Prose](t)(s.CheckProse(ctx, "build", "cluster", "id=c01", numbers))[0]
	}
	if got := state(map[string]string{"output": "1,020"}); got.State != Fresh {
		t.Errorf("unchanged: %+v", got)
	}
	if got := state(map[string]string{"output": "998"}); got.State != Stale || got.Quotes[0].Now != "998" || got.Actor != "li" {
		t.Errorf("changed: %+v", got)
	}
	kept := must[[]*Prose](t)(s.Prose(ctx, "cluster", "id=c01"))[0]
	if kept.State != Stale || kept.Text != p.Text || kept.Quotes[0].Now != "998" {
		t.Errorf("kept: %+v", kept)
	}
	if got := state(nil); got.State != Stale {
		t.Errorf("number gone: %+v", got)
	}
	if got := state(map[string]string{"output": "1,020"}); got.State != Fresh || got.Quotes[0].Now != "" {
		t.Errorf("back: %+v", got)
	}
}

func proseConflict(t *testing.T, s *Store) {
	ctx := t.Context()
	p := *must[*Prose](t)(s.SaveProse(ctx, "li", Prose{Report: "two", Block: "b", Lang: "en", Text: "one"}))
	again := p
	again.Text = "two"
	if got := must[*Prose](t)(s.SaveProse(ctx, "wu", again)); got.Version != 2 {
		t.Errorf("version %d", got.Version)
	}
	_, err := s.SaveProse(ctx, "li", p)
	wantKind(t, fail.Conflict, err)
	_, err = s.SaveProse(ctx, "li", Prose{Report: "two", Block: "b", Lang: "en"})
	wantKind(t, fail.Conflict, err)
}

func editionFrozen(t *testing.T, s *Store) {
	ctx := t.Context()
	content := []byte("<p>\x00\xff群</p>")
	e := Edition{Report: "landscape", Title: "专利态势", Lang: "zh", Params: map[string]string{"region": "370900"}, Snapshot: 7, Format: "html",
		Prose: []Prose{{Report: "landscape", Block: "b", Lang: "zh", Text: "t", Quotes: []Quote{{Name: "n", Value: "4,946"}}, State: Fresh}}}
	first := must[*Edition](t)(s.FreezeEdition(ctx, "li", e, content))
	second := must[*Edition](t)(s.FreezeEdition(ctx, "li", e, content))
	other := must[*Edition](t)(s.FreezeEdition(ctx, "li", Edition{Report: "other", Format: "pdf"}, content))
	if first.Number != 1 || second.Number != 2 || other.Number != 1 {
		t.Errorf("numbers %d %d %d", first.Number, second.Number, other.Number)
	}
	got, body, err := s.Edition(ctx, "landscape", 1)
	if err != nil || string(body) != string(content) {
		t.Fatalf("%q %v", body, err)
	}
	if diff := cmp.Diff(first, got); diff != "" {
		t.Error(diff)
	}
	if all := must[[]*Edition](t)(s.Editions(ctx, "landscape")); len(all) != 2 || all[0].Number != 2 {
		t.Errorf("%d editions", len(all))
	}
	_, _, err = s.Edition(ctx, "landscape", 9)
	wantKind(t, fail.NotFound, err)
}

func concurrent(t *testing.T, s *Store) {
	const writers, each = 8, 20
	since := len(must[[]*Edit](t)(s.Edits(t.Context(), 0)))
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			for i := range each {
				if _, err := s.AppendEdits(t.Context(), "w", "r", Change{"t", fmt.Sprint(w, "|", i), "f", nil, text("v")}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	all := must[[]*Edit](t)(s.Edits(t.Context(), int64(since)))
	if len(all) != writers*each || all[len(all)-1].ID != int64(since+writers*each) {
		t.Errorf("%d edits after %d", len(all), since)
	}
}

func TestOpen_twiceAtOnce(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			dsn := engine.dsn(t)
			var group sync.WaitGroup
			for range 4 {
				group.Go(func() {
					s, err := Open(t.Context(), dsn)
					if err != nil {
						t.Error(err)
						return
					}
					s.Close()
				})
			}
			group.Wait()
		})
	}
}

func TestOpen_refusesNewerDatabase(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			dsn := engine.dsn(t)
			s := open(t, dsn)
			if _, err := s.db.ExecContext(t.Context(), "insert into store_version (version_id, is_applied) values (999, ?)", true); err != nil {
				t.Fatal(err)
			}
			_, err := Open(t.Context(), dsn)
			wantKind(t, fail.Conflict, err)
			if !strings.Contains(err.Error(), "version 999") {
				t.Errorf("unclear: %v", err)
			}
		})
	}
}

func TestOpen_unreachable(t *testing.T) {
	for _, dsn := range []string{filepath.Join(t.TempDir(), "no", "folder.db"), "postgres:///x?host=/nowhere&user=u&connect_timeout=1"} {
		_, err := Open(t.Context(), dsn)
		wantKind(t, fail.Unavailable, err)
	}
	_, err := Open(t.Context(), "")
	wantKind(t, fail.Invalid, err)
}

func TestSQLite_fullSyncAndForeignKeys(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "s.db"))
	for pragma, want := range map[string]string{"synchronous": "2", "foreign_keys": "1", "journal_mode": "wal", "busy_timeout": "15000"} {
		var got string
		if err := s.db.QueryRow("pragma " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s = %s, %v", pragma, got, err)
		}
	}
}

func TestEdition_tamperedContentIsNoticed(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "s.db"))
	must[*Edition](t)(s.FreezeEdition(t.Context(), "li", Edition{Report: "r", Format: "html"}, []byte("true")))
	var done sql.Result
	done, err := s.db.Exec("update edition set content = ?", []byte("false"))
	if n, _ := done.RowsAffected(); err != nil || n != 1 {
		t.Fatal(err)
	}
	_, _, err = s.Edition(t.Context(), "r", 1)
	wantKind(t, fail.Internal, err)
}
