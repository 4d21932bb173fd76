package cli

import (
	"fmt"
	"strings"

	"asterism/internal/finding"
	"asterism/internal/lang"
)

// finding writes one located remark: where, what, why, what to do.
func (r *run) finding(c *lang.Catalog, language string, f finding.Finding) {
	r.note("%s %s: %s", severity(f.Severity), place(f), wording(c, language, f))
}

func severity(s finding.Severity) string {
	return map[finding.Severity]string{finding.Error: "✗", finding.Warning: "!", finding.Info: "·"}[s]
}

func place(f finding.Finding) string {
	var parts []string
	if f.File != "" {
		parts = append(parts, f.File)
	}
	if f.Sheet != "" {
		parts = append(parts, f.Sheet)
	}
	if f.Line > 0 {
		parts = append(parts, fmt.Sprint(f.Line))
	}
	where := strings.Join(parts, ":")
	if f.Field != "" {
		where += " [" + f.Field + "]"
	}
	return where
}

func wording(c *lang.Catalog, language string, f finding.Finding) string {
	return text(c, language, f, "what") + "；" + text(c, language, f, "why") + "。→ " + text(c, language, f, "do")
}

func text(c *lang.Catalog, language string, f finding.Finding, part string) string {
	pairs := []any{"value", f.Value}
	for name, v := range f.Args {
		pairs = append(pairs, name, v)
	}
	return c.Text(language, "finding."+f.Code+"."+part, pairs...)
}

// groups writes findings by cause: a count, what, and what to do, with the first places.
func (r *run) groups(c *lang.Catalog, language string, groups []finding.Group) {
	for _, g := range groups {
		first := g.Examples[0]
		field := ""
		if g.Field != "" {
			field = " [" + g.Field + "]"
		}
		r.note("%s %d ×%s %s", severity(g.Severity), g.Count, field, text(c, language, first, "what"))
		r.note("    %s → %s", text(c, language, first, "why"), text(c, language, first, "do"))
		for _, f := range g.Examples[:min(3, len(g.Examples))] {
			r.note("    %s %s", place(f), f.Value)
		}
	}
}
