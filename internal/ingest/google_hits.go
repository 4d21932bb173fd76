package ingest

import (
	"context"
	"encoding/json"
	"regexp"
	"strings"
)

// Hits of a Google Patents search as scripts collect them: title, address and snippet. docs/formats/google-hits.md.
var googleHits = Format{Name: "google-hits", Detect: detectGoogleHits, Read: readGoogleHits}

func detectGoogleHits(h Head) int {
	if markup(h.Bytes) && !strings.HasPrefix(strings.TrimSpace(string(h.Bytes)), "<") && h.Has(`"url"`, "patents.google.com/patent/", `"title"`) {
		return 90
	}
	return 0
}

var patentAddress = regexp.MustCompile(`patents\.google\.com/patent/([A-Z]{2}[A-Z0-9]+)`)

func readGoogleHits(ctx context.Context, in *Source, out *Sink) error {
	return eachObject(ctx, in, out, "", func(body json.RawMessage) error {
		var hit struct{ Title, URL, Snippet string }
		if !decode(out, body, &hit) {
			return nil
		}
		r := &PatentRecord{}
		if m := patentAddress.FindStringSubmatch(hit.URL); m != nil {
			r.Publication = m[1]
		}
		addText(r, "title", hit.Title) // a cut one keeps its ellipsis; any fuller record of the patent wins over it
		return out.Patent(r)
	})
}
