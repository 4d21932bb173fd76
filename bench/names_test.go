package main

import "testing"

// What the tests and benchmarks of package text print is read as they print it.
func TestNamesFigures(t *testing.T) {
	gold, err := goldLines("    gold_test.go:84: PATSTAT-NL raw names, entity                 B³ P 1.0000 R 0.7804 F 0.8766   pairs P 0.9998 R 0.6314 F 0.7741\nok\n")
	if err != nil || len(gold) != 1 || gold[0] != (goldFigures{"PATSTAT-NL raw names, entity", 1, 0.7804, 0.8766, 0.9998, 0.6314, 0.7741}) {
		t.Error(gold, err)
	}
	name, values := benchLine("BenchmarkAlikePairs-2   \t       1\t3300000000 ns/op\t        64.65 Mpairs\t         1.234 cpu-s/round\t   3171316 hits\n")
	if name != "BenchmarkAlikePairs-2" || values["ns/op"] != 3.3e9 || values["hits"] != 3171316 || values["cpu-s/round"] != 1.234 {
		t.Error(name, values)
	}
}
