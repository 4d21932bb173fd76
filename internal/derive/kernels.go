package derive

import (
	"context"

	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// KernelAdapter joins a pure kernel to tables: the header of a content file names it, the file's SQL yields its
// input columns, and what it puts out becomes the table.
type KernelAdapter struct {
	Name    string
	Doc     lang.Text
	Input   []lake.Column // columns the SQL has to yield, in this order
	Options []string      // names of options a header may give
	Output  []lake.Column
	Version string // enters the fingerprint: raise it when the results change
	Run     func(ctx context.Context, in array.RecordReader, options map[string]string, out *Output) error
}

// Kernels is the one list of kernels that content can use, by name.
func Kernels() []KernelAdapter {
	return []KernelAdapter{components(), nameKey(), setKey()}
}

func kernel(name string) (*KernelAdapter, bool) {
	for _, k := range Kernels() {
		if k.Name == name {
			return &k, true
		}
	}
	return nil, false
}

func kernelNames() []string {
	var names []string
	for _, k := range Kernels() {
		names = append(names, k.Name)
	}
	return names
}

func (k *KernelAdapter) run(ctx context.Context, in *lake.Reader, n *Node, out *Output) error {
	rows, err := in.Columns(ctx, "select * from ("+n.SQL+"\n) order by "+orderBy(n.order()))
	if err != nil {
		return err
	}
	defer rows.Release()
	if err := k.fits(rows.Schema()); err != nil {
		return err
	}
	return k.Run(ctx, rows, n.Header.Kernel.Options, out)
}

// fits checks that the SQL yields the kernel's input columns, in their order and types.
func (k *KernelAdapter) fits(got *arrow.Schema) error {
	want, err := arrowSchema(k.Input)
	if err != nil {
		return err
	}
	for i, f := range want.Fields() {
		if i >= got.NumFields() || got.Field(i).Name != f.Name || !arrow.TypeEqual(got.Field(i).Type, f.Type) {
			return fail.New(fail.Invalid, "kernel %s takes column %d as %s %s", k.Name, i+1, f.Name, f.Type)
		}
	}
	return nil
}
