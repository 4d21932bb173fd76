package main

import (
	_ "embed"
	"fmt"
	"os"
	"strings"
	"text/template"
)

// report is what the page states; a part that was not measured is nil and leaves a line that says so.
type report struct {
	Machine machine
	Date    string
	Scale   float64
	Demo    *demoFigures
	Pages   *pageFigures
	Rebuild *rebuildFigures
	CSV     *csvFigures
	US      *usFigures
	USBuild *usBuildFigures
	Sheet   *sheetFigures
	Graph   *graphFigures
	Search  *searchFigures
	Quality *qualityFigures
	Names   *namesFigures
	Topics  *topicFigures

	Regions     []*regionFigures
	Points      *pointFigures
	Uncertainty *uncertaintyFigures
	Benchmark   *benchmarkFigures
}

// Full tells whether the sizes are those the goals are stated for.
func (r *report) Full() bool { return r.Scale == 1 }

//go:embed performance.md.tmpl
var layout string

// formats of the figures: seconds, milliseconds, counts and ratios.
var formats = template.FuncMap{
	"s":       func(v float64) string { return fmt.Sprintf("%.1f", v) },
	"s3":      func(v float64) string { return fmt.Sprintf("%.3f", v) },
	"q":       func(v float64) string { return fmt.Sprintf("%.5f", v) },
	"s2":      func(v float64) string { return fmt.Sprintf("%.2f", v) },
	"ms":      func(v float64) string { return fmt.Sprintf("%.0f", v) },
	"x":       func(v float64) string { return fmt.Sprintf("%.1f×", v) },
	"n":       grouped,
	"met":     met,
	"two":     func(v float64) string { return fmt.Sprintf("%.2f", v) },
	"mb":      func(bytes int64) int64 { return bytes / 1e6 },
	"classes": func() []string { return queryClasses },
}

// met tells whether a figure reaches its goal.
func met(reached bool) string {
	if reached {
		return "met"
	}
	return "**missed**"
}

// grouped writes a count with commas between thousands.
func grouped(v any) string {
	digits := fmt.Sprint(v)
	if f, ok := v.(float64); ok {
		digits = fmt.Sprintf("%.0f", f)
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func (r *report) write(path string) error {
	t, err := template.New("performance").Funcs(formats).Parse(layout)
	if err != nil {
		return err
	}
	var page strings.Builder
	if err := t.Execute(&page, r); err != nil {
		return err
	}
	former, _ := os.ReadFile(path) // there may be none
	return os.WriteFile(path, []byte(keep(page.String(), string(former))), 0o644)
}

const (
	notMeasured = "Not measured in this run."
	fromEarlier = "*From an earlier run, not side by side with the others.*"
)

// keep takes the sections that were not measured from the former page, and says so.
func keep(page, former string) string {
	known := map[string]string{}
	for _, section := range strings.Split(former, "\n## ") {
		title, _, _ := strings.Cut(section, "\n")
		known[title] = section
	}
	sections := strings.Split(page, "\n## ")
	for i, section := range sections {
		title, _, _ := strings.Cut(section, "\n")
		old, body, _ := strings.Cut(known[title], "\n")
		if !strings.Contains(section, notMeasured) || old == "" || strings.Contains(body, notMeasured) {
			continue
		}
		body = strings.TrimPrefix(strings.TrimLeft(body, "\n"), fromEarlier+"\n\n")
		sections[i] = title + "\n\n" + fromEarlier + "\n\n" + strings.TrimRight(body, "\n") + "\n"
	}
	return strings.Join(sections, "\n## ")
}
