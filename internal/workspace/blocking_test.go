package workspace

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"asterism/internal/demo"
	"asterism/internal/fail"
	"asterism/internal/ingest"
	"asterism/internal/lake"
)

// TestPlantedBlocking finds in a built demo the planted pair that blocks each other, that pair alone, and says of the province's own
// firms, whose citations have no categories, that nothing can be said.
func TestPlantedBlocking(t *testing.T) {
	d := newDesk(t)
	d.only = []string{"measure.cross_licence", "measure.blocking_coverage", "measure.partner_candidate", "measure.partner_symbol", "measure.right_ending"}
	files := filepath.Join(t.TempDir(), "files")
	truth, err := demo.Write(t.Context(), files, demo.Options{Seed: 7, Scale: 0.02}, nil)
	d.must(err)
	_, err = d.Import(t.Context(), "demo", ingest.Request{Paths: []string{files}, Synthetic: true})
	d.must(err)
	d.build()
	b := truth.Blocking
	d.holds("select name_a, name_b, a_limited_count, b_limited_count, reason is null as assessed from measure.cross_licence order by party_a",
		fmt.Sprintf("%s %s %d %d true", b.A, b.B, b.ALimited, b.BLimited))
	d.holds("select f.name, c.reason is null as assessed from measure.blocking_coverage as c join measure.partner_party as f on f.party_id = c.party_id where f.name like 'SYNTHETIC%' order by f.name",
		fmt.Sprintf("%s true\n%s true\n%s true\n%s true", b.A, b.B, b.LapsedHolder, b.OneSided))
	d.holds("select count(*) = 0 as never from measure.blocking_coverage as c join measure.partner_party as f on f.party_id = c.party_id where f.name not like 'SYNTHETIC%' and c.reason is null", "true")
	d.holds("select count(distinct purpose) >= 5 as several from measure.partner_candidate", "true")
	d.holds("select count(distinct right_end) from measure.right_ending", "2")
	d.asked()
}

// asked holds the lists of the foremost firm: they are not built, answered for that firm only, and in their order.
func (d *desk) asked() {
	d.Helper()
	first, err := d.Query(d.Context(), "select party_id from measure.partner_party where party_type = 'firm' and name not like 'SYNTHETIC%' order by rank limit 1", 0, lake.DefaultLimit)
	d.must(err)
	id := first.Data[0][0].(string)
	for table, want := range map[string]string{"measure.watch_filing": "cited_own_count", "measure.watch_right": "right_end"} {
		rows, err := d.Ask(d.Context(), table, id, 0)
		d.must(err)
		if len(rows.Data) == 0 || rows.Data[0][0] != id || !slices.ContainsFunc(rows.Columns, func(c lake.Column) bool { return c.Name == want }) {
			d.Errorf("%s: %d rows, %v", table, len(rows.Data), rows.Columns)
		}
		if none, err := d.Ask(d.Context(), table, "nobody' or true --", 0); err != nil || len(none.Data) > 0 {
			d.Errorf("%s of nobody: %v", table, err)
		}
		if _, err := d.Ask(d.Context(), table, "", 0); fail.KindOf(err) != fail.Invalid {
			d.Errorf("%s of no value: %v", table, err)
		}
	}
	if _, err := d.Ask(d.Context(), "measure.partner_party", id, 0); fail.KindOf(err) != fail.NotFound {
		d.Error("a built table was asked", err)
	}
}
