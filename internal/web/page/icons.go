package page

import "html/template"

// icons are drawn in a 16 × 16 box with strokes of the text's colour.
var icons = map[string]string{
	"overview":    "M2 8l6-5 6 5M4 7v6h8V7",
	"plan":        "M3 2h10v12H3zM5.5 5.5h5M5.5 8h5M5.5 10.5h3",
	"chains":      "M2 5.5h4v5H2zM10 5.5h4v5h-4zM6 8h4",
	"clusters":    "M8 3.5a1.5 1.5 0 1 0 .01 0M4 10.5a1.5 1.5 0 1 0 .01 0M12 10.5a1.5 1.5 0 1 0 .01 0M7.3 6.3L4.8 10.3M8.7 6.3l2.5 4M5.5 12h5",
	"evaluation":  "M2 4h9M2 8h12M2 12h6M11 2.5v3M14 6.5v3M8 10.5v3",
	"carriers":    "M2 14V7l4-2.5V7l4-2.5V7l4-2.5V14zM5 10h1M8 10h1M11 10h1",
	"regions":     "M8 2a4 4 0 0 1 4 4c0 3-4 8-4 8S4 9 4 6a4 4 0 0 1 4-4zM8 4.8a1.2 1.2 0 1 0 .01 0",
	"map":         "M2 4l4-1.5 4 1.5 4-1.5v9.5l-4 1.5-4-1.5-4 1.5zM6 2.5V12M10 4v9.5",
	"patents":     "M4 2h6l3 3v9H4zM10 2v3h3M6 8h5M6 10.5h5",
	"network":     "M4 4.5a1.5 1.5 0 1 0 .01 0M12 3.5a1.5 1.5 0 1 0 .01 0M8 10.5a1.5 1.5 0 1 0 .01 0M5.5 6h5M5 7.4l2.3 3.3M11.3 6.4L8.8 10.6",
	"topics":      "M2 12c2-6 4-8 6-4 1-3 4-3 6 4M4.5 12c1-3 2-4 3.2-1.5M10 12c.5-1.8 1.7-1.8 2.3 0",
	"matching":    "M2 5h4l2 3-2 3H2M14 5h-4L8 8l2 3h4M3.5 8H2M14 8h-1.5",
	"mainpath":    "M2 8a1.2 1.2 0 1 0 .01 0M8 4a1.2 1.2 0 1 0 .01 0M14 8a1.2 1.2 0 1 0 .01 0M3.2 8.6L7 5.8M9.2 5.8l3.6 2.8M3.2 9.2h9.4",
	"partners":    "M5 3.5a1.8 1.8 0 1 0 .01 0M11 3.5a1.8 1.8 0 1 0 .01 0M2 13c0-3 1.3-4.5 3-4.5S8 10 8 13c0-3 1.3-4.5 3-4.5s3 1.5 3 4.5",
	"watch":       "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6a2 2 0 1 0 .01 0",
	"firms":       "M3 14V4l5-2v12M8 6l5 2v6M5 6.5h1M5 9h1M10 10h1M2 14h12",
	"backbone":    "M8 2l1.8 3.7 4.2.6-3 2.9.7 4.1L8 11.4l-3.7 1.9.7-4.1-3-2.9 4.2-.6z",
	"risk":        "M8 2.5l6.2 11H1.8zM8 6.5v3.5M8 11.8v.01",
	"linkages":    "M2.5 2v11.5H14M8.2 3v9M4 8h9M5.2 10.3v.01M10.5 5.3v.01M11.8 9.8v.01",
	"data":        "M8 2c3 0 5 .9 5 2s-2 2-5 2-5-.9-5-2 2-2 5-2zM3 4v8c0 1.1 2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2 2 5 2s5-.9 5-2",
	"corrections": "M3 13l.7-3L11 2.7 13.3 5 6 12.3zM9.3 4.4l2.3 2.3M2.5 14.5h11",
	"parties":     "M5 4.5a2 2 0 1 0 .01 0M2 12.5c0-2.5 6-2.5 6 0M11 4.5a2 2 0 1 0 .01 0M9.5 9.7c2-.8 4.5.2 4.5 2.8",
	"tagging":     "M2.5 2.5h5l6 6-5 5-6-6zM5.3 5.3v.01",
	"tables":      "M2 3h12v10H2zM2 6.5h12M2 10h12M6 3v10",
	"reports":     "M2 14h12M4 12V8M8 12V3M12 12V6",
	"query":       "M3 4l4 4-4 4M8.5 12H13",
	"words":       "M3 3h4c1 0 1 1 1 1v9s0-1-1-1H3zM13 3H9c-1 0-1 1-1 1v9s0-1 1-1h4z",
	"about":       "M8 2a6 6 0 1 0 .01 0M8 7.5V11M8 5v.01",
	"search":      "M7 2.5a4.5 4.5 0 1 0 .01 0M10.2 10.2L14 14",
	"snapshots":   "M8 2l6 3-6 3-6-3zM2 8l6 3 6-3M2 11l6 3 6-3",
}

func icon(name string) template.HTML {
	return template.HTML(`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="` + icons[name] + `"/></svg>`)
}
