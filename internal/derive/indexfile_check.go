package derive

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"asterism/internal/fail"
)

func (f *IndexFile) checkScheme() error {
	oneOf := func(place, what, value string, list []string) error {
		if slices.Contains(list, value) {
			return nil
		}
		return f.at(place, fail.New(fail.Invalid, "%s %q: one of %s", what, value, strings.Join(list, ", ")))
	}
	switch stem := strings.TrimSuffix(path.Base(f.name), ".yaml"); {
	case f.ID != stem || !indexID.MatchString(f.ID):
		return f.at("$.id", fail.New(fail.Invalid, "id %q: the name of the file, in small letters, digits and _", f.ID))
	case f.Title.Zh == "" || f.Title.En == "":
		return f.at("$.title", fail.New(fail.Invalid, "title: both languages, {zh: …, en: …}"))
	case f.Unit != "" || f.Period != "" || f.Data != "":
		return f.at("$.unit", fail.New(fail.Invalid, "unit, period and data: not in a scheme, whose data are tables of the workspace"))
	case len(f.Indicators) == 0 && len(f.Conditions) == 0:
		return f.at("$", fail.New(fail.Invalid, "neither indicators nor conditions"))
	case len(f.Conditions) > 0 && f.Entity != "cluster":
		return f.at("$.conditions", fail.New(fail.Invalid, "conditions: of clusters only"))
	case f.Regime.ReviewYears < 0 || f.Regime.ReviewYears > 50:
		return f.at("$.regime.review_years", fail.New(fail.Invalid, "review_years: %d to %d", 0, 50))
	}
	if err := oneOf("$.entity", "entity", f.Entity, IndexEntities); err != nil {
		return err
	}
	if err := oneOf("$.mark", "mark", f.Mark, indexMarks); err != nil {
		return err
	}
	if err := f.checkDates(); err != nil {
		return err
	}
	if err := f.checkEntities(); err != nil {
		return err
	}
	return f.checkConditions()
}

func (f *IndexFile) checkDates() error {
	for _, day := range []struct{ name, value string }{{"valid_from", f.Regime.ValidFrom}, {"valid_to", f.Regime.ValidTo}} {
		_, err := time.Parse(time.DateOnly, day.value)
		if _, bad := time.Parse("2006", day.value); day.value != "" && err != nil && bad != nil {
			return f.at("$.regime."+day.name, fail.New(fail.Invalid, "%s: %q is no date such as 2013-01-02, nor a year", day.name, day.value))
		}
	}
	return nil
}

func (f *IndexFile) checkEntities() error {
	seen := map[string]bool{}
	for i, e := range f.Entities {
		if e.ID == "" || seen[e.ID] {
			return f.at(fmt.Sprintf("$.entities[%d].id", i), fail.New(fail.Invalid, "entities: id %q is empty or stands twice", e.ID))
		}
		seen[e.ID] = true
	}
	return nil
}

func (f *IndexFile) checkConditions() error {
	seen := map[string]bool{}
	for i := range f.Conditions {
		c, place := &f.Conditions[i], fmt.Sprintf("$.conditions[%d]", i)
		if c.Op == "" {
			c.Op = ">="
		}
		if c.Mark == "" {
			c.Mark = f.Mark
		}
		switch {
		case !idPattern.MatchString(c.ID) || seen[c.ID]:
			return f.at(place+".id", fail.New(fail.Invalid, "conditions: id %q is no id or stands twice", c.ID))
		case c.Title.Zh == "" || c.Title.En == "":
			return f.at(place+".title", fail.New(fail.Invalid, "title: both languages, {zh: …, en: …}"))
		case c.Op != ">=" && c.Op != "<=":
			return f.at(place+".op", fail.New(fail.Invalid, "op %q: one of %s", c.Op, ">=, <="))
		case (c.Indicator == "") != (c.Threshold == nil):
			return f.at(place, fail.New(fail.Invalid, "condition %s: indicator and threshold together, or neither for a question to be answered by hand", c.ID))
		case !slices.Contains(indexMarks, c.Mark):
			return f.at(place+".mark", fail.New(fail.Invalid, "%s %q: one of %s", "mark", c.Mark, strings.Join(indexMarks, ", ")))
		}
		seen[c.ID] = true
	}
	return nil
}

func (f *IndexFile) checkBasis(i int) error {
	n, place := &f.Indicators[i], fmt.Sprintf("$.indicators[%d]", i)
	if f.Entity != "cluster" && n.Basis != "" {
		return f.at(place+".basis", fail.New(fail.Invalid, "basis: of clusters only; others take observations"))
	}
	if f.Entity == "cluster" && n.Basis == "" {
		n.Basis = "reported"
	}
	if n.Basis != "" && !slices.Contains(indexBases, n.Basis) {
		return f.at(place+".basis", fail.New(fail.Invalid, "%s %q: one of %s", "basis", n.Basis, strings.Join(indexBases, ", ")))
	}
	return nil
}
