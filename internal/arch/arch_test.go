package arch

import (
	"bufio"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module, root = "asterism", "../.."

// policy is layers.txt in memory; packages are named by their folder, the root package by the module's name.
type policy struct {
	layer   map[string]int
	allow   map[[2]string]bool
	outside map[string]bool
	only    map[string][]string
	kernel  map[string]bool
	may     []string
}

func TestLayers(t *testing.T) {
	p := readPolicy(t)
	for _, f := range sources(t) {
		if p.outside[f.pkg] {
			continue
		}
		if _, ok := p.layer[f.pkg]; !ok && !p.isPart(f.pkg) {
			t.Errorf("%s: package %s stands in no layer of layers.txt", f.path, f.pkg)
		}
		for _, imp := range f.imports {
			if why := p.forbids(f.pkg, imp); why != "" {
				t.Errorf("%s imports %s: %s", f.path, imp, why)
			}
		}
	}
}

func TestHabits(t *testing.T) {
	for _, f := range sources(t) {
		base := path.Base(f.pkg)
		if slices.Contains([]string{"util", "utils", "common", "helpers", "helper", "types", "models"}, base) {
			t.Errorf("%s: a package name says what it is about, not that it is shared", f.pkg)
		}
		for _, d := range f.ast.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Name.Name == "init" && fn.Recv == nil {
				t.Errorf("%s: init() registers by side effect; use a list", f.path)
			}
		}
	}
}

// isPart tells whether a package below a listed one is allowed by an allow line.
func (p policy) isPart(pkg string) bool {
	return p.allow[[2]string{path.Dir(pkg), pkg}]
}

func (p policy) forbids(pkg, imp string) string {
	if dep, ok := inModule(imp); ok {
		return p.forbidsOwn(pkg, dep)
	}
	for prefix, owners := range p.only {
		if (imp == prefix || strings.HasPrefix(imp, prefix)) && !slices.Contains(owners, pkg) {
			return "only " + strings.Join(owners, ", ") + " may"
		}
	}
	if p.kernel[pkg] && strings.Contains(strings.Split(imp, "/")[0], ".") && !slices.Contains(p.may, imp) {
		return "a kernel uses the standard library and gonum only"
	}
	return ""
}

func (p policy) forbidsOwn(pkg, dep string) string {
	if p.allow[[2]string{pkg, dep}] {
		return ""
	}
	if p.kernel[pkg] {
		return "a kernel imports nothing of the house"
	}
	if p.isPart(dep) {
		return "a part of " + path.Dir(dep)
	}
	if p.layer[dep] >= p.layer[pkg] && !p.isPart(pkg) {
		return "layers go down only"
	}
	return ""
}

func inModule(imp string) (string, bool) {
	if imp == module {
		return module, true
	}
	return strings.CutPrefix(imp, module+"/")
}

type source struct {
	path, pkg string
	imports   []string
	ast       *ast.File
}

// sources parses every non-test Go file of the module.
func sources(t *testing.T) []source {
	var all []source
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && skipped(d.Name()) {
			return filepath.SkipDir
		}
		if !d.IsDir() && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			all = append(all, parse(t, name))
		}
		return nil
	})
	if err != nil || len(all) == 0 {
		t.Fatalf("no sources read: %v", err)
	}
	return all
}

func skipped(name string) bool {
	return name == "node_modules" || name == "testdata" || name == "dist" || name == "hold" || len(name) > 2 && name[0] == '.'
}

func parse(t *testing.T, name string) source {
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	rel, _ := filepath.Rel(root, filepath.Dir(name))
	s := source{path: name, pkg: filepath.ToSlash(rel), ast: f}
	if s.pkg == "." {
		s.pkg = module
	}
	for _, imp := range f.Imports {
		v, _ := strconv.Unquote(imp.Path.Value)
		s.imports = append(s.imports, v)
	}
	return s
}

func readPolicy(t *testing.T) policy {
	f, err := os.Open("layers.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p := policy{map[string]int{}, map[[2]string]bool{}, map[string]bool{}, map[string][]string{}, map[string]bool{}, nil}
	for s := bufio.NewScanner(f); s.Scan(); {
		if words := strings.Fields(s.Text()); len(words) > 1 && words[0] != "#" {
			p.add(words[0], words[1:])
		}
	}
	return p
}

func (p *policy) add(verb string, rest []string) {
	switch {
	case verb[0] == 'L':
		n, _ := strconv.Atoi(verb[1:])
		for _, pkg := range rest {
			p.layer[pkg] = n
		}
	case verb == "allow":
		for _, dep := range rest[1:] {
			p.allow[[2]string{rest[0], dep}] = true
		}
	case verb == "outside":
		for _, pkg := range rest {
			p.outside[pkg] = true
		}
	case verb == "only":
		p.only[rest[0]] = rest[1:]
	case verb == "kernel":
		for _, pkg := range rest {
			p.kernel[pkg] = true
		}
	case verb == "kernel-may":
		p.may = rest
	}
}
