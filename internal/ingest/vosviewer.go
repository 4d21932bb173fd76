package ingest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"asterism/internal/finding"
)

// Networks of VOSviewer as JSON: items and links. docs/formats/network.md.
var vosviewer = Format{Name: "vosviewer", Detect: detectVOSviewer, Read: readVOSviewer}

func detectVOSviewer(h Head) int {
	b := bytes.TrimSpace(h.Bytes)
	if len(b) == 0 || b[0] != '{' || !bytes.Contains(b, []byte(`"items"`)) || !bytes.Contains(b, []byte(`"network"`)) {
		return 0
	}
	return 90
}

type vosItem struct {
	ID          any                    `json:"id"`
	Label       string                 `json:"label"`
	Description string                 `json:"description"`
	Cluster     json.Number            `json:"cluster"`
	Weights     map[string]json.Number `json:"weights"`
}

type vosLink struct {
	Source   any         `json:"source_id"`
	Target   any         `json:"target_id"`
	Strength json.Number `json:"strength"`
}

// vosReader goes through the document once: the arrays "items" and "links", wherever they stand.
type vosReader struct {
	*network
	ctx  context.Context
	in   *json.Decoder
	seen bool
}

func readVOSviewer(ctx context.Context, in *Source, out *Sink) error {
	v := &vosReader{network: newNetwork(in, out), ctx: ctx, in: json.NewDecoder(in)}
	v.directed = false
	v.in.UseNumber()
	if fault := v.document(); fault != "" {
		out.Finding(finding.Finding{Severity: finding.Error, Code: "json.malformed", Value: fault})
	}
	if v.err != nil {
		return v.err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if !v.seen {
		return nil
	}
	return v.end()
}

// document returns what is wrong with the JSON, empty for nothing.
func (v *vosReader) document() string {
	depth := 0
	for {
		t, err := v.in.Token()
		if err != nil {
			return err.Error()
		}
		switch t := t.(type) {
		case json.Delim:
			if depth += delta(t); depth > 64 {
				return "nested too deep"
			}
			if depth == 0 {
				return ""
			}
		case string:
			if (t == "items" || t == "links") && depth <= 2 {
				if fault := v.array(t); fault != "" {
					return fault
				}
			}
		}
		if v.err != nil || v.ctx.Err() != nil {
			return ""
		}
	}
}

func (v *vosReader) array(name string) string {
	open, err := v.in.Token()
	if err != nil {
		return err.Error()
	}
	if open != json.Delim('[') {
		return name
	}
	v.seen = true
	for n := int64(1); v.in.More() && v.err == nil && v.ctx.Err() == nil; n++ {
		var body json.RawMessage
		if err := v.in.Decode(&body); err != nil {
			return err.Error()
		}
		switch {
		case jsonDepth(body) > 64:
			v.out.Reject(n, nil, finding.Finding{Code: "json.too_deep"})
		case name == "items":
			v.item(n, body)
		default:
			v.link(n, body)
		}
	}
	if v.err != nil || v.ctx.Err() != nil {
		return ""
	}
	if _, err := v.in.Token(); err != nil {
		return err.Error()
	}
	return ""
}

func (v *vosReader) item(n int64, body json.RawMessage) {
	var i vosItem
	if err := json.Unmarshal(body, &i); err != nil || vosID(i.ID) == "" {
		v.out.Reject(n, []string{string(body)}, finding.Finding{Code: "network.line", Value: string(body)})
		return
	}
	value := ""
	if len(i.Weights) == 1 {
		for _, w := range i.Weights {
			value = w.String()
		}
	}
	v.node(n, vosID(i.ID), i.Label, Field{Name: "partition", Value: i.Cluster.String()}, Field{Name: "value", Value: value})
}

// vosID: ids are whole numbers, by some programs texts.
func vosID(id any) string {
	switch id := id.(type) {
	case string:
		return id
	case float64:
		return fmt.Sprintf("%.0f", id)
	}
	return ""
}

func (v *vosReader) link(n int64, body json.RawMessage) {
	var l vosLink
	if err := json.Unmarshal(body, &l); err != nil || vosID(l.Source) == "" || vosID(l.Target) == "" {
		v.out.Reject(n, []string{string(body)}, finding.Finding{Code: "network.line", Value: string(body)})
		return
	}
	v.arc(n, vosID(l.Source), vosID(l.Target), orElse(l.Strength.String(), "1"), "", false)
}
