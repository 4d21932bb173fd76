package ingest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"asterism/internal/finding"
)

// jsonLines reads a file of one JSON value a line within limits of size and depth.
type jsonLines struct {
	in    *bufio.Reader
	most  int // bytes of a line
	deep  int // nesting
	line  int64
	body  []byte
	big   bool
	err   error
	ended bool
}

func newJSONLines(in io.Reader, l Limits) *jsonLines {
	l = l.orDefault()
	return &jsonLines{in: bufio.NewReaderSize(in, 64<<10), most: l.RowBytes, deep: min(l.Depth, 64)}
}

// next goes on to the next line that is not blank; false at the end or after the reader's error.
func (j *jsonLines) next() bool {
	for !j.ended {
		j.readLine()
		j.body = bytes.TrimSpace(j.body)
		if len(j.body) > 0 || j.big {
			return j.err == nil
		}
	}
	return false
}

// readLine gathers one line; of one longer than the limit only the beginning is kept.
func (j *jsonLines) readLine() {
	j.body, j.big = j.body[:0], false
	j.line++
	for {
		part, err := j.in.ReadSlice('\n')
		if len(j.body)+len(part) > j.most {
			j.big = true
		} else {
			j.body = append(j.body, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		j.end(err)
		return
	}
}

func (j *jsonLines) end(err error) {
	if err != nil {
		j.ended = true
	}
	if err != nil && err != io.EOF {
		j.err = err
	}
}

// fault is why the present line cannot be read: too long or nested too deeply; nil when it can be tried.
func (j *jsonLines) fault() *finding.Finding {
	f := &finding.Finding{Severity: finding.Error, Line: j.line}
	switch {
	case j.big:
		f.Code = "json.too_large"
	case jsonDepth(j.body) > j.deep:
		f.Code = "json.too_deep"
	default:
		return nil
	}
	return f
}

// jsonDepth is the deepest nesting of objects and arrays; brackets inside strings do not count.
func jsonDepth(b []byte) int {
	depth, deepest, quoted := 0, 0, false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
			deepest = max(deepest, depth)
		case c == '}' || c == ']':
			depth--
		}
	}
	return deepest
}

// jsonTyped tells of a field of the wrong type, which leaves the record; other faults reject it.
func jsonTyped(out *Sink, fault error, line int64) bool {
	var kind *json.UnmarshalTypeError
	if errors.As(fault, &kind) {
		out.Finding(finding.Finding{Code: "json.type", Severity: finding.Warning, Line: line, Field: kind.Field, Value: kind.Value})
		return true
	}
	out.Reject(line, nil, finding.Finding{Code: "json.malformed", Severity: finding.Error, Line: line, Value: fault.Error()})
	return false
}
