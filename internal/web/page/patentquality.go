package page

import (
	"strings"

	"asterism/internal/lake"
)

// qualityTable holds the indicators of patents, and beside many of them the percentile in the patent's cohort.
const qualityTable = "measure.patent_quality"

// quality adds the patent's indicators with their place in its cohort. A patent that may not be ranked, or whose window is not over, says so.
func (v *patentView) quality(r *Request) error {
	if !r.Has(qualityTable) {
		return nil
	}
	sql := "select *\nfrom " + qualityTable + "\nwhere patent_id = " + literal(v.ID)
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	value := map[string]any{}
	for i, c := range rows.Columns {
		value[c.Name] = rows.Data[0][i]
	}
	s := sectionView{ID: "quality", Title: r.T("section.quality"), Trace: r.Trace(sql, r.T("section.quality")), All: r.Link("/data/tables/"+qualityTable, "patent_id", v.ID), Result: r.indicators(rows, value)}
	if len(s.Result.Rows) > 0 {
		v.Sections = append(v.Sections, s)
	}
	v.Doubts = append(v.Doubts, r.qualityDoubts(value)...)
	return nil
}

// indicators lays the row out: indicator, value, percentile in the cohort. What is not known is left out.
func (r *Request) indicators(rows *lake.Rows, value map[string]any) *ResultView {
	t := &ResultView{Columns: []HeadView{{Name: "indicator", Label: r.T("quality.indicator")}, {Name: "value", Label: r.T("quality.value"), Number: true},
		{Name: "percentile", Label: r.T("quality.percentile"), Number: true, Unit: "%"}}}
	for _, c := range rows.Columns {
		if c.Type != "DOUBLE" || value[c.Name] == nil || strings.HasSuffix(c.Name, "_percentile") {
			continue
		}
		label, unit, _ := r.headWord(qualityTable, c.Name)
		x, _ := value[c.Name].(float64)
		row := []Cell{{Text: label}, r.Cell(c, unit, x, value[c.Name]), {Class: "num"}}
		if p, known := value[c.Name+"_percentile"].(float64); known {
			row[2] = r.Cell(lake.Column{Name: "percentile", Type: "DOUBLE"}, "share", p, p)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// qualityDoubts are what a reader has to know of the indicators.
func (r *Request) qualityDoubts(value map[string]any) (doubts []string) {
	if reason := text(value["reason"]); reason != "" {
		doubts = append(doubts, r.T("quality.reason", "reason", first(r.wording("value.reason."+reason), reason)))
	}
	if over, known := value["is_forward5_complete"].(bool); known && !over && value["forward5"] != nil {
		doubts = append(doubts, r.T("quality.open"))
	}
	if value["cohort_count"] != nil {
		doubts = append(doubts, r.T("quality.cohort", "n", text(value["cohort_count"])))
	}
	return doubts
}
