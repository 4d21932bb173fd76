package ingest

import (
	"testing"
)

// TestRealFiles imports every table of the real data with its documented count.
func TestRealFiles(t *testing.T) {
	cases := []struct {
		file, format string
		accepted     int64
		skipped      int64
		rejected     int64
	}{
		{"patents/cn-patents/taian_shandong_two_thirds.csv.gz", "table", 4946, 0, 0},
		{"patents/cn-patents/cnipa_export_25cols_199.xlsx", "cnipa-table", 199, 0, 0},
		{"patents/cn-patents/zhuanli_small.xlsx", "table", 137, 10, 0}, // 147 rows, ten of them blank,
		{"patents/cn-patents/g06f_cpc_train.csv.gz", "table", 4102, 30633, 0},
		{"patents/tables/lens_drone_families_5884.csv.gz", "lens-csv", 5884, 0, 0},
		{"patents/tables/lens_drones_2017_raw.csv.gz", "lens-csv", 9071, 0, 0},
		{"patents/tables/lens_pizza_1000_raw.csv.gz", "lens-csv", 1000, 0, 0},
		{"patents/tables/patentscope_pizza_medium.csv.gz", "patentscope", 10000, 0, 0},
		{"patents/tables/pizza_small.xls", "espacenet", 25, 0, 0},
		{"patents/tables/espacenet_solarcooking.xls", "table", 397 + 176 + 165 + 48 + 6, 1, 1}, // five sheets of an analyst; a title stands among numbers
		{"patents/tables/lens_google_20k_publication_numbers.csv.gz", "table", 20000, 0, 0},
		{"patents/tables/uspto_1976w1.csv.gz", "table", 1379, 0, 0},
		{"patents/networks/drones_numbers.csv.gz", "derwent-numbers", 15776, 0, 0},
		{"patents/regions/areas.csv", "table", 2978, 0, 0},
		{"patents/regions/cities.csv", "table", 342, 0, 0},
		{"patents/regions/provinces.csv", "table", 31, 0, 0},
		{"patents/regions/streets.csv.gz", "table", 41352, 0, 0},
		{"patents/regions/shandong-geojson/citys_370900.json", "geojson", 6, 0, 0},
		{"patents/regions/shandong-geojson/province_370000.json", "geojson", 16, 0, 0},
		{"patents/regions/china.json.gz", "geojson", 35, 0, 0},
		{"patents/classification/gbt4754_2017_industry.xlsx", "class-table", 1971, 0, 0},
		{"patents/tables/wipo_tech_region.csv.gz", "", 0, 0, 0}, // statistics, no patents
	}
	for _, c := range cases {
		t.Run(c.file, func(t *testing.T) {
			res := mustRun(t, openLake(t), Request{Paths: []string{dataFile(t, c.file)}})
			f := res.Files[0]
			if f.Format != c.format || f.Accepted != c.accepted || f.Skipped != c.skipped || f.Rejected != c.rejected {
				t.Errorf("%+v, want %+v", f, c)
			}
			t.Logf("%.2fs %+v", res.Seconds, f)
			for _, g := range res.Findings {
				t.Logf("%s %s %s ×%d %+v", g.Severity, g.Code, g.Field, g.Count, g.Examples[0])
			}
		})
	}
}
