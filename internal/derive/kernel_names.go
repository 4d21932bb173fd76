package derive

import (
	"context"

	"asterism/internal/lake"
	"asterism/internal/lang"
	"asterism/text"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// nameKey adapts text.NameKey: spellings of one name meet under one key.
func nameKey() KernelAdapter {
	return KernelAdapter{
		Name:    "name_key",
		Doc:     lang.Text{Zh: "名称归一：大小写、全半角、括号、空格与标点、法定形式后缀", En: "folds a name: case, width, brackets, blanks and marks, legal form"},
		Input:   []lake.Column{{Name: "name", Type: "VARCHAR"}},
		Output:  []lake.Column{{Name: "name", Type: "VARCHAR"}, {Name: "name_key", Type: "VARCHAR"}},
		Version: "1", Run: runNameKey,
	}
}

func runNameKey(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
	for in.Next() {
		names := in.RecordBatch().Column(0).(*array.String)
		for i := range names.Len() {
			name := names.Value(i)
			if err := out.Row(name, text.NameKey(name)); err != nil {
				return err
			}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return in.Err()
}
