package main

import (
	"context"
	"os"
	"os/exec"
	"runtime/pprof"
	"strings"
)

// cost is one function's own part of the processor time. What the engine does in C++ on its own threads stands
// under runtime._ExternalCode or the program's name in brackets, what it does on ours under runtime.cgocall.
type cost struct{ Function, Share string }

// profile writes where the processor time goes to path until stop is called.
func profile(path string) (stop func(), err error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		f.Close()
		return nil, err
	}
	return func() { pprof.StopCPUProfile(); f.Close() }, nil
}

// costs are the n dearest functions of a profile. It needs the go command, as `make bench` has it.
func costs(ctx context.Context, path string, n int) ([]cost, error) {
	text, err := exec.CommandContext(ctx, "go", "tool", "pprof", "-top", path).Output()
	if err != nil {
		return nil, err
	}
	_, table, _ := strings.Cut(string(text), "cum%\n")
	var all []cost
	for line := range strings.Lines(table) {
		if f := strings.Fields(line); len(f) >= 6 && len(all) < n {
			all = append(all, cost{Function: strings.Join(f[5:], " "), Share: f[1]})
		}
	}
	return all, nil
}
