package derive

import (
	"context"
	"sort"

	"asterism/internal/lake"
	"asterism/internal/lang"

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
	all := []KernelAdapter{}
	sort.Slice(all, func(i, j int) bool { return all[i].Name < all[j].Name })
	return all
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
	rows, err := in.Columns(ctx, n.SQL)
	if err != nil {
		return err
	}
	defer rows.Release()
	return k.Run(ctx, rows, n.Header.Kernel.Options, out)
}
