package ingest

import (
	"context"
	"encoding/json"
	"io"

	"asterism/internal/finding"
)

// eachObject hands on the objects of a JSON array one after another: the array at the top, or the one under key in the
// object there. Faults become findings; do returns errors of the sink only.
func eachObject(ctx context.Context, in *Source, out *Sink, key string, do func(body json.RawMessage) error) error {
	d := json.NewDecoder(in)
	if !toArray(d, key) {
		out.Finding(finding.Finding{Severity: finding.Error, Code: "json.malformed", Value: key})
		return nil
	}
	for d.More() {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		var body json.RawMessage
		if err := d.Decode(&body); err != nil {
			out.Reject(0, nil, finding.Finding{Code: "json.malformed", Value: err.Error()})
			return nil
		}
		if jsonDepth(body) > 64 {
			out.Reject(0, nil, finding.Finding{Code: "json.too_deep"})
			continue
		}
		if err := do(body); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err == io.EOF || err == io.ErrUnexpectedEOF {
		out.Finding(finding.Finding{Severity: finding.Error, Code: "json.malformed", Value: "the array does not end"})
	}
	return nil
}

// toArray moves the decoder behind the opening bracket of the array.
func toArray(d *json.Decoder, key string) bool {
	depth := 0
	for {
		t, err := d.Token()
		if err != nil {
			return false
		}
		switch v := t.(type) {
		case json.Delim:
			if v == '[' && depth == 0 && key == "" {
				return true
			}
			if depth += delta(v); depth > 64 {
				return false
			}
		case string:
			if key != "" && v == key && depth == 1 {
				open, err := d.Token()
				return err == nil && open == json.Delim('[')
			}
		}
	}
}

// decode reads an object into v; a field of the wrong type costs itself, told once.
func decode(out *Sink, body json.RawMessage, v any) bool {
	err := json.Unmarshal(body, v)
	if kind, ok := err.(*json.UnmarshalTypeError); ok {
		out.Finding(finding.Finding{Code: "json.type", Severity: finding.Warning, Field: kind.Field, Value: kind.Value})
		return true
	}
	if err != nil {
		out.Reject(0, nil, finding.Finding{Code: "json.malformed", Value: err.Error()})
	}
	return err == nil
}
