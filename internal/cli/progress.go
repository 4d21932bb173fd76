package cli

import (
	"asterism/internal/derive"
	"asterism/internal/ingest"

	"github.com/schollz/progressbar/v3"
)

// progress is a bar on stderr; a quiet run has none.
type progress struct{ bar *progressbar.ProgressBar }

func (r *run) progress(title string) *progress {
	if r.Quiet || r.JSON || !terminal(r.stderr) {
		return &progress{}
	}
	return &progress{progressbar.NewOptions64(-1, progressbar.OptionSetWriter(r.stderr), progressbar.OptionClearOnFinish(),
		progressbar.OptionSetDescription(title), progressbar.OptionShowBytes(false), progressbar.OptionThrottle(100e6))}
}

func (p *progress) done() {
	if p.bar != nil {
		p.bar.Finish()
		p.bar = nil
	}
}

func (p *progress) file(e ingest.Progress) { p.set(e.Bytes, e.Total, e.CurrentFile) }

func (p *progress) table(e derive.Event) { p.set(int64(e.Done), int64(e.Total), e.Name) }

func (p *progress) set(done, total int64, what string) {
	if p.bar == nil {
		return
	}
	p.bar.ChangeMax64(max(total, 1))
	p.bar.Describe(shorten(what, 40))
	p.bar.Set64(done)
}
