package lang_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"asterism/content"
	"asterism/internal/lang"
)

// TestWording_everyError: every error a user may meet (a literal format given to fail.New, fail.As or fail.Wrap, not of
// kind Internal) has a Chinese wording with the same places.
func TestWording_everyError(t *testing.T) {
	c, err := lang.Load(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for format, where := range formats(t, "../..") {
		found++
		zh := c.Wording("zh", format)
		if zh == format && regexp.MustCompile(`[a-z]{3,} [a-z]`).MatchString(format) {
			t.Errorf("%s: %q has no line in content/i18n/failure.yaml", where, format)
		}
		if got, want := places(zh), places(strings.ReplaceAll(format, "%w", "%v")); !slices.Equal(got, want) {
			t.Errorf("%q: places %v, in Chinese %v", format, want, got)
		}
	}
	if found < 150 {
		t.Errorf("only %d formats found: does the search still work?", found)
	}
}

var place = regexp.MustCompile(`%(?:\[(\d)\])?([a-z])`)

// places lists the verbs of a format in the order of its arguments.
func places(format string) []string {
	found := place.FindAllStringSubmatch(strings.ReplaceAll(format, "%w", "%v"), -1)
	out := make([]string, len(found))
	for i, m := range found {
		at := i
		if m[1] != "" {
			at = int(m[1][0] - '1')
		}
		out[at] = m[2]
	}
	return out
}

func formats(t *testing.T, root string) map[string]string {
	found := map[string]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git" || d.Name() == "bench") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(source), "fail.") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, source, 0)
		if err == nil {
			ast.Inspect(file, func(n ast.Node) bool { note(found, path, n); return true })
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func note(found map[string]string, path string, n ast.Node) {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return
	}
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return
	}
	at := map[string]int{"New": 1, "As": 2, "Wrap": 1}[f.Sel.Name]
	if name, ok := f.X.(*ast.Ident); !ok || name.Name != "fail" || at == 0 || len(call.Args) <= at {
		return
	}
	if kind, ok := call.Args[0].(*ast.SelectorExpr); ok && kind.Sel.Name == "Internal" {
		return
	}
	if text, ok := call.Args[at].(*ast.BasicLit); ok {
		format, _ := strconv.Unquote(text.Value)
		found[format] = path
	}
}
