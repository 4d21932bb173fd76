package derive

import (
	"context"
	"slices"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/lake"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// kernelColumns are the columns of a kernel's table: those of its groups, years as whole numbers and the rest as texts, before the kernel's own.
func (n *Node) kernelColumns() []lake.Column {
	var groups []lake.Column
	for _, name := range n.Header.Kernel.By {
		kind := "VARCHAR"
		if n.Word(name).Unit == "year" {
			kind = "BIGINT"
		}
		groups = append(groups, lake.Column{Name: name, Type: kind})
	}
	return slices.Concat(groups, n.kernel.Output)
}

// groupable kernels take a table, not a network, and put out what valuesAt reads.
func (k *KernelAdapter) groupable() bool {
	return k.Network == nil && !slices.ContainsFunc(k.Output, func(c lake.Column) bool {
		return !slices.Contains([]string{"VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN"}, c.Type)
	})
}

// runBy runs the kernel once for each group of neighbouring rows alike in the header's `by` columns, which the SQL yields before the kernel's
// input and the table has before its output. Rows with a null group are refused.
func (k *KernelAdapter) runBy(ctx context.Context, in array.RecordReader, n *Node, o KernelOptions, out *Output) error {
	groups := n.kernelColumns()[:len(n.Header.Kernel.By)]
	if err := k.fitsBy(in.Schema(), groups); err != nil {
		return err
	}
	g := &grouping{k: k, width: len(groups), options: o, out: out, schema: arrow.NewSchema(in.Schema().Fields()[len(groups):], nil)}
	for in.Next() {
		if err := g.take(ctx, in.RecordBatch()); err != nil {
			return err
		}
	}
	if err := in.Err(); err != nil {
		return err
	}
	return g.end(ctx)
}

// fitsBy checks the columns of the groups, then those of the kernel.
func (k *KernelAdapter) fitsBy(got *arrow.Schema, groups []lake.Column) error {
	want, err := arrowSchema(groups)
	if err != nil {
		return err
	}
	for i, f := range want.Fields() {
		if i >= got.NumFields() || got.Field(i).Name != f.Name || !arrow.TypeEqual(got.Field(i).Type, f.Type) {
			return fail.New(fail.Invalid, "kernel %s by groups takes column %d as %s %s", k.Name, i+1, f.Name, f.Type)
		}
	}
	return k.fits(arrow.NewSchema(got.Fields()[len(groups):], nil))
}

// grouping gathers the rows of one group at a time.
type grouping struct {
	k       *KernelAdapter
	width   int
	options KernelOptions
	out     *Output
	schema  *arrow.Schema // of the kernel's input
	group   []any
	parts   []arrow.RecordBatch
}

// take cuts a batch where the group changes.
func (g *grouping) take(ctx context.Context, b arrow.RecordBatch) error {
	from := 0
	for i := range int(b.NumRows()) {
		group := valuesAt(b.Columns()[:g.width], i)
		if slices.Contains(group, nil) {
			return fail.New(fail.Invalid, "kernel %s by groups: a group is null", g.k.Name)
		}
		if slices.Equal(group, g.group) {
			continue
		}
		g.add(b, from, i)
		if err := g.end(ctx); err != nil {
			return err
		}
		g.group, from = group, i
	}
	g.add(b, from, int(b.NumRows()))
	return nil
}

func (g *grouping) add(b arrow.RecordBatch, from, to int) {
	if from == to {
		return
	}
	var columns []arrow.Array
	for _, c := range b.Columns()[g.width:] {
		columns = append(columns, array.NewSlice(c, int64(from), int64(to)))
	}
	g.parts = append(g.parts, array.NewRecordBatch(g.schema, columns, int64(to-from)))
	for _, c := range columns {
		c.Release()
	}
}

// end runs the kernel over the rows gathered and puts out its rows with the group before them.
func (g *grouping) end(ctx context.Context) error {
	if len(g.parts) == 0 {
		return nil
	}
	rows, err := array.NewRecordReader(g.schema, g.parts)
	releaseAll(g.parts)
	g.parts = nil
	if err != nil {
		return err
	}
	defer rows.Release()
	inner, err := newOutput(g.k.Output, func(b arrow.RecordBatch) error {
		for i := range int(b.NumRows()) {
			if err := g.out.Row(append(slices.Clone(g.group), valuesAt(b.Columns(), i)...)...); err != nil {
				return err
			}
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	if err := g.k.start(ctx, rows, g.options, inner); err != nil {
		return err
	}
	return inner.close()
}

// valuesAt are the values of a row as Output.Row takes them.
func valuesAt(columns []arrow.Array, i int) []any {
	values := make([]any, len(columns))
	for j, c := range columns {
		if c.IsNull(i) {
			continue
		}
		switch c := c.(type) {
		case *array.String:
			values[j] = strings.Clone(c.Value(i))
		case *array.Int64:
			values[j] = c.Value(i)
		case *array.Float64:
			values[j] = c.Value(i)
		case *array.Boolean:
			values[j] = c.Value(i)
		}
	}
	return values
}
