package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestAdding follows docs/adding.md literally in a copy of the repository: writes its files, makes its edits, runs its
// commands, and looks for the lines it promises.
func TestAdding(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: docs/adding.md is not followed; it builds the program anew in a copy of the repository")
	}
	text, err := os.ReadFile("../../docs/adding.md")
	if err != nil {
		t.Fatal(err)
	}
	f := follower{root: copyRepository(t, "../.."), done: map[string]int{}}
	for _, b := range docBlocks(string(text)) {
		f.step(t, b)
	}
	for _, kind := range []string{"file", "insert", "run", "promise"} {
		if f.done[kind] == 0 {
			t.Errorf("docs/adding.md has no block to %s", kind)
		}
	}
}

// docBlock is one fenced block: its language, the key=value words after it, and its lines.
type docBlock struct {
	lang, body string
	info       map[string]string
}

var infoWord = regexp.MustCompile(`(\w+)=(?:"([^"]*)"|(\S+))`)

// docBlocks takes the fenced blocks of a document; a fence ends with as many backticks as it began with.
func docBlocks(text string) []docBlock {
	var found []docBlock
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		rest := strings.TrimLeft(lines[i], "`")
		fence := lines[i][:len(lines[i])-len(rest)]
		if len(fence) < 3 {
			continue
		}
		from := i + 1
		for i++; i < len(lines) && lines[i] != fence; i++ {
		}
		found = append(found, newDocBlock(rest, strings.Join(lines[from:i], "\n")+"\n"))
	}
	return found
}

func newDocBlock(info, body string) docBlock {
	lang, words, _ := strings.Cut(info, " ")
	b := docBlock{lang: lang, body: body, info: map[string]string{}}
	for _, m := range infoWord.FindAllStringSubmatch(words, -1) {
		b.info[m[1]] = m[2] + m[3]
	}
	return b
}

// follower does what the document says in its copy of the repository.
type follower struct {
	root string
	out  string // of the last sh block
	done map[string]int
}

func (f *follower) step(t *testing.T, b docBlock) {
	t.Helper()
	switch {
	case b.info["file"] != "":
		f.done["file"]++
		f.write(t, b.info["file"], b.body)
	case b.info["insert"] != "":
		f.done["insert"]++
		f.insert(t, b.info["insert"], b.info["after"], b.body)
	case b.lang == "sh":
		f.done["run"]++
		f.run(t, b.body)
	case b.lang == "text":
		f.done["promise"]++
		f.promised(t, b.body)
	}
}

func (f *follower) write(t *testing.T, name, body string) {
	t.Helper()
	path := filepath.Join(f.root, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
}

func (f *follower) insert(t *testing.T, name, after, body string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(f.root, name))
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(text), after+"\n")
	if !found || after == "" {
		t.Fatalf("%s has no line %q", name, after)
	}
	f.write(t, name, before+after+"\n"+body+rest)
}

func (f *follower) run(t *testing.T, commands string) {
	t.Helper()
	cmd := exec.Command("sh", "-e", "-c", commands)
	cmd.Dir = f.root
	cmd.Env = append(os.Environ(), "PATH="+filepath.Join(f.root, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"), "LANG=C.UTF-8")
	began := time.Now()
	out, err := cmd.CombinedOutput()
	f.out = string(out)
	first, _, _ := strings.Cut(commands, "\n")
	t.Logf("%4.1f s %s", time.Since(began).Seconds(), first)
	if err != nil {
		t.Fatalf("%s%v\n%s", commands, err, f.out)
	}
}

// promised looks for each line in the last output, in order, blanks taken as one.
func (f *follower) promised(t *testing.T, lines string) {
	t.Helper()
	rest := strings.Join(strings.Fields(f.out), " ")
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		_, after, found := strings.Cut(rest, strings.Join(strings.Fields(line), " "))
		if !found {
			t.Errorf("the output lacks %q in its place:\n%s", line, f.out)
			return
		}
		rest = after
	}
}

// copyRepository copies the files git does not ignore (without git: all but built and hidden folders) and the browser's built files.
func copyRepository(t *testing.T, from string) string {
	t.Helper()
	to := t.TempDir()
	for _, name := range append(repositoryFiles(t, from), builtFiles(t, from)...) {
		data, err := os.ReadFile(filepath.Join(from, name))
		if os.IsNotExist(err) {
			continue // tracked, deleted in the working tree
		}
		if err != nil {
			t.Fatal(err)
		}
		(&follower{root: to}).write(t, name, string(data))
	}
	return to
}

func repositoryFiles(t *testing.T, root string) []string {
	t.Helper()
	cmd := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	cmd.Dir = root
	if out, err := cmd.Output(); err == nil {
		return strings.Split(strings.TrimRight(string(out), "\x00"), "\x00")
	}
	return filesBelow(t, root, ".")
}

func builtFiles(t *testing.T, root string) []string {
	t.Helper()
	const dist = "internal/asset/dist"
	if _, err := os.Stat(filepath.Join(root, dist)); err != nil {
		t.Skip("the browser's files are not built (make build); docs/adding.md is not followed")
	}
	return filesBelow(t, root, dist)
}

// unbuilt are folders that a copy does without.
var unbuilt = map[string]bool{"bin": true, "node_modules": true, ".git": true}

func filesBelow(t *testing.T, root, below string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(filepath.Join(root, below), func(path string, d os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && unbuilt[d.Name()]:
			return filepath.SkipDir
		case d.Type().IsRegular():
			name, err := filepath.Rel(root, path)
			names = append(names, name)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
