package workspace

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"asterism/internal/derive"
	"asterism/internal/ingest"
	"asterism/internal/search"
)

const searchFirst = `标题,申请号,申请日,申请人,IPC主分类号,摘要
合成示例：一种发光二极管芯片,CN201510163325.2,2015-04-08,合成甲有限公司,H01L33/48,一种发光二极管芯片。
合成示例：一种灯具,CN201520163326.6,2015-04-09,合成乙有限公司,F21S8/00,灯具内设发光二极管。
`

const searchSecond = `标题,申请号,申请日,申请人,IPC主分类号,摘要
合成示例：另一种芯片,CN201110163327.4,2011-04-09,合成甲有限公司,H01L33/50,发光二极管封装方法。
合成示例：一种灯具,CN201520163326.6,2016-04-09,合成乙有限公司,F21S8/00,灯具的摘要有变。
`

// An index that took unchanged patents over from the former one has the bytes of one built anew, and follows undo.
func TestSearchIncremental(t *testing.T) {
	ctx := context.Background()
	grown := searchWorkspace(t, searchFirst)
	first := indexBytes(t, grown)
	batch := importText(t, grown, searchSecond)
	buildAll(t, grown)
	fresh := searchWorkspace(t, searchFirst, searchSecond)
	if !bytes.Equal(indexBytes(t, grown), indexBytes(t, fresh)) {
		t.Error("the index grown from a former one differs from one built anew")
	}
	if _, err := grown.Undo(ctx, "test", batch); err != nil {
		t.Fatal(err)
	}
	buildAll(t, grown)
	if !bytes.Equal(indexBytes(t, grown), first) {
		t.Error("after undo the index is not what it was")
	}
}

func searchWorkspace(t *testing.T, files ...string) *Workspace {
	t.Helper()
	dir := t.TempDir()
	if err := Init(dir); err != nil {
		t.Fatal(err)
	}
	w, err := Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	for _, text := range files {
		importText(t, w, text)
	}
	buildAll(t, w)
	return w
}

func importText(t *testing.T, w *Workspace, text string) (batch string) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "patents.csv")
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	r, err := w.Import(context.Background(), "test", ingest.Request{Paths: []string{name}})
	if err != nil {
		t.Fatal(err)
	}
	return r.Batch
}

func buildAll(t *testing.T, w *Workspace) {
	t.Helper()
	r, err := w.Build(context.Background(), "test", derive.Options{Only: []string{searchTable}})
	if err != nil || len(r.Failed) > 0 {
		t.Fatal(err, r.Failed)
	}
}

func indexBytes(t *testing.T, w *Workspace) (all []byte) {
	t.Helper()
	in, err := w.Lake().Read(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	for _, name := range []string{search.TextFile, search.ColumnsFile} {
		m, err := in.Map(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, m.Data...)
		m.Close()
	}
	if err := w.Search(in, func(e *search.Engine) error {
		_, err := e.Find(context.Background(), "plain", "发光二极管")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return all
}
