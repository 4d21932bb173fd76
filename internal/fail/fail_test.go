package fail

import (
	"errors"
	"io"
	"testing"
)

func TestKinds(t *testing.T) {
	base := New(NotFound, "no report %q: %w", "x", io.EOF)
	wrapped := base
	Wrap(&wrapped, "open %s", "w")
	for _, c := range []struct {
		name string
		err  error
		kind Kind
		text string
	}{
		{"a new error keeps what it wraps", base, NotFound, `no report "x": EOF`},
		{"a deferred wrap keeps the kind", wrapped, NotFound, `open w: no report "x": EOF`},
		{"an outer kind wins", As(Conflict, base, "save"), Conflict, `save: no report "x": EOF`},
		{"an error without kind is internal", io.EOF, Internal, "EOF"},
	} {
		if KindOf(c.err) != c.kind || c.err.Error() != c.text || !errors.Is(c.err, io.EOF) {
			t.Errorf("%s: %v, %q", c.name, KindOf(c.err), c.err)
		}
	}
	if As(Invalid, nil, "x") != nil {
		t.Error("nil must stay nil")
	}
	var none error
	if Wrap(&none, "x"); none != nil {
		t.Error("a nil error was wrapped")
	}
	if NotFound.Status() != 404 || Invalid.Exit() != 2 || Unavailable.String() != "unavailable" {
		t.Error("the tables of kinds have shifted")
	}
}
