// Package fail gives errors one of six kinds, so that every surface (exit code, HTTP status, message shown)
// treats the same failure the same way. Remarks about a user's data are not errors: see package finding.
package fail

import (
	"errors"
	"fmt"
)

// Kind says who can do something about an error.
type Kind int

const (
	Internal    Kind = iota // ours: a defect or a broken promise of the system underneath; never shown in detail
	Invalid                 // the request or the file cannot be meant
	NotFound                // what was named does not exist
	Denied                  // the actor may not
	Conflict                // somebody else changed or holds it
	Unavailable             // a resource is missing for now: disk full, engine absent, time limit
)

var names = [...]string{"internal", "invalid", "not_found", "denied", "conflict", "unavailable"}

func (k Kind) String() string { return names[k] }

// failure keeps format and args beside the English text, so that a surface can word it in another language.
type failure struct {
	kind   Kind
	err    error
	format string
	args   []any
	cause  error // what As put its context before; nil for New
}

func (f *failure) Error() string { return f.err.Error() }

func (f *failure) Unwrap() error { return f.err }

// New makes an error of a kind; the format may wrap another error with %w.
func New(kind Kind, format string, args ...any) error {
	return &failure{kind, fmt.Errorf(format, args...), format, args, nil}
}

// As gives err a kind and a line of context; nil stays nil.
func As(kind Kind, err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return &failure{kind, fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), err), format, args, err}
}

// Wrap is deferred at exported boundaries: it puts the operation's name before the error and keeps its kind.
func Wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = As(KindOf(*err), *err, format, args...)
	}
}

// KindOf returns the outermost kind in err's chain; an error without one is Internal.
func KindOf(err error) Kind {
	var f *failure
	if errors.As(err, &f) {
		return f.kind
	}
	return Internal
}

var (
	status = [...]int{500, 400, 404, 403, 409, 503}
	exit   = [...]int{1, 2, 1, 1, 1, 1}
)

// Status is the HTTP status of a kind.
func (k Kind) Status() int { return status[k] }

// Exit is the process exit code of a kind: 1 failed, 2 wrong usage.
func (k Kind) Exit() int { return exit[k] }
