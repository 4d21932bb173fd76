package cli

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write generated documents and expected script output")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"asterism": func() { os.Exit(Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs testdata/script/*.txtar: one script a verb, each from an empty folder.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "../../testdata/script", UpdateScripts: *update, Setup: quiet,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"cell": setCell}})
}

func quiet(e *testscript.Env) error {
	e.Setenv("LANG", "C.UTF-8")
	e.Setenv("HOME", e.WorkDir)
	e.Setenv("GOGC", "off") // hundreds of short processes: their garbage goes with them
	e.Setenv("GOMEMLIMIT", "1GiB")
	return nil
}

// TestDocuments runs the sh blocks of the documents, in order, each document in a folder of its own that holds
// the files of testdata/docs. Blocks of make targets are checked against the Makefile instead.
func TestDocuments(t *testing.T) {
	for _, name := range documents(t) {
		if script := script(t, name); script != "" {
			t.Run(filepath.Base(name), func(t *testing.T) { runDocument(t, script) })
		}
	}
}

func documents(t *testing.T) []string {
	names := []string{"../../README.md"}
	for _, pattern := range []string{"../../docs/*.md", "../../docs/methods/*.md", "../../docs/formats/*.md"} {
		more, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, more...)
	}
	return names
}

var block = regexp.MustCompile("(?s)```sh\n(.*?)```")

// script turns a document's sh blocks into a testscript; adding.md has a test of its own.
func script(t *testing.T, name string) string {
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Base(name) == "adding.md" {
		return ""
	}
	var lines []string
	for _, b := range block.FindAllStringSubmatch(string(text), -1) {
		for _, line := range strings.Split(strings.TrimSpace(b[1]), "\n") {
			if strings.HasPrefix(line, "asterism ") && !strings.Contains(line, " serve") {
				lines = append(lines, "exec sh -c '"+strings.ReplaceAll(line, "'", "''")+"'")
			}
		}
	}
	return strings.Join(lines, "\n")
}

func runDocument(t *testing.T, script string) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "document.txtar"), []byte(script+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{Dir: dir, Setup: func(e *testscript.Env) error {
		if err := quiet(e); err != nil {
			return err
		}
		return os.CopyFS(e.WorkDir, os.DirFS("../../testdata/docs"))
	}})
}

// TestReadme_commands: the two commands README promises are the two that stand in the Makefile.
func TestReadme_commands(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	first := block.FindStringSubmatch(string(readme))
	for i, want := range []string{"make demo", "make test"} {
		line := strings.Split(first[1], "\n")[i]
		if !strings.HasPrefix(line, want) {
			t.Errorf("line %d of README's first commands is %q, want %q", i+1, line, want)
		}
		if target := "\n" + strings.TrimPrefix(want, "make ") + ":"; !strings.Contains(string(makefile), target) {
			t.Errorf("the Makefile has no target %q", target)
		}
	}
}
