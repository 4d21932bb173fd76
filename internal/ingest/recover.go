package ingest

import (
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
)

// panicked is a parser's panic, caught. Its place in the code is kept for the developers; users see a code.
type panicked struct {
	value any
	where string
}

func (p *panicked) Error() string { return fmt.Sprintf("parser failed at %s: %v", p.where, p.value) }

func isRecovered(err error) bool {
	var p *panicked
	return errors.As(err, &p)
}

// recovered turns a panic of a parser into an error; it is deferred wherever foreign bytes are parsed.
func recovered(err *error) {
	if p := recover(); p != nil {
		*err = &panicked{p, panicPlace(string(debug.Stack()))}
	}
}

// panicPlace is the first function of this product below the panic: file and line.
func panicPlace(stack string) string {
	_, below, _ := strings.Cut(stack, "panic(")
	for _, line := range strings.Split(below, "\n") {
		if i := strings.LastIndex(line, "/internal/"); i >= 0 && strings.Contains(line, ".go:") {
			place, _, _ := strings.Cut(line[i+1:], " ")
			return place
		}
	}
	return "unknown"
}
