package derive

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// KernelAdapter joins a pure kernel to tables: the header of a content file names it, the file's SQL yields its
// input columns, and what it puts out becomes the table. `asterism compute` runs the same adapter on plain files.
type KernelAdapter struct {
	Name  string
	Doc   lang.Text // what it answers, with formula and source
	Input []lake.Column
	// Optional columns may stand behind the input, found by name; a file that lacks them gives none.
	Optional []lake.Column
	Options  []KernelOption
	Output   []lake.Column
	Version  string // enters the fingerprint: raise it when the results change
	// AnyOrder: the rows of the result, and their order, are the same in whatever order the input comes, so that it need not be sorted.
	AnyOrder bool
	// Form turns other layouts of a file into the columns of Input, for those who bring the table as they have it; nil: none.
	Form func(name string, data []byte) ([]byte, error)
	Run  func(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error
	// Network is set in place of Run where the input is a list of arcs: columns source, target and, where there are more,
	// weight. Files of edges and Pajek networks are then read without a detour.
	Network func(ctx context.Context, n *Network, o KernelOptions, out *Output) error
}

// KernelOption is a convention a user may choose.
type KernelOption struct {
	Name, Default string
	Values        []string // the only values; nil: any
	File          bool     // the value is a text that `asterism compute` takes from the file named
	Doc           lang.Text
}

// KernelOptions are the options in force: every option of the kernel has its value or its default.
type KernelOptions map[string]string

// Kernels is the one list of kernels that content and `asterism compute` can use, by name.
func Kernels() []KernelAdapter {
	list := append([]KernelAdapter{citationArcs(), citationNodes(), cohortsKernel(), components(), kappaKernel(), nameKey(), partnerNodes(), proximityKernel(), qualityKernel(), resolveKernel(), setKey(), valuationKernel()}, slices.Concat(benchmarkKernels(), complexityKernels(), densityKernels(), distanceKernels(), forecastKernels(), indexKernels(), linkageKernels(), matchKernels(), networkKernels(), regionKernels(), spatialKernels(), supplyKernels(), targetKernels(), topicKernels(), trendKernels())...)
	slices.SortFunc(list, func(a, b KernelAdapter) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// FindKernel finds a kernel by name; the error names those there are.
func FindKernel(name string) (*KernelAdapter, error) {
	if k, ok := kernel(name); ok {
		return k, nil
	}
	return nil, fail.New(fail.Invalid, "no kernel is called %q; there are: %s", name, strings.Join(kernelNames(), ", "))
}

// options checks the options given and fills in the defaults.
func (k *KernelAdapter) options(given map[string]string) (KernelOptions, error) {
	all := KernelOptions{}
	var names []string
	for _, o := range k.Options {
		all[o.Name] = o.Default
		names = append(names, o.Name)
	}
	for name, v := range given {
		i := slices.Index(names, name)
		if i < 0 {
			return nil, fail.New(fail.Invalid, "kernel %s has no option %q; it has: %s", k.Name, name, strings.Join(names, ", "))
		}
		if list := k.Options[i].Values; list != nil && !slices.Contains(list, v) {
			return nil, fail.New(fail.Invalid, "option %s=%s: one of %s", name, v, strings.Join(list, ", "))
		}
		all[name] = v
	}
	return all, nil
}

// number reads an option that is a number.
func (o KernelOptions) number(name string) (float64, error) {
	x, err := strconv.ParseFloat(o[name], 64)
	if err != nil {
		return 0, fail.New(fail.Invalid, "option %s=%s: a number", name, o[name])
	}
	return x, nil
}

// whole reads an option that is a whole number from least up.
func (o KernelOptions) whole(name string, least int64) (int64, error) {
	n, err := strconv.ParseInt(o[name], 10, 64)
	if err != nil || n < least {
		return 0, fail.New(fail.Invalid, "option %s=%s: a whole number from %d", name, o[name], least)
	}
	return n, nil
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
	sql := "select * from (" + n.SQL + "\n)"
	if order := k.inputOrder(n); len(order) > 0 {
		sql += " order by " + orderBy(order)
	}
	rows, err := in.Columns(ctx, sql)
	if err != nil {
		return err
	}
	defer rows.Release()
	options, err := k.options(n.Header.Kernel.Options)
	if err != nil {
		return err
	}
	if len(n.Header.Kernel.By) > 0 {
		return k.runBy(ctx, rows, n, options, out)
	}
	if err := k.fits(rows.Schema()); err != nil {
		return err
	}
	return k.start(ctx, rows, options, out)
}

// inputOrder is the order a kernel wants its rows in: groups first; of arcs their ends, for the header's order is that of the nodes put out.
func (k *KernelAdapter) inputOrder(n *Node) []string {
	switch {
	case k.Network != nil:
		return []string{"source", "target"}
	case k.AnyOrder:
		return n.Header.Kernel.By
	}
	return slices.Concat(n.Header.Kernel.By, n.order())
}

func (k *KernelAdapter) start(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	out.kernel, out.input = k.Name, k.Name
	if k.Network == nil {
		return k.Run(ctx, in, o, out)
	}
	n, err := networkOf(in)
	if err != nil {
		return err
	}
	return k.Network(ctx, n, o, out)
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
	return k.fitsOptional(got)
}

// fitsOptional checks the types of the optional columns that are there.
func (k *KernelAdapter) fitsOptional(got *arrow.Schema) error {
	want, err := arrowSchema(k.Optional)
	if err != nil {
		return err
	}
	for _, f := range want.Fields() {
		for _, i := range got.FieldIndices(f.Name) {
			if !arrow.TypeEqual(got.Field(i).Type, f.Type) {
				return fail.New(fail.Invalid, "kernel %s takes column %s as %s", k.Name, f.Name, f.Type)
			}
		}
	}
	return nil
}
