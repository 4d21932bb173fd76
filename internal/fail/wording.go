package fail

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
)

// system are the operating system's own errors, worded like a format.
var system = []struct {
	err    error
	format string
}{{fs.ErrNotExist, "no such file"}, {fs.ErrPermission, "no permission"}, {fs.ErrExist, "it exists already"}, {syscall.ENOSPC, "no space left on the disk"},
	{syscall.EADDRINUSE, "the address is taken"}}

// In writes err in the language of say, which gives the wording of a format. What nobody worded stays as it is.
func In(err error, say func(format string) string) string {
	f, ok := err.(*failure)
	if !ok {
		return systemIn(err, say)
	}
	own := fmt.Sprintf(strings.ReplaceAll(say(f.format), "%w", "%v"), argsIn(f.args, say)...)
	if f.cause == nil {
		return own
	}
	return own + say(": ") + In(f.cause, say)
}

func argsIn(args []any, say func(string) string) []any {
	out := append([]any(nil), args...)
	for i, a := range out {
		if err, ok := a.(error); ok {
			out[i] = In(err, say)
		}
	}
	return out
}

func systemIn(err error, say func(string) string) string {
	var f *failure
	if errors.As(err, &f) && f.Error() == err.Error() {
		return In(f, say)
	}
	for _, s := range system {
		if errors.Is(err, s.err) {
			return pathOf(err) + say(s.format)
		}
	}
	return say(err.Error()) // a kernel's own, where its text has no places to fill
}

// pathOf names the file an error is about.
func pathOf(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Path + ": "
	}
	return ""
}
