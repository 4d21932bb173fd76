package web

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestBrowserChainEdit edits a chain as an analyst does: the count follows the query, a mistake is shown where it is, nodes are
// added, moved and taken back by keys, and what is saved is a version with its differences; then the product's own comes back.
func TestBrowserChainEdit(t *testing.T) {
	const id = "polyurethane"
	t.Cleanup(func() { _, _ = fixture.w.RestoreChain(context.Background(), "test", "", id, 0) })
	ctx, w := browse(t, fixture.full)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1440, 1000)); err != nil {
		t.Fatal(err)
	}
	visit(t, ctx, fixture.full.URL+"/chains/"+id+"/edit")
	until(t, ctx, `document.querySelector('[data-whole]').textContent.includes('命中')`)
	const row = `Array.from(document.querySelectorAll('.editrow')).find(e => e.querySelector('[name=id]').value === 'isocyanate')`
	evaluate[any](t, ctx, row+`.querySelector('summary').click(), null`)
	before := evaluate[string](t, ctx, row+`.querySelector('[data-hits]').textContent`)

	set(t, ctx, row, "query", "异氰酸酯 OR (光气")
	until(t, ctx, row+`.querySelector('[data-problems]').textContent.includes('括号')`)
	set(t, ctx, row, "query", "TA:(异氰酸酯 OR 电)")
	set(t, ctx, row, "classes", "c07c 263/00，C07C265/00 C08G18/76")
	until(t, ctx, row+`.querySelector('[data-hits]').textContent.includes('改前')`)
	if now := evaluate[string](t, ctx, row+`.querySelector('[data-clauses]').innerText`); !strings.Contains(now, "电") {
		t.Errorf("the clauses are %q", now)
	}
	t.Logf("%s → %s", before, evaluate[string](t, ctx, row+`.querySelector('[data-hits]').textContent`))

	order := `Array.from(document.querySelectorAll('.editrow'), e => e.className.replace(/editrow|wrong|depth| /g, '') + e.querySelector('[name=id]').value).join(' ')`
	was := evaluate[string](t, ctx, order)
	press := func(key string) {
		t.Helper()
		evaluate[any](t, ctx, fmt.Sprintf(`document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: %q, altKey: true, shiftKey: true, bubbles: true, cancelable: true})), null`, key))
	}
	evaluate[any](t, ctx, row+`.querySelector('summary').focus(), null`)
	press("ArrowDown")
	if now := evaluate[string](t, ctx, order); now == was || !strings.Contains(now, "isocyanate") {
		t.Errorf("nothing moved: %s", now)
	}
	press("Insert")
	evaluate[any](t, ctx, `document.activeElement.value = '新环节', document.activeElement.dispatchEvent(new Event('input', {bubbles: true})), null`)
	press("Delete")
	if evaluate[bool](t, ctx, `Array.from(document.querySelectorAll('[data-name]')).some(e => e.textContent === '新环节')`) {
		t.Error("the node that was removed is there")
	}
	for evaluate[string](t, ctx, order) != was {
		if evaluate[bool](t, ctx, `document.querySelector('[data-undo]').disabled`) {
			t.Fatalf("undoing does not lead back: %s\nwas %s", evaluate[string](t, ctx, order), was)
		}
		evaluate[any](t, ctx, `document.querySelector('[data-undo]').click(), null`)
	}
	if axe, err := os.ReadFile("../../frontend/node_modules/axe-core/axe.min.js"); err == nil {
		accessible(t, ctx, string(axe))
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(360, 780)); err != nil {
		t.Fatal(err)
	}
	if wide := evaluate[int](t, ctx, `document.documentElement.scrollWidth`); wide > 360 {
		t.Errorf("the open row makes the page %d px wide: %s", wide, evaluate[string](t, ctx, widest))
	}

	evaluate[any](t, ctx, `document.querySelector('#note').value = '补检索词', document.querySelector('form[data-save]').requestSubmit(), null`)
	until(t, ctx, `location.pathname === '/chains/`+id+`'`)
	visit(t, ctx, fixture.full.URL+"/chains/"+id)
	if page := evaluate[string](t, ctx, `document.querySelector('main').innerText`); !strings.Contains(page, "原版本") {
		t.Errorf("the chain's page does not say that its figures are of the former version:\n%.300s", page)
	}
	visit(t, ctx, fixture.full.URL+"/chains/"+id+"/versions")
	if page := evaluate[string](t, ctx, `document.querySelector('main').innerText`); !strings.Contains(page, "补检索词") || !strings.Contains(page, "TA:(异氰酸酯 OR 电)") || !strings.Contains(page, "C07C263/00 C07C265/00 C08G18/76") {
		t.Errorf("the version and its differences are not there:\n%.900s", page)
	}
	evaluate[any](t, ctx, `document.querySelector('section form button').click(), null`)
	until(t, ctx, `document.readyState === 'complete' && document.querySelector('.lede').textContent.includes('产品自带')`)
	for _, remark := range w.take() {
		t.Error(remark)
	}
}

// set writes into a field of a row as typing does.
func set(t *testing.T, ctx context.Context, row, name, value string) {
	t.Helper()
	evaluate[any](t, ctx, fmt.Sprintf(`(f => { f.focus(); f.value = %q; f.dispatchEvent(new Event('input', {bubbles: true})); f.dispatchEvent(new Event('change', {bubbles: true})); return null; })(%s.querySelector('[name="%s"]'))`, value, row, name))
}

// until waits for a condition of the page.
func until(t *testing.T, ctx context.Context, condition string) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if holds, err := chromedp.Run(ctx, chromedp.Evaluate[bool](condition)); err == nil && holds {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("never: %s\n%.600s", condition, evaluate[string](t, ctx, `document.querySelector('main').innerText`))
		}
	}
}
