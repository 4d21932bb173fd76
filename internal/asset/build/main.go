// Command build bundles frontend/ into internal/asset/dist. Each *.js and *.css directly in frontend/ is an entry
// and becomes one file of the same name; echarts.min.js is copied as its makers ship it. Run from the module's
// root, after npm has installed frontend/node_modules.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

const (
	source = "frontend"
	target = "internal/asset/dist"
)

// shipped lists files taken as they are: package path → name in dist.
var shipped = map[string]string{
	"echarts/dist/echarts.min.js": "echarts.min.js",
}

func main() {
	if err := build(); err != nil {
		fmt.Fprintln(os.Stderr, "frontend:", err)
		os.Exit(1)
	}
}

func build() error {
	if err := os.MkdirAll(target, 0o755); err != nil {
		return err
	}
	for from, name := range shipped {
		if err := copyFile(filepath.Join(source, "node_modules", from), filepath.Join(target, name)); err != nil {
			return fmt.Errorf("%w (npm ci --prefix frontend comes first)", err)
		}
	}
	if err := bundle(); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(target, "made_by_make_build"), nil, 0o644)
}

func copyFile(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o644)
}

// bundle targets the oldest browser still met in offices: Chromium 86, and 109 on Windows 7. Charts are drawn by
// goja too, which reads ES2015, so chart.js keeps to that.
func bundle() error {
	entries, err := entryPoints()
	if err != nil {
		return err
	}
	r := api.Build(api.BuildOptions{
		EntryPoints: entries, Outdir: target, Bundle: true, Write: true, Charset: api.CharsetUTF8,
		MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true, LegalComments: api.LegalCommentsInline,
		Format: api.FormatIIFE, Target: api.ES2017, LogLevel: api.LogLevelWarning,
		Loader:   map[string]api.Loader{".svg": api.LoaderDataURL},
		External: []string{"*.woff2"},
	})
	if len(r.Errors) > 0 {
		return fmt.Errorf("%d errors while bundling", len(r.Errors))
	}
	return nil
}

func entryPoints() ([]string, error) {
	js, err := filepath.Glob(filepath.Join(source, "*.js"))
	if err != nil {
		return nil, err
	}
	css, err := filepath.Glob(filepath.Join(source, "*.css"))
	return append(js, css...), err
}
