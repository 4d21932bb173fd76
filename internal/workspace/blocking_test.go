package workspace

import (
	"fmt"
	"path/filepath"
	"testing"

	"asterism/internal/demo"
	"asterism/internal/ingest"
)

// TestPlantedBlocking finds in a built demo the planted pair that blocks each other, that pair alone, and says of the province's own
// firms, whose citations have no categories, that nothing can be said.
func TestPlantedBlocking(t *testing.T) {
	d := newDesk(t)
	d.only = []string{"measure.cross_licence", "measure.blocking_coverage", "measure.partner_candidate", "measure.watch_filing", "measure.watch_right"}
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
	d.holds("select count(*) > 0 as some from measure.watch_filing", "true")
	d.holds("select count(distinct right_end) from measure.watch_right", "2")
}
