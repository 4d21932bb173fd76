package ingest

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"
	"testing"

	"asterism/content"
	"asterism/internal/lake"
)

// realFiles is the list of what every real file comes to: file, format, accepted, skipped, rejected, findings that are
// errors or say why nothing was kept, and a note that stays when the list is written anew with -update. Counts are those documented beside the data;
// the note says where they differ from the file's own lines, and why.
const realFiles = "testdata/real_files.tsv"

// TestEveryRealFile imports the whole folder of patents in one run: no panic, every file as the list says.
func TestEveryRealFile(t *testing.T) {
	root := realData(t)
	l, err := lake.Open(context.Background(), t.TempDir(), lake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	res, err := Run(context.Background(), l, Request{Paths: []string{root}, Actor: "test", Content: content.FS})
	if err != nil {
		t.Fatal(err)
	}
	notes := map[string]string{}
	want, err := os.ReadFile(realFiles)
	if err != nil && !updating() {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(want), "\n") {
		if cells := strings.Split(line, "\t"); len(cells) == 7 {
			notes[cells[0]] = cells[6]
		}
	}
	got := listed(t, l, res, notes)
	if updating() {
		if err := os.WriteFile(realFiles, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(got, want) {
		t.Errorf("files come to something else; compare, then write the list with -update:\n%s", differing(string(got), string(want)))
	}
}

func updating() bool {
	f := flag.Lookup("update")
	return f != nil && f.Value.String() == "true"
}

// listed writes the list of what the import came to.
func listed(t *testing.T, l *lake.Lake, res *Result, notes map[string]string) []byte {
	t.Helper()
	errors := errorCodes(t, l)
	lines := make([]string, 0, len(res.Files))
	for _, f := range res.Files {
		cells := []string{f.File, f.Format, strconv.FormatInt(f.Accepted, 10), strconv.FormatInt(f.Skipped, 10), strconv.FormatInt(f.Rejected, 10), errors[f.File], notes[f.File]}
		lines = append(lines, strings.Join(cells, "\t"))
		if f.DuplicateOf != "" {
			t.Errorf("%s is known already", f.File)
		}
	}
	for _, g := range res.Findings {
		if g.Severity == "error" || strings.HasPrefix(g.Code, "unsupported") {
			lines = append(lines, fmt.Sprintf("~ %s ×%d", g.Code, g.Count)) // all files together
		}
	}
	sort.Strings(lines)
	return []byte("file\tformat\taccepted\tskipped\trejected\terrors\tnote\n" + strings.Join(lines, "\n") + "\n")
}

// errorCodes are the codes of errors of each file, sorted, once each; info and warnings belong to the formats' own tests.
func errorCodes(t *testing.T, l *lake.Lake) map[string]string {
	t.Helper()
	r, err := l.Read(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	rows, err := r.Query(context.Background(), `select f.name, string_agg(distinct n.code, ' ' order by n.code) from raw.finding as n join raw.file as f on f.file = n.file and f.batch = n.batch
		where n.severity = 'error' or n.code = 'class.counts' group by f.name`)
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]string{}
	for _, row := range rows.Data {
		codes[fmt.Sprint(row[0])] = fmt.Sprint(row[1])
	}
	return codes
}

func differing(got, want string) string {
	have := map[string]bool{}
	for _, line := range strings.Split(want, "\n") {
		have[line] = true
	}
	var out []string
	for _, line := range strings.Split(got, "\n") {
		if !have[line] {
			out = append(out, "+ "+line)
		}
		delete(have, line)
	}
	for line := range have {
		out = append(out, "- "+line)
	}
	sort.Slice(out, func(i, j int) bool { return out[i][2:] < out[j][2:] })
	return strings.Join(out, "\n")
}
