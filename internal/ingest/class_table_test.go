package ingest

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"asterism/content"
	"asterism/internal/lake"
)

func TestSplitTitle(t *testing.T) {
	for text, want := range map[string][2]string{
		"播种；种植（机械的部件入 A01B51/00）":        {"播种；种植", "播种；种植（机械的部件入A01B51/00）"},
		"化妆品的特定用途 1．该小类用于二级分类":           {"化妆品的特定用途", "化妆品的特定用途1．该小类用于二级分类"},
		"带附属装置的犁，例如带碎土器的 耙":              {"带附属装置的犁，例如带碎土器的耙", ""},
		"椅子；沙发；床 座位家具 一般结构":              {"椅子；沙发；床", "椅子；沙发；床座位家具一般结构"},
		"构成1个整体的（H01R13/514优先）":          {"构成1个整体的", "构成1个整体的（H01R13/514优先）"},
		"含有(甲基)丙烯酸的":                     {"含有(甲基)丙烯酸的", ""},
		"微观结构技术 注意 1.本大类涵盖装置":            {"微观结构技术", "微观结构技术注意1.本大类涵盖装置"},
		"过滤器（入B01D）；除尘器":                 {"过滤器；除尘器", "过滤器（入B01D）；除尘器"},
		"Hand tools (trimmers A01G3/06)": {"Hand tools", "Hand tools (trimmers A01G3/06)"},
		"X (e.g. of wood)":               {"X (e.g. of wood)", ""},
		"没有收尾的括注（入A01B":                  {"没有收尾的括注", "没有收尾的括注（入A01B"},
		"":                               {"", ""},
	} {
		title, note := splitTitle(text)
		if got := [2]string{title, note}; got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestEditionNamed(t *testing.T) {
	for name, want := range map[string]string{"ipc_2026_zh.tsv": "2026", "a/cpc-section-A_20240101.txt": "2024.01", "ipc2014_desc.xlsx": "2014", "gbt4754_2017_industry.csv": "2017",
		"EN_ipc_title_list_2024.01.txt": "2024.01", "titles.txt": "", "ipc_en_8.txt": ""} {
		if got := editionNamed(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// TestRealClassTables: what titles, parents and weights of known symbols come to.
func TestRealClassTables(t *testing.T) {
	dir := filepath.Join(realData(t), "classification")
	l, err := lake.Open(context.Background(), t.TempDir(), lake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	var paths []string
	for _, name := range []string{"ipc_2026_zh_titles.tsv.gz", "ipc_hierarchy_patstat.tsv.gz", "wipo35_ipc_technology.csv", "ipc_isic_concordance.txt", "CSICUSIC.txt", "IPCSICFINALv5.txt.gz"} {
		paths = append(paths, filepath.Join(dir, name))
	}
	if _, err := Run(context.Background(), l, Request{Paths: paths, Actor: "test", Content: content.FS}); err != nil {
		t.Fatal(err)
	}
	r, err := l.Read(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for sql, want := range map[string][][]any{
		"select max(title), max(parent_symbol) from raw.class_title where symbol = 'A01B1/06'":                                  {{"锄；手动中耕机", "A01B1/00"}},
		"select title from raw.class_title where symbol = 'B62D61/00' and title is not null":                                    {{"其他类目不包含的以车轮布置或数量为特点的机动车或挂车，例如菱形布置的四个车轮"}},
		"select count(*), count(title) from raw.class_title where symbol = 'E05F15/603'":                                        {{int64(1), int64(0)}},
		"select target_code from raw.class_concordance where symbol = 'H04N3/00' and target_scheme = 'wipo35'":                  {{"02"}},
		"select count(*) from raw.class_title where parent_symbol = symbol":                                                     {{int64(0)}},
		"select round(sum(weight_share), 6) from raw.class_concordance where symbol = 'A01B' and target_scheme = 'US SIC 1987'": {{1.0}},
		"select round(sum(weight_share), 6) from raw.class_concordance where symbol = '0114'":                                   {{1.0}},
		"select weight_share from raw.class_concordance where symbol = 'A01G' and target_code = '3900'":                         {{0.8}},
	} {
		rows, err := r.Query(context.Background(), sql)
		if err != nil {
			t.Fatal(sql, err)
		}
		if diff := cmp.Diff(want, rows.Data); diff != "" {
			t.Error(sql, diff)
		}
	}
}
