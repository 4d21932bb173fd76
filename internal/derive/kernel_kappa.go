package derive

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"asterism/internal/lake"
	"asterism/internal/lang"
	"asterism/patent"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// kappaKernel adapts patent.Agreement: values that readers gave to items in, agreement of each two readers out.
func kappaKernel() KernelAdapter {
	word := func(name string) lake.Column { return lake.Column{Name: name, Type: "VARCHAR"} }
	k := KernelAdapter{
		Name: "kappa",
		Doc: lang.Text{Zh: "两人标引一致性（Cohen κ）：每行一人对一件的一个取值；输出每个题目（subject）中每两人在共同标引各件上的一致率、κ 与 95% 区间。方法见 docs/methods/tagging.md",
			En: "agreement of two readers (Cohen's kappa): a row is the value a reader gave to an item; for each subject and two readers, over the items of both, the share in agreement, kappa and its 95 % interval. docs/methods/tagging.md"},
		Input: []lake.Column{word("subject"), word("item"), word("reader"), word("value")},
		Output: []lake.Column{word("subject"), word("reader_a"), word("reader_b"), {Name: "item_count", Type: "BIGINT"}, {Name: "differing_count", Type: "BIGINT"},
			{Name: "observed_agreement", Type: "DOUBLE"}, {Name: "expected_agreement", Type: "DOUBLE"}, {Name: "kappa", Type: "DOUBLE"}, {Name: "kappa_low", Type: "DOUBLE"}, {Name: "kappa_high", Type: "DOUBLE"}},
		Version: "1", AnyOrder: true, Run: runKappa,
	}
	return k
}

// reading is what one reader said of the items of one subject.
type reading struct {
	subject, reader string
	values          map[string]string
}

func runKappa(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
	readings, err := readReadings(ctx, in)
	if err != nil {
		return err
	}
	for i, a := range readings {
		for _, b := range readings[i+1:] {
			if b.subject != a.subject {
				break
			}
			if err := writeKappa(a, b, out); err != nil {
				return err
			}
		}
	}
	return nil
}

// readReadings collects by subject and reader, in their order. Of two values of one item the greater text counts.
func readReadings(ctx context.Context, in array.RecordReader) ([]*reading, error) {
	at := map[[2]string]*reading{}
	var all []*reading
	for in.Next() {
		b := in.RecordBatch()
		column := func(k int) *array.String { return b.Column(k).(*array.String) }
		for i := range int(b.NumRows()) {
			if column(0).IsNull(i) || column(1).IsNull(i) || column(2).IsNull(i) || column(3).IsNull(i) {
				continue
			}
			key := [2]string{strings.Clone(column(0).Value(i)), strings.Clone(column(2).Value(i))}
			r := at[key]
			if r == nil {
				r = &reading{key[0], key[1], map[string]string{}}
				at[key], all = r, append(all, r)
			}
			item := strings.Clone(column(1).Value(i))
			r.values[item] = max(r.values[item], strings.Clone(column(3).Value(i)))
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(all, func(a, b *reading) int {
		return cmp.Or(strings.Compare(a.subject, b.subject), strings.Compare(a.reader, b.reader))
	})
	return all, in.Err()
}

func writeKappa(a, b *reading, out *Output) error {
	var one, other []string
	differing := int64(0)
	for item, v := range a.values {
		if w, both := b.values[item]; both {
			one, other = append(one, v), append(other, w)
			if v != w {
				differing++
			}
		}
	}
	if len(one) == 0 {
		return nil
	}
	k := patent.Agreement(one, other)
	return out.Row(a.subject, a.reader, b.reader, int64(k.Items), differing, k.Observed, k.Expected, orNull(k.Kappa), orNull(k.Low), orNull(k.High))
}
