package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// watch collects what a browser says that nobody wants to read: console errors, blocked code, requests elsewhere.
type watch struct {
	mu      sync.Mutex
	home    string
	remarks []string
}

func (w *watch) hear(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; !strings.HasPrefix(u, w.home) && !strings.HasPrefix(u, "data:") && !strings.HasPrefix(u, "blob:") {
			w.remarks = append(w.remarks, "asked for "+u)
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == "error" && !strings.Contains(e.Entry.Text, "404 (Not Found)") {
			w.remarks = append(w.remarks, "logged "+e.Entry.Text)
		}
	case *runtime.EventExceptionThrown:
		w.remarks = append(w.remarks, "threw "+e.ExceptionDetails.Text)
	}
}

func (w *watch) take() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := w.remarks
	w.remarks = nil
	return all
}

// browse starts a headless Chromium that looks at a server, or skips the test where there is none.
func browse(t *testing.T, server *httptest.Server) (context.Context, *watch) {
	t.Helper()
	path := chromium(t)
	options := append([]chromedp.ExecAllocatorOption{}, chromedp.DefaultExecAllocatorOptions[:]...)
	options = append(options, chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.DisableGPU, chromedp.NoSandbox,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	w := &watch{home: server.URL}
	ctx, cancel = chromedp.NewContext(ctx, chromedp.WithListener(w.hear))
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Skipf("Chromium at %s does not start: %v", path, err)
	}
	for _, enable := range []func() error{
		func() error { _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); return err },
		func() error { _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); return err },
	} {
		if err := enable(); err != nil {
			t.Fatal(err)
		}
	}
	return ctx, w
}

func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("ASTERISM_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	t.Skip("no Chromium: install one or set ASTERISM_CHROMIUM to its path")
	return ""
}

func visit(t *testing.T, ctx context.Context, address string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Navigate(address), chromedp.WaitReady("footer")); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
}

func evaluate[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%v\n%.200s", err, script)
	}
	return v
}

// TestBrowserPages looks at every page in both languages, wide and at 360 px: nothing in the console, no request
// elsewhere, charts drawn, no sideways scrolling, and no fault that axe-core finds: two pages in a row wide and in light colours, the next two narrow and in
// dark ones, since each such look takes a second or more.
func TestBrowserPages(t *testing.T) {
	ctx, w := browse(t, fixture.full)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1440, 1000)); err != nil {
		t.Fatal(err)
	}
	axe, err := os.ReadFile("../../frontend/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Log("axe-core is not installed (npm ci --prefix frontend); accessibility is not measured")
	}
	for i, path := range everyPage {
		address := path
		if i%2 == 1 {
			address = inEnglish(path)
		}
		t.Run(address, func(t *testing.T) {
			look(t, ctx, w, address, axe, i%4 < 2)
		})
	}
}

func look(t *testing.T, ctx context.Context, w *watch, address string, axe []byte, wide bool) {
	visit(t, ctx, fixture.full.URL+address)
	if n := evaluate[int](t, ctx, `document.querySelectorAll('[data-chart]:not([data-drawn])').length`); n > 0 {
		t.Errorf("%d charts are not drawn", n)
	}
	for _, remark := range w.take() {
		t.Error(remark)
	}
	if axe != nil && wide {
		accessible(t, ctx, string(axe))
		axe = nil
	}
	narrow(t, ctx, w, address, axe)
}

// scheme says which colours the reader's system prefers.
func scheme(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}}}); err != nil {
		t.Fatal(err)
	}
}

// narrow looks at the page as a telephone of 360 px that prefers dark colours shows it.
func narrow(t *testing.T, ctx context.Context, w *watch, address string, axe []byte) {
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(360, 780)); err != nil {
		t.Fatal(err)
	}
	scheme(t, ctx, "dark")
	defer scheme(t, ctx, "light")
	visit(t, ctx, fixture.full.URL+inOther(address))
	if wide := evaluate[int](t, ctx, `document.documentElement.scrollWidth`); wide > 360 {
		t.Errorf("the page is %d px wide at 360 px: %s", wide, evaluate[string](t, ctx, widest))
	}
	if axe != nil {
		accessible(t, ctx, string(axe))
	}
	for _, remark := range w.take() {
		t.Error(remark)
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1440, 1000)); err != nil {
		t.Fatal(err)
	}
}

// inOther is the same page in the other language.
func inOther(address string) string {
	if rest, english := strings.CutPrefix(address, "/en"); english {
		return "/" + strings.TrimPrefix(rest, "/")
	}
	return inEnglish(address)
}

// widest names the elements that reach beyond the right edge.
const widest = `Array.from(document.querySelectorAll('body *')).filter(e => e.getBoundingClientRect().right > 361 && !e.closest('.scroll, pre, .chart, .skip'))
  .slice(0, 4).map(e => e.tagName + '.' + e.className).join(' ')`

// accessible runs axe-core's rules of WCAG 2 A and AA.
func accessible(t *testing.T, ctx context.Context, axe string) {
	t.Helper()
	evaluate[any](t, ctx, axe+"; null")
	found := evaluate[string](t, ctx, `axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}).then(r => JSON.stringify(r.violations.map(v =>
      ({rule: v.id, nodes: v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' — ' + n.failureSummary.slice(0, 200))}))))`)
	var violations []struct {
		Rule  string
		Nodes []string
	}
	if err := json.Unmarshal([]byte(found), &violations); err != nil {
		t.Fatal(err)
	}
	for _, v := range violations {
		t.Errorf("axe %s:\n  %s", v.Rule, strings.Join(v.Nodes, "\n  "))
	}
}

// TestBrowserKeyboard walks with the Tab key: the way to the content comes first, then the header, then the
// navigation, and every stop can be seen.
func TestBrowserKeyboard(t *testing.T) {
	ctx, _ := browse(t, fixture.full)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1440, 1000)); err != nil {
		t.Fatal(err)
	}
	visit(t, ctx, fixture.full.URL+"/patents")
	var stops []string
	for range 9 {
		if err := chromedp.Do(ctx, chromedp.KeyEvent("\t")); err != nil {
			t.Fatal(err)
		}
		stops = append(stops, evaluate[string](t, ctx, `(e => (e.className || e.name || e.tagName) + '|' + e.closest('a, header, nav, main').tagName + '|' + getComputedStyle(e).outlineStyle)(document.activeElement)`))
	}
	if !strings.HasPrefix(stops[0], "skip|") || !strings.Contains(stops[1], "brand") || !strings.Contains(strings.Join(stops, " "), "|solid") {
		t.Errorf("the order of focus is %v", stops)
	}
	for i, s := range stops {
		if !strings.HasSuffix(s, "|solid") && !strings.HasSuffix(s, "|auto") {
			t.Errorf("stop %d cannot be seen: %s", i+1, s)
		}
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(fixture.full.URL+"/plan"), chromedp.WaitReady("footer"), chromedp.KeyEvent("/")); err != nil {
		t.Fatal(err)
	}
	if name := evaluate[string](t, ctx, `document.activeElement.name || ''`); name != "q" {
		t.Errorf("the slash leads to %q, not to the search field", name)
	}
}

// TestBrowserImport drops a file on the data page, sees what it was understood as, imports it, follows the progress
// to the end and finds the rows.
func TestBrowserImport(t *testing.T) {
	file := filepath.Join(t.TempDir(), "拖放企业.csv")
	if err := os.WriteFile(file, []byte(strings.NewReplacer("合成新企业", "合成拖放企业", "XN999", "XN888").Replace(newFirms)), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, w := browse(t, fixture.full)
	visit(t, ctx, fixture.full.URL+"/data")
	drop(t, ctx, file)
	if err := chromedp.Do(ctx, chromedp.WaitVisible("ol.steps"), chromedp.WaitVisible("form button.main")); err != nil {
		t.Fatal(err)
	}
	if page := evaluate[string](t, ctx, `document.querySelector('main').innerText`); !strings.Contains(page, "合成拖放企业甲") {
		t.Errorf("the preview lacks the rows:\n%.400s", page)
	}
	evaluate[any](t, ctx, `document.querySelector('form.card:last-of-type button.main').click(), null`)
	if err := chromedp.Do(ctx, chromedp.WaitVisible(".tag.succeeded", chromedp.AtLeast(1))); err != nil {
		t.Fatal(err)
	}
	for _, remark := range w.take() {
		t.Error(remark)
	}
	visit(t, ctx, fixture.full.URL+"/firms?name__contains=合成拖放")
	if page := evaluate[string](t, ctx, `document.querySelector('main').innerText`); !strings.Contains(page, "合成拖放企业乙") {
		t.Errorf("the firms are not there:\n%.400s", page)
	}
}

// drop drags a file of the disk over the form and lets it go, as a person does.
func drop(t *testing.T, ctx context.Context, file string) {
	t.Helper()
	at := evaluate[[]float64](t, ctx, `(r => [r.x + r.width / 2, r.y + r.height / 3])(document.querySelector('[data-drop]').getBoundingClientRect())`)
	data := &input.DragData{Items: []*input.DragDataItem{}, Files: []string{file}, DragOperationsMask: 1}
	for _, kind := range []input.DispatchDragEventType{"dragEnter", "dragOver", "drop"} {
		if _, err := chromedp.Call(ctx, input.DispatchDragEvent, input.DispatchDragEventParams{Type: kind, X: at[0], Y: at[1], Data: data}); err != nil {
			t.Fatal(fmt.Errorf("%s: %w", kind, err))
		}
	}
}
