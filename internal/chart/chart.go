// Package chart makes charts: each is one ECharts option in pure JSON, in which a function is named, never written
// ({"$f": "percent"}; the list is frontend/echarts/format.js). The browser draws the option; SVG draws the same one
// on the server, so that a page, a printed report and a test show one picture.
package chart

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
)

// Look is what all charts have beside their data.
type Look struct {
	Name      string // id within a document; letters, digits, "-": ids inside the picture start with it
	Title     string
	Unit      string   // of the values, in the reader's language
	Lang      string   // zh or en
	Percent   bool     // values are shares 0–1, shown as percentages
	Doubtful  []string // categories whose data are not complete yet (truncated years): grey and hatched
	DoubtNote string   // what a doubtful category is called in a tooltip and legend
	Height    int      // pixels; 0 = as the data need
}

// Chart is a picture that can be drawn anywhere. Width and Height are its natural size in CSS pixels.
type Chart struct {
	Name   string          `json:"name"`
	Title  string          `json:"title"`
	Kind   string          `json:"kind"` // key of its name in i18n/chart.yaml
	Unit   string          `json:"unit,omitempty"`
	Option json.RawMessage `json:"option"`
	Width  int             `json:"width"`
	Height int             `json:"height"`
	Points int             `json:"points"`          // marks drawn
	Most   string          `json:"most,omitempty"`  // label of the largest mark
	Value  float64         `json:"value,omitempty"` // and its value
}

// Series is one row of values over the categories; NaN is missing and leaves a gap.
type Series struct {
	Name     string
	Values   []float64
	Doubtful []bool // columns and stacks: values not complete yet, where not all of a category are
}

// Width is the natural width of every chart: the column of an A4 page at a readable letter size.
const Width = 680

// MaxOption bounds the JSON of one chart; more marks than that say nothing to an eye.
const MaxOption = 2 << 20

// Option is a node of ECharts' option tree.
type Option = map[string]any

func (l Look) done(kind string, o Option, height int, s summary) (Chart, error) {
	if l.Height > 0 {
		height = l.Height
	}
	o["animation"] = false
	o["color"] = Palette
	o["textStyle"] = Option{"fontFamily": Fonts, "color": ink, "fontSize": 12}
	data, err := json.Marshal(o)
	if err != nil {
		return Chart{}, fmt.Errorf("chart %s: %w", l.Name, err)
	}
	if len(data) > MaxOption {
		return Chart{}, fmt.Errorf("chart %s: %d bytes of marks, at most %d can be read", l.Name, len(data), MaxOption)
	}
	return Chart{Name: l.Name, Title: l.Title, Kind: kind, Unit: l.Unit, Option: data, Width: Width, Height: height,
		Points: s.points, Most: s.most, Value: s.value}, nil
}

// SVG draws the chart on the server at its natural size.
func (c Chart) SVG(ctx context.Context) ([]byte, error) {
	return SVG(ctx, c.Name, c.Option, c.Width, c.Height)
}

// f names a function of format.js with its arguments.
func f(name string, pairs ...any) Option {
	o := Option{"$f": name}
	for i := 0; i+1 < len(pairs); i += 2 {
		o[pairs[i].(string)] = pairs[i+1]
	}
	return o
}

func (l Look) valueFormat() Option {
	if l.Percent {
		return f("percent")
	}
	return f("short", "lang", l.Lang)
}

// labelFormat writes the value at a mark.
func (l Look) labelFormat() Option {
	if l.Percent {
		return f("valuePercent")
	}
	return f("value")
}

func (l Look) itemTip() Option {
	return Option{"renderMode": "richText", "confine": true, "formatter": f("itemTip", "unit", l.Unit, "percent", l.Percent)}
}

// finite makes NaN and infinities JSON's null.
func finite(v float64) any {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return v
}

type summary struct {
	points int
	most   string
	value  float64
}

func summarize(categories []string, series []Series) summary {
	s := summary{value: math.Inf(-1)}
	for _, one := range series {
		for i, v := range one.Values {
			if i < len(categories) && !math.IsNaN(v) {
				s.add(categories[i], v)
			}
		}
	}
	if s.points == 0 {
		s.value = 0
	}
	return s
}

func (s *summary) add(name string, v float64) {
	s.points++
	if v > s.value {
		s.most, s.value = name, v
	}
}
