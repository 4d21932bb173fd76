package search

import (
	"unicode/utf8"

	"asterism/internal/fail"
)

// Problem is what is wrong with a query, and where: the bytes Pos to End of it.
type Problem struct {
	Pos, End int
	Reason   error // without the place
	err      error
}

func (p *Problem) Error() string { return p.err.Error() }

func (p *Problem) Unwrap() error { return p.err }

// problem places a reason; what is wrong at the end of a query has its last place.
func problem(query string, pos, end int, reason error) *Problem {
	pos, end = min(pos, len(query)), min(max(end, pos), len(query))
	at := utf8.RuneCountInString(query[:pos]) + 1
	return &Problem{Pos: pos, End: end, Reason: reason, err: fail.New(fail.Invalid, "query, character %d: %w", at, reason)}
}
