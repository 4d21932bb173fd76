package web

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

type drawnMap struct {
	IDs, Titles, Statuses, Holders []string
	X, Y                           []float64
	Topic, Year, Status, Holder    []int
	Hills                          [][][]float64
	Topics                         []struct {
		Number, Count int
		Label         string
	}
	Link, Tail string
}

func askMap(t *testing.T) (m drawnMap) {
	_, body := scenario{path: "/topics/data"}.ask(t)
	if err := json.Unmarshal(body, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// TestTopicData: what the browser draws fits together.
func TestTopicData(t *testing.T) {
	m := askMap(t)
	n := len(m.IDs)
	if n < 50 || len(m.Titles) != n || len(m.X) != n || len(m.Y) != n || len(m.Topic) != n || len(m.Year) != n || len(m.Status) != n || len(m.Holder) != n {
		t.Fatalf("%d patents, %d places, %d topics", n, len(m.X), len(m.Topic))
	}
	counted := map[int]int{}
	for i := range n {
		counted[m.Topic[i]]++
		if m.Status[i] >= len(m.Statuses) || m.Holder[i] >= len(m.Holders) {
			t.Fatalf("patent %d has status %d of %d, holder %d of %d", i, m.Status[i], len(m.Statuses), m.Holder[i], len(m.Holders))
		}
	}
	for _, topic := range m.Topics {
		if topic.Count != counted[topic.Number] || topic.Label == "" {
			t.Errorf("topic %d %q: %d patents, %d on the map", topic.Number, topic.Label, topic.Count, counted[topic.Number])
		}
	}
	if len(m.Hills) != 5 || len(m.Hills[0]) == 0 {
		t.Errorf("%d contours", len(m.Hills))
	}
	if answer, _ := (scenario{path: m.Link + m.IDs[0] + m.Tail}).ask(t); answer.StatusCode != 200 {
		t.Errorf("a point leads to %s: %d", m.Link+m.IDs[0]+m.Tail, answer.StatusCode)
	}
}

// TestTopicFind: what lights up is what the list of patents finds.
func TestTopicFind(t *testing.T) {
	_, body := scenario{path: "/topics/find?q=%E7%94%B5"}.ask(t)
	var found []string
	if err := json.Unmarshal(body, &found); err != nil || len(found) == 0 {
		t.Fatalf("%d found: %v", len(found), err)
	}
	if _, body := (scenario{path: "/topics/find"}).ask(t); strings.TrimSpace(string(body)) != "[]" {
		t.Errorf("nothing asked, found %s", body)
	}
}

// TestTopicArea: the patents of an area are those that lie in it, point by point; the download holds the same.
func TestTopicArea(t *testing.T) {
	m := askMap(t)
	ring := [][2]float64{{-400, -300}, {350, -420}, {100, 20}, {430, 380}, {-250, 300}}
	var corners []string
	for _, c := range ring {
		corners = append(corners, fmt.Sprintf("%g,%g", c[0], c[1]))
	}
	_, body := scenario{path: "/patents/list/csv?area=zh:" + strings.Join(corners, ",")}.ask(t)
	count := 0
	for i, id := range m.IDs {
		in := within(ring, m.X[i], m.Y[i])
		if in {
			count++
		}
		if strings.Contains(string(body), id) != in {
			t.Errorf("%s at %g, %g: in the area %v, in the list %v", id, m.X[i], m.Y[i], in, !in)
		}
	}
	if count == 0 || count == len(m.IDs) {
		t.Errorf("%d of %d patents lie in the area: the test tells nothing", count, len(m.IDs))
	}
}

func within(ring [][2]float64, x, y float64) (odd bool) {
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		if (a[1] > y) != (b[1] > y) && x < (b[0]-a[0])*(y-a[1])/(b[1]-a[1])+a[0] {
			odd = !odd
		}
	}
	return odd
}

// TestBrowserTopicMap draws round the map with a mouse and follows the set to the list of its patents; years, colours and words change what is shown.
func TestBrowserTopicMap(t *testing.T) {
	ctx, w := browse(t, fixture.full)
	visit(t, ctx, fixture.full.URL+"/topics")
	drawn := evaluate[string](t, ctx, `new Promise(done => { const look = () => { const d = document.querySelector('[data-map]').dataset.drawn; d ? done(d) : setTimeout(look, 50) }; look() })`)
	if m := askMap(t); drawn != fmt.Sprint(len(m.IDs)) {
		t.Fatalf("%s points drawn of %d", drawn, len(m.IDs))
	}
	said := evaluate[string](t, ctx, `new Promise(done => {
		const to = document.querySelector('[data-map-to]'); to.value = to.min; to.dispatchEvent(new Event('input'));
		const colour = document.querySelector('[data-map-colour]'); colour.value = 'holder'; colour.dispatchEvent(new Event('change'));
		setTimeout(() => done(document.querySelector('[data-map-said]').textContent + '|' + document.querySelector('[data-map-legend]').textContent), 200) })`)
	if !strings.HasPrefix(said, "显示 ") || strings.HasPrefix(said, "显示 "+drawn+" ") || !strings.Contains(said, "合成") {
		t.Errorf("after the first year alone is chosen and applicants are coloured: %q", said)
	}
	link := evaluate[string](t, ctx, `new Promise(done => {
		document.querySelector('[data-map-reset]').click();
		document.querySelector('[data-map-lasso]').click();
		const c = document.querySelector('[data-map] canvas'), r = c.getBoundingClientRect();
		c.setPointerCapture = () => {};
		const at = (kind, x, y) => c.dispatchEvent(new PointerEvent(kind, {pointerId: 1, clientX: r.left + r.width * x, clientY: r.top + r.height * y}));
		at('pointerdown', .02, .02); at('pointermove', .98, .02); at('pointermove', .98, .98); at('pointermove', .02, .98); at('pointerup', .02, .5);
		const a = document.querySelector('[data-map-set] a');
		done(document.querySelector('[data-map-set]').textContent + '|' + (a ? a.href : '')) })`)
	text, href, _ := strings.Cut(link, "|")
	if !strings.HasPrefix(text, "圈中 "+drawn+" 件") || !strings.Contains(href, "area=zh") {
		t.Fatalf("round everything: %q leads to %s", text, href)
	}
	visit(t, ctx, href)
	if h := evaluate[string](t, ctx, `document.querySelector('h1').textContent + document.querySelector('.chip.on').textContent`); !strings.Contains(h, "主题地图上圈选的一片") {
		t.Errorf("the list of the area: %q", h)
	}
	for _, remark := range w.take() {
		t.Error(remark)
	}
}
