package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
	"strconv"
	"strings"
	"time"
)

// parts are measured in a process of their own, so that their memory can be told.
var parts = map[string]func(context.Context, string) (int, error){
	"us-xml":          readUS,
	"us-xml-standard": rawTokens,
	"xlsx":            readSheet,
	"xlsx-excelize":   readSheetExcelize,
	"quality":         runQualityWalks,
	"topics":          runTopicMap,
	"topics-half":     runTopicHalf,
	"regions":         runRegions,
	"proximity":       runProximity,
	"points":          runPoints,
	"intervals":       runIntervals,
	"sensitivity":     runSensitivity,
	"benchmark":       runBenchmark,
}

// memory of a part in MB (millions of bytes); zero where the system does not tell.
type memory struct {
	Rest float64 // the process before it begins: the program itself
	Peak float64 // the most it ever held in memory
}

// Grown is what the part added.
func (m memory) Grown() float64 { return m.Peak - m.Rest }

func worse(a, b memory) memory {
	if a.Grown() > b.Grown() {
		return a
	}
	return b
}

// partResult is what a child prints, and the processor time it took from its start to its end.
type partResult struct {
	Count   int
	Seconds float64
	Load    float64 // before what is measured, where a part tells
	CPU     float64 `json:"-"`
	memory
}

// inChild runs a part on n cores (0: all) in a new process.
func inChild(ctx context.Context, part, path string, n int) (r partResult, err error) {
	self, err := os.Executable()
	if err != nil {
		return r, err
	}
	cmd := exec.CommandContext(ctx, self, "-part", part, "-file", path)
	if n > 0 {
		cmd.Env = append(os.Environ(), "GOMAXPROCS="+strconv.Itoa(n))
	}
	var errors bytes.Buffer
	cmd.Stderr = &errors
	text, err := cmd.Output()
	if err != nil {
		return r, fmt.Errorf("%s: %w: %s", part, err, errors.String())
	}
	r.CPU = processorTime(cmd)
	return r, json.Unmarshal(text, &r)
}

// processorTime of a finished command, in seconds.
func processorTime(cmd *exec.Cmd) float64 {
	return (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
}

// A part that loads first tells with begin that what is measured comes now, and with partSeconds how long it took.
var partBegan, partSeconds = time.Time{}, 0.0

func begin() {
	debug.FreeOSMemory()
	partBegan = time.Now()
}

// runPart is the child's side.
func runPart(ctx context.Context, part, path string) error {
	do, ok := parts[part]
	if !ok {
		return fmt.Errorf("no part %s", part)
	}
	debug.FreeOSMemory()
	var r partResult
	r.Rest = status("VmRSS")
	start := time.Now()
	n, err := do(ctx, path)
	if err != nil {
		return err
	}
	r.Count, r.Seconds, r.Peak = n, since(start), status("VmHWM")
	if !partBegan.IsZero() {
		r.Load, r.Seconds = partBegan.Sub(start).Seconds(), partSeconds
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

// status is an entry of the process's own status in MB; 0 where there is none.
func status(key string) float64 {
	text, _, _ := strings.Cut(procLine("/proc/self/status", key), " ")
	kib, _ := strconv.ParseFloat(text, 64)
	return kib * 1024 / 1e6
}
