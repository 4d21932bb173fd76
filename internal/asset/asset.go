// Package asset embeds the browser's files as `make build` made them out of frontend/. Pages send them, and chart
// runs echarts.min.js and chart.js itself to draw the same picture without a browser. A build without them stops
// at the pattern below, whose name says what to do.
package asset

import (
	"embed"
	"io/fs"
)

//go:embed dist/made_by_make_build dist/*.js dist/*.css
var dist embed.FS

// FS holds app.js, app.css, chart.js, echarts.min.js and what else frontend/ has as an entry.
func FS() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the folder is named in the pattern above
	}
	return sub
}

// Text returns one file, such as "echarts.min.js".
func Text(name string) (string, error) {
	data, err := dist.ReadFile("dist/" + name)
	return string(data), err
}
