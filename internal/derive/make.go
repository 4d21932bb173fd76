package derive

import (
	"context"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"asterism/internal/lake"

	"github.com/apache/arrow-go/v18/arrow"
)

// make runs one node, checks its contract and puts the table into the transaction.
func (b *builder) make(ctx context.Context, n *Node) (lake.Table, error) {
	part, columns, err := b.part(ctx, n)
	if err != nil {
		return lake.Table{}, err
	}
	if err := checkColumns(n, columns); err != nil {
		return lake.Table{}, err
	}
	t := lake.Table{Name: n.Name, Columns: columns, Parts: []lake.Part{part}, Rows: part.Rows,
		Fingerprint: b.prints[n.Name], Meta: map[string]string{"file": n.File}}
	former, existed := b.tx.Base().Table(n.Name)
	if err := b.tx.SetTable(t); err != nil {
		return t, err
	}
	if part.Rows == 0 { // nothing to repeat
		return t, b.addFiles(n)
	}
	if err := checkGrain(ctx, b.tx, n); err != nil {
		return t, b.restore(n.Name, former, existed, err)
	}
	return t, b.addFiles(n)
}

// addFiles puts the files of a step into the transaction, under the fingerprint of its table.
func (b *builder) addFiles(n *Node) error {
	for name, path := range b.files[n.Name] {
		if _, err := b.tx.AddFile(name, path, b.prints[n.Name]); err != nil {
			return err
		}
	}
	return nil
}

// restore puts the former table back after the new one broke its contract.
func (b *builder) restore(name string, former lake.Table, existed bool, cause error) error {
	undo := b.tx.DropTable(name)
	if existed {
		undo = b.tx.SetTable(former)
	}
	if undo != nil {
		return undo
	}
	return cause
}

func (b *builder) part(ctx context.Context, n *Node) (lake.Part, []lake.Column, error) {
	name := b.prints[n.Name]
	switch n.Kind {
	case Made:
		return b.written(ctx, n, n.step.Columns, func(in *lake.Reader, out *Output) error {
			out.files = b.scratchFiles(n)
			return n.step.Run(ctx, in, out)
		})
	case Kernel:
		return b.written(ctx, n, n.kernelColumns(), func(in *lake.Reader, out *Output) error { return n.kernel.run(ctx, in, n, out) })
	}
	return b.tx.Build(ctx, n.Name, n.SQL, orderBy(n.order()), name)
}

// scratchFiles names where a step writes its files.
func (b *builder) scratchFiles(n *Node) map[string]string {
	files := map[string]string{}
	for _, name := range n.step.Files {
		files[name] = b.tx.Scratch()
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.files[n.Name] = files
	return files
}

// written collects the rows a step or kernel puts out as one part. They are held until the run has succeeded, so
// that a failing one leaves no file under a name that promises its result.
func (b *builder) written(ctx context.Context, n *Node, columns []lake.Column, run func(*lake.Reader, *Output) error) (lake.Part, []lake.Column, error) {
	held, err := b.held(ctx, columns, run)
	defer releaseAll(held)
	if err != nil {
		return lake.Part{}, nil, err
	}
	schema, err := arrowSchema(columns)
	if err != nil {
		return lake.Part{}, nil, err
	}
	w, err := b.tx.NewPart(n.Name, schema, b.prints[n.Name])
	if err != nil {
		return lake.Part{}, nil, err
	}
	for _, batch := range held {
		if err := w.Write(batch); err != nil {
			break // Close tells why
		}
	}
	part, err := w.Close()
	return part, columns, err
}

func (b *builder) held(ctx context.Context, columns []lake.Column, run func(*lake.Reader, *Output) error) (held []arrow.RecordBatch, err error) {
	in, err := b.tx.Reader(ctx)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	out, err := newOutput(columns, func(batch arrow.RecordBatch) error {
		batch.Retain()
		held = append(held, batch)
		return ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	if err := run(in, out); err != nil {
		return held, err
	}
	return held, out.close()
}

func releaseAll(batches []arrow.RecordBatch) {
	for _, b := range batches {
		b.Release()
	}
}

func orderBy(columns []string) string {
	terms := make([]string, len(columns))
	for i, c := range columns {
		name, descending := strings.CutSuffix(c, " desc")
		terms[i] = quoteName(name)
		if descending {
			terms[i] += " desc"
		}
		terms[i] += " nulls last"
	}
	return strings.Join(terms, ", ")
}

// emptyRaw gives every declared table that nothing was imported into an empty typed table, and tables imported
// before a column was declared that column, so that content SQL finds all of them. What it returns puts the raw
// tables back as they were: a build does not change them.
func (g *Graph) emptyRaw(tx *lake.Tx) (restore func() error, err error) {
	var restores []func() error
	for name, columns := range g.raw {
		former, exists := tx.Base().Table(name)
		missing := lacking(former.Columns, columns)
		if exists && len(missing) == 0 {
			continue
		}
		t := former
		t.Name, t.Columns = name, append(append([]lake.Column(nil), former.Columns...), missing...)
		if err := tx.SetTable(t); err != nil {
			return nil, err
		}
		restores = append(restores, func() error {
			if exists {
				return tx.SetTable(former)
			}
			return tx.DropTable(name)
		})
	}
	return func() error {
		for _, r := range restores {
			if err := r(); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

func lacking(have, want []lake.Column) []lake.Column {
	known := map[string]bool{}
	for _, c := range have {
		known[c.Name] = true
	}
	var missing []lake.Column
	for _, c := range want {
		if !known[c.Name] {
			missing = append(missing, c)
		}
	}
	return missing
}

var atLine = regexp.MustCompile(`LINE (\d+):`)

// located is an error that knows its line in the content file.
type located struct {
	line int
	msg  string
}

func (e located) Error() string { return e.msg }

// lineIn is the line of the content file an error points at: DuckDB counts from the start of the SQL.
func lineIn(err error, n *Node) int {
	if e, ok := err.(located); ok {
		return e.line
	}
	if f, refused := lake.RefusalOf(err); refused {
		return n.Line + int(max(f.Line, 1)) - 1
	}
	m := atLine.FindStringSubmatch(err.Error())
	if m == nil {
		return n.Line
	}
	line, _ := strconv.Atoi(m[1])
	return n.Line + line - 1
}

// message is the first line of what DuckDB says; the place is told apart.
func message(err error) string {
	text := err.Error()
	if at := strings.Index(text, "\n\nLINE "); at >= 0 {
		text = text[:at]
	}
	var known struct {
		Message string `json:"exception_message"`
	}
	if json.Unmarshal([]byte(text), &known) == nil && known.Message != "" {
		return known.Message
	}
	return strings.TrimSpace(text)
}
