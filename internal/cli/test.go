package cli

import (
	"asterism"
	"asterism/internal/derive"
	"asterism/internal/fail"
	"asterism/internal/workspace"
)

type testVerb struct {
	Tables  []string `arg:"" optional:"" help:"只测这些表，如 measure.region_rta · only these tables."`
	Product bool     `help:"只测产品自带的内容，不打开工作区 · the product's content only, no workspace."`
}

func (v *testVerb) Run(r *run) error {
	fsys := asterism.Content()
	if !v.Product {
		w, err := r.openRead()
		if err != nil {
			return err
		}
		defer w.Close()
		fsys = w.Content()
	}
	result, err := derive.Test(r, fsys, workspace.Steps(), func(c derive.Case) {
		if c.Failure != "" {
			r.note("✗ %s: %s\n%s", c.File, c.Name, c.Failure)
		}
	}, v.Tables...)
	if err != nil {
		return err
	}
	if err := r.print(result, func() { r.say("%d passed, %d failed", result.Passed, result.Failed) }); err != nil {
		return err
	}
	if result.Failed > 0 {
		return fail.New(fail.Unavailable, "%d tests of the content failed", result.Failed)
	}
	return nil
}
