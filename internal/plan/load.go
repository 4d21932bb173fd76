package plan

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/finding"

	"github.com/goccy/go-yaml"
)

// Load reads plans/*.yaml of a content tree, in order of name. A file that cannot be understood is left out and
// becomes findings with file and line; the other plans load. The error is for a tree that cannot be read.
func Load(content fs.FS) (plans []*Plan, found []finding.Finding, err error) {
	defer fail.Wrap(&err, "load plans")
	names, err := fs.Glob(content, "plans/*.yaml")
	if err != nil {
		return nil, nil, err
	}
	for _, name := range names {
		data, err := fs.ReadFile(content, name)
		if err != nil {
			return nil, nil, err
		}
		p, remarks := decode(name, data)
		found = append(found, remarks...)
		if p != nil {
			plans = append(plans, p)
		}
	}
	return plans, found, nil
}

// decode reads one plan; unknown keys are faults, so that a misspelt key is not silently without effect.
func decode(name string, data []byte) (*Plan, []finding.Finding) {
	p := new(Plan)
	if err := yaml.UnmarshalWithOptions(data, p, yaml.Strict()); err != nil {
		return nil, []finding.Finding{unreadable(name, err)}
	}
	c := &checker{plan: p, file: name, data: string(data)}
	c.check()
	if c.failed {
		return nil, c.found
	}
	return p, c.found
}

func unreadable(name string, err error) finding.Finding {
	f := finding.Finding{File: name, Severity: finding.Error, Code: "plan.unreadable", Args: map[string]string{"error": err.Error()}}
	var located yaml.Error
	if errors.As(err, &located) {
		f.Args["error"] = located.GetMessage()
		if t := located.GetToken(); t != nil && t.Position != nil {
			f.Line = int64(t.Position.Line)
		}
	}
	return f
}

// checker tests what a plan's structure cannot promise by itself.
type checker struct {
	plan   *Plan
	file   string
	data   string
	found  []finding.Finding
	failed bool
}

func (c *checker) check() {
	p := c.plan
	if p.ID != strings.TrimSuffix(path.Base(c.file), ".yaml") {
		c.fault("plan.id", p.ID)
	}
	c.checkPlaces()
	c.checkTerms()
	c.checkTargets()
	c.checkCommitments()
}

// fault is an Error located at the first line that holds the value.
func (c *checker) fault(code, value string) {
	c.failed = true
	c.remark(finding.Error, code, value)
}

func (c *checker) remark(severity finding.Severity, code, value string) {
	c.found = append(c.found, finding.Finding{File: c.file, Line: c.line(value), Severity: severity, Code: code, Value: value})
}

func (c *checker) line(value string) int64 {
	before, _, ok := strings.Cut(c.data, value)
	if !ok || value == "" {
		return 0
	}
	return int64(strings.Count(before, "\n") + 1)
}

func (c *checker) checkPlaces() {
	for _, z := range c.plan.Zones {
		for _, code := range append(append([]string(nil), z.Cities...), z.Counties...) {
			c.place(code)
		}
		members := len(c.plan.memberCodes(z))
		if z.Published.Counties > 0 && members != z.Published.Counties || z.Published.Cities > 0 && len(z.Cities) != z.Published.Cities {
			c.fault("plan.zone_total", z.ID)
		}
	}
	for _, a := range c.plan.Attributes {
		for _, p := range a.Places {
			c.place(p.Code)
		}
	}
	for _, change := range c.plan.Division.Changes {
		c.place(change.Old)
	}
}

func (c *checker) place(code string) {
	if _, ok := c.plan.Division.find(code); !ok {
		c.fault("plan.unknown_place", code)
	}
}

// checkTerms wants ids once and both languages everywhere, and every cluster in an area the plan has.
func (c *checker) checkTerms() {
	p, areas := c.plan, map[string]bool{}
	var zones, clusters, enums []Term
	for _, z := range p.Zones {
		areas[z.ID] = true
		zones = append(zones, Term{z.ID, z.Title})
	}
	for _, a := range p.Attributes {
		areas[a.ID] = true
		zones = append(zones, Term{a.ID, a.Title})
	}
	for _, cl := range p.Clusters {
		clusters = append(clusters, Term{cl.ID, cl.Title})
		if !areas[cl.Area] {
			c.fault("plan.unknown_area", cl.Area)
		}
	}
	for _, e := range p.Enums {
		enums = append(enums, Term{e.ID, e.Title})
		c.terms(e.Values)
	}
	for _, list := range [][]Term{{{p.ID, p.Title}}, zones, clusters, enums, p.Carriers, p.Document.Addressees} {
		c.terms(list)
	}
}

func (c *checker) terms(list []Term) {
	seen := map[string]bool{}
	for _, t := range list {
		if t.ID == "" || seen[t.ID] {
			c.fault("plan.twice", t.ID)
		}
		seen[t.ID] = true
		if t.Title.Zh == "" || t.Title.En == "" {
			c.fault("plan.language", t.ID)
		}
	}
}
