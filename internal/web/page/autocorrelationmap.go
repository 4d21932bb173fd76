package page

import "asterism/internal/lake"

// quadrantLevels are the colours of quadrants on a map (frontend/css/parts.css), in the order of the legend; 0 is that of what may be chance.
var quadrantLevels = []struct {
	name  string
	level int
	dark  bool
}{{"HH", 7, true}, {"LL", 8, true}, {"HL", 9, false}, {"LH", 10, false}}

// tiles colours the cities by quadrant where p of the local Moran is at most spatialLevel; one star where it stays so after the adjustment. Nil where the indicator is
// of other regions.
func (v *autocorrelationView) tiles(r *Request, rows *lake.Rows) (*mapView, error) {
	m, err := readTiles(r.Site.w.Content(), "370000")
	if err != nil {
		return nil, err
	}
	at, found := map[string][]any{}, 0
	for _, row := range rows.Data {
		at[text(row[0])] = row
	}
	drawn := m.lay(r, nil, func(code string) string { return r.Link("/regions/" + code) })
	for i := range drawn.Tiles {
		t, row := &drawn.Tiles[i], at[m.Tiles[i].Code]
		t.Value = r.T("unknown")
		if row == nil {
			continue
		}
		found++
		t.Value = r.coded(spatialTable, "quadrant", row[4])
		p, known := toFloat(row[6])
		if adjusted, ok := toFloat(row[7]); ok && adjusted <= spatialLevel {
			t.Value += " *"
		}
		for _, q := range quadrantLevels {
			if known && p <= spatialLevel && q.name == text(row[4]) {
				t.Level, t.Dark = q.level, q.dark
			}
		}
	}
	if found == 0 {
		return nil, nil
	}
	for _, q := range quadrantLevels {
		drawn.Legend = append(drawn.Legend, legendView{q.level, r.coded(spatialTable, "quadrant", q.name)})
	}
	drawn.Legend = append(drawn.Legend, legendView{0, r.T("autocorrelation.chance")})
	drawn.About, drawn.Trace = r.T("overview.map.tiles"), v.Section.Trace
	drawn.Notes = []string{r.T("autocorrelation.map.note")}
	return drawn, nil
}
