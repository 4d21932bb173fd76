package cli

import (
	"fmt"
	"os"
	"slices"
	"text/tabwriter"
	"time"

	"asterism/internal/fail"
	"asterism/internal/lake"
)

type batchesVerb struct {
	List     batchesListVerb     `cmd:"" default:"1" help:"列出批次 · list."`
	Rejected batchesRejectedVerb `cmd:"" help:"导出被拒绝的行（原样，另加原因列）· write a batch's rejected rows in their layout plus a reason."`
}

type batchesListVerb struct{}

func (v *batchesListVerb) Run(r *run) error {
	w, err := r.open()
	if err != nil {
		return err
	}
	defer w.Close()
	s, err := w.Lake().Current()
	if err != nil {
		return err
	}
	return r.print(s.Batches, func() {
		t := tabwriter.NewWriter(r.stdout, 0, 4, 2, ' ', 0)
		fmt.Fprintln(t, "批次 batch\t时间 created\t操作人 actor\t文件 files\t接受 accepted\t拒绝 rejected")
		for _, b := range s.Batches {
			var accepted, rejected int64
			for _, f := range b.Files {
				accepted, rejected = accepted+f.Accepted, rejected+f.Rejected
			}
			fmt.Fprintf(t, "%s\t%s\t%s\t%d\t%d\t%d\n", b.ID, b.Created.Local().Format(time.DateTime), b.Actor, len(b.Files), accepted, rejected)
		}
		t.Flush()
	})
}

type batchesRejectedVerb struct {
	Batch string `arg:"" help:"批次 · batch."`
	Out   string `short:"o" required:"" placeholder:"FILE.xlsx" help:"写到 · write to."`
}

func (v *batchesRejectedVerb) Run(r *run) error {
	w, err := r.open()
	if err != nil {
		return err
	}
	defer w.Close()
	s, err := w.Lake().Current()
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(s.Batches, func(b lake.Batch) bool { return b.ID == v.Batch }) {
		return fail.New(fail.NotFound, "no batch %s; asterism batches lists them", v.Batch)
	}
	return writeWorkbook(v.Out, func(f *os.File) error { return w.Rejected(r, v.Batch, f) })
}
