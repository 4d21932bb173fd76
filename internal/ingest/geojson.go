package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"asterism/internal/finding"
)

// geojson reads outlines of divisions and zones: one row of region_outline per feature. Coordinates are kept as they
// stand, with the coordinate system the importer states (--set coordinate_system=gcj02).
var geojson = Format{Name: "geojson", Detect: detectGeoJSON, Read: readGeoJSON}

func detectGeoJSON(h Head) int {
	if h.Has(`"FeatureCollection"`, `"features"`) || h.Has(`"Feature"`, `"geometry"`) {
		return 90
	}
	return 0
}

type feature struct {
	Type       string          `json:"type"`
	Properties map[string]any  `json:"properties"`
	Geometry   json.RawMessage `json:"geometry"`
}

// readGeoJSON takes feature after feature, so that memory holds one outline at a time.
func readGeoJSON(ctx context.Context, in *Source, out *Sink) error {
	part := &metered{r: in, left: in.Limits.RowBytes}
	d := json.NewDecoder(part)
	d.UseNumber()
	if !toFeatures(d) {
		out.Finding(finding.Finding{Severity: finding.Error, Code: "geojson.no_features"})
		return nil
	}
	for d.More() {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		var f feature
		part.left = in.Limits.RowBytes
		err := d.Decode(&f)
		if errors.Is(err, errFeature) {
			out.Finding(finding.Finding{Severity: finding.Error, Code: "geojson.too_large"})
			return nil
		}
		if err != nil {
			out.Finding(finding.Finding{Severity: finding.Error, Code: "geojson.broken", Value: err.Error()})
			return nil
		}
		if err := outline(&f, out); err != nil {
			return err
		}
	}
	return nil
}

// metered refuses to read more than left bytes, so that no token or feature fills the memory.
type metered struct {
	r    io.Reader
	left int
}

var errFeature = errors.New("a feature above the limit")

func (m *metered) Read(p []byte) (int, error) {
	if m.left <= 0 {
		return 0, errFeature
	}
	n, err := m.r.Read(p[:min(len(p), m.left)])
	m.left -= n
	return n, err
}

// toFeatures moves the decoder to the features of the collection.
func toFeatures(d *json.Decoder) bool {
	depth := 0
	for {
		t, err := d.Token()
		if err != nil {
			return false
		}
		switch v := t.(type) {
		case json.Delim:
			if depth += delta(v); depth > 64 {
				return false
			}
		case string:
			if v == "features" && depth == 1 {
				open, err := d.Token()
				return err == nil && open == json.Delim('[')
			}
		}
	}
}

func delta(d json.Delim) int {
	if d == '{' || d == '[' {
		return 1
	}
	return -1
}

func outline(f *feature, out *Sink) error {
	r := Row{Fields: []Field{{Name: "region_code", Value: property(f, "adcode", "code", "id", "gb")}, {Name: "name", Value: property(f, "name", "NAME", "名称")},
		{Name: "level", Value: property(f, "level")},
		{Name: "geometry", Value: string(f.Geometry)}, {Name: "map_approval", Value: property(f, "审图号", "map_approval")}}}
	lon, lat := centre(f)
	r.Fields = append(r.Fields, Field{Name: "longitude", Value: lon}, Field{Name: "latitude", Value: lat})
	return out.Row("region_outline", r)
}

func property(f *feature, names ...string) string {
	for _, n := range names {
		switch v := f.Properties[n].(type) {
		case string:
			return strings.TrimPrefix(v, "156") // 天地图 puts the country before the code
		case json.Number:
			return v.String()
		}
	}
	return ""
}

// centre takes the centre or the centroid the source states.
func centre(f *feature) (lon, lat string) {
	for _, name := range []string{"center", "centroid", "cp"} {
		if pair, ok := f.Properties[name].([]any); ok && len(pair) == 2 {
			x, okX := pair[0].(json.Number)
			y, okY := pair[1].(json.Number)
			if okX && okY {
				return x.String(), y.String()
			}
		}
	}
	return "", ""
}
