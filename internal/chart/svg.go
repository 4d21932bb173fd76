package chart

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"runtime"
	"sync"
	"time"

	"github.com/dop251/goja"

	"asterism/internal/asset"
	"asterism/internal/fail"
)

// Limit is the longest one picture may take; a 300-node network takes under a second.
const Limit = 20 * time.Second

// SVG draws an option on the server with ECharts' own renderer. The same name and option give the same bytes:
// places do not depend on chance or time, and generated ids start with the name. Errors carry the name; a picture
// that takes longer than Limit or ctx is fail.Unavailable.
func SVG(ctx context.Context, name string, option []byte, width, height int) (svg []byte, err error) {
	defer fail.Wrap(&err, "chart %s", name)
	if len(option) > MaxOption || width < 1 || height < 1 || width > 8000 || height > 20000 {
		return nil, fail.New(fail.Invalid, "%d bytes at %d×%d pixels is no picture", len(option), width, height)
	}
	ctx, cancel := context.WithTimeout(ctx, Limit)
	defer cancel()
	p, err := take(ctx)
	if err != nil {
		return nil, err
	}
	svg, err = p.draw(ctx, option, width, height)
	p.give(err == nil)
	return renamed(svg, name), err
}

// generated ids: zr3-cls-17, zr3-c1, zr3-p0 … Their numbers depend on what the machine drew before.
var generated = regexp.MustCompile(`\bzr\d+-[a-z]+-?\d+`)

// renamed numbers ids anew by first appearance, under the chart's name.
func renamed(svg []byte, name string) []byte {
	seen := map[string]string{}
	svg = generated.ReplaceAllFunc(svg, func(id []byte) []byte {
		if seen[string(id)] == "" {
			seen[string(id)] = fmt.Sprintf("%s-%d", name, len(seen))
		}
		return []byte(seen[string(id)])
	})
	return bytes.Replace(svg, []byte("<svg "), []byte(`<svg role="img" `), 1)
}

// A pen is one JavaScript machine with ECharts in it; one goroutine at a time holds it.
type pen struct {
	vm    *goja.Runtime
	draws goja.Callable
}

// pens holds one place per core; an empty place makes its machine when first taken.
var pens = sync.OnceValue(func() chan *pen {
	places := make(chan *pen, runtime.GOMAXPROCS(0))
	for range cap(places) {
		places <- nil
	}
	return places
})

func take(ctx context.Context) (*pen, error) {
	select {
	case p := <-pens():
		if p != nil {
			return p, nil
		}
	case <-ctx.Done():
		return nil, fail.New(fail.Unavailable, "no drawing machine free in time: %w", ctx.Err())
	}
	p, err := newPen()
	if err != nil {
		pens() <- nil
	}
	return p, err
}

// give returns the pen; one that failed is thrown away, since its state is not known.
func (p *pen) give(whole bool) {
	if !whole {
		p = nil
	}
	pens() <- p
}

func (p *pen) draw(ctx context.Context, option []byte, width, height int) ([]byte, error) {
	stop := context.AfterFunc(ctx, func() { p.vm.Interrupt(ctx.Err()) })
	defer stop()
	v, err := p.draws(goja.Undefined(), p.vm.ToValue(string(option)), p.vm.ToValue(width), p.vm.ToValue(height))
	if ctx.Err() != nil {
		return nil, fail.New(fail.Unavailable, "not drawn in time: %w", ctx.Err())
	}
	if err != nil {
		return nil, fail.New(fail.Invalid, "%s", err.Error())
	}
	return []byte(v.String()), nil
}

// room is what ECharts asks of the world around it. setTimeout never fires: all is drawn at once, and a timer that
// fired would belong to a chart that is gone.
const room = `
var self = globalThis, window = undefined;
function setTimeout() { return 0 } function clearTimeout() {} function setInterval() { return 0 } function clearInterval() {}
var console = { log() {}, warn() {}, error() {} };`

const hand = `(function (text, width, height) {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(AsterismChart.prepare(JSON.parse(text)));
    return chart.renderToSVGString({ useViewBox: true });
  } finally { chart.dispose() }
})`

var programs = sync.OnceValues(func() ([]*goja.Program, error) {
	all := make([]*goja.Program, 0, 3)
	for _, source := range []struct{ name, text string }{{"room", room}, {"echarts.min.js", ""}, {"chart.js", ""}} {
		p, err := compile(source.name, source.text)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
})

func compile(name, text string) (*goja.Program, error) {
	if text == "" {
		var err error
		if text, err = asset.Text(name); err != nil {
			return nil, err
		}
	}
	return goja.Compile(name, text, false)
}

func newPen() (*pen, error) {
	all, err := programs()
	if err != nil {
		return nil, fmt.Errorf("the drawing programs do not compile: %w", err)
	}
	vm := goja.New()
	vm.SetRandSource(func() float64 { return 0.5 })
	vm.SetTimeSource(func() time.Time { return time.Unix(0, 0).UTC() })
	for _, p := range all {
		if _, err := vm.RunProgram(p); err != nil {
			return nil, err
		}
	}
	v, err := vm.RunString(hand)
	if err != nil {
		return nil, err
	}
	draws, _ := goja.AssertFunction(v)
	return &pen{vm: vm, draws: draws}, nil
}
