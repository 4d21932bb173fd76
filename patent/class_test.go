package patent

import (
	"bytes"
	"encoding/csv"
	"os"
	"slices"
	"testing"
)

func TestIPC(t *testing.T) {
	for _, c := range []struct {
		in, normal, main, version string
		position, value           byte
	}{
		{"E01B3/32(2006.01)I", "E01B3/32", "E01B3/00", "2006.01", 0, 'I'},
		{"A61K   9/00        20060101AFI20221215BHEP", "A61K9/00", "A61K9/00", "2006.01", 'F', 'I'},
		{"A61K   9/16        20060101A I20051008RMEP", "A61K9/16", "A61K9/00", "2006.01", 0, 'I'},
		{"A61K  31/4184      20060101ALN20221215BHEP", "A61K31/4184", "A61K31/00", "2006.01", 'L', 'A'},
		{"B03C0003090000", "B03C3/09", "B03C3/00", "", 0, 0}, {"A61K0031418400", "A61K31/4184", "A61K31/00", "", 0, 0}, {"A61K0009000000", "A61K9/00", "A61K9/00", "", 0, 0},
		{"G01G 1904", "G01G19/04", "G01G19/00", "", 0, 0}, {"G06F  728", "G06F7/28", "G06F7/00", "", 0, 0}, {"H01L 21302", "H01L21/302", "H01L21/00", "", 0, 0},
		{"H01L33/00", "H01L33/00", "H01L33/00", "", 0, 0}, {"A01B   1/00", "A01B1/00", "A01B1/00", "", 0, 0}, {"A61K 31/00", "A61K31/00", "A61K31/00", "", 0, 0},
		{"A61K-031/00", "A61K31/00", "A61K31/00", "", 0, 0}, {"h01l33/00", "H01L33/00", "H01L33/00", "", 0, 0}, {"Ｈ０１Ｌ３３／００", "H01L33/00", "H01L33/00", "", 0, 0},
		{"F24J000202", "F24J2/02", "F24J2/00", "", 0, 0}, {"H01M00100525", "H01M10/0525", "H01M10/00", "", 0, 0}, {"C08F20000", "C08F200/00", "C08F200/00", "", 0, 0},
		{"A21D 13/", "A21D13/00", "A21D13/00", "", 0, 0}, {"A21D 15/2", "A21D15/02", "A21D15/00", "", 0, 0},
		{"H01L33", "H01L33/00", "H01L33/00", "", 0, 0}, {"Int.Cl.7 H01L 33/00", "H01L33/00", "H01L33/00", "", 0, 0}, {"IPC(8): H01L 33/00", "H01L33/00", "H01L33/00", "", 0, 0},
		{"H01L 33/00 (2010.01)", "H01L33/00", "H01L33/00", "2010.01", 0, 0}, {"G06F17/30 I", "G06F17/30", "G06F17/00", "", 0, 'I'}, {"A61K9/0", "A61K9/00", "A61K9/00", "", 0, 0},
		{"H", "H", "", "", 0, 0}, {"H01", "H01", "", "", 0, 0}, {"H01L", "H01L", "", "", 0, 0}, {"H 01 L", "", "", "", 0, 0},
		{"A61P35/00(2006.01)N", "A61P35/00", "A61P35/00", "2006.01", 0, 'A'}, {"H04L29/06 ; ", "H04L29/06", "H04L29/00", "", 0, 0},
		{"Y02E10/50", "", "", "", 0, 0}, {"21-01", "", "", "", 0, 0}, {"H01L33/00H01L21/00", "", "", "", 0, 0}, {"", "", "", "", 0, 0}, {"A61K9/00//A61P3/00", "", "", "", 0, 0},
		{"I01B1/00", "", "", "", 0, 0}, {"H1L33/00", "", "", "", 0, 0}, {"H01L00/00", "", "", "", 0, 0},
	} {
		got, ok := ParseIPC(c.in)
		if ok != (c.normal != "") || got.Normal != c.normal || got.MainGroup != c.main || got.Version != c.version || got.Position != c.position || got.Value != c.value {
			t.Errorf("ParseIPC(%q) = %+v %v", c.in, got, ok)
		}
	}
}

func TestCPC(t *testing.T) {
	for in, want := range map[string]string{"Y02E10/50": "Y02E10/50", "H01L2224/05": "H01L2224/05", "A61K 9/0019": "A61K9/0019", "Y10T428/24992": "Y10T428/24992",
		"A61B5/00 (20130101)": "A61B5/00", "G06F 17/30 (EP)": "G06F17/30", "H04L 9/32 INV": "H04L9/32"} {
		if got, ok := ParseCPC(in); !ok || got.Normal != want {
			t.Errorf("ParseCPC(%q) = %+v", in, got)
		}
	}
}

func TestLocarno(t *testing.T) {
	for in, want := range map[string]string{"21-01-C0293": "21-01-C0293", "LOC(10) CL. 21-01": "21-01", "LOC (10) Cl. 21-01": "21-01", "21-01": "21-01", "2101": "21-01", "21": "21",
		"6-1": "06-01", "0601": "06-01", "99-00": "99-00", "33-01": "", "H01L": "", "21-01-": "21-01", "": ""} {
		if got, ok := ParseLocarno(in); ok != (want != "") || got.Normal != want {
			t.Errorf("ParseLocarno(%q) = %+v %v, want %q", in, got, ok, want)
		}
	}
	if c, _ := ParseLocarno("LOC(10) CL. 21-01"); c.Version != "10" || c.Subclass != "21-01" || c.Class3 != "21" {
		t.Errorf("%+v", c)
	}
	if c, ok := ParseClass("21-01-C0293"); !ok || c.Scheme != Locarno {
		t.Errorf("%+v", c)
	}
}

func TestLevels(t *testing.T) {
	c, _ := ParseIPC("H01L33/48")
	if got := c.Levels(); !slices.Equal(got, []string{"H", "H01", "H01L", "H01L33/00", "H01L33/48"}) {
		t.Error(got)
	}
}

// A normal form is read as itself.
func FuzzClass(f *testing.F) {
	for _, s := range []string{"E01B3/32(2006.01)I", "B03C0003090000", "G01G 1904", "21-01-C0293", "A61K   9/00        20060101AFI20221215BHEP", "Y02E10/50"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, parse := range []func(string) (Class, bool){ParseIPC, ParseCPC, ParseLocarno} {
			c, ok := parse(s)
			if !ok {
				continue
			}
			if again, ok := parse(c.Normal); !ok || again.Normal != c.Normal {
				t.Errorf("%q → %q → %q", s, c.Normal, again.Normal)
			}
		}
	})
}

func TestStatus(t *testing.T) {
	for in, want := range map[string]string{"授权": InForce, "有效": InForce, "失效": Lapsed, "无效": Lapsed, "失效;未缴年费": Lapsed, "未缴年费": Lapsed, "期限届满": Expired, "失效;期限届满": Expired,
		"撤回": Withdrawn, "视为撤回": Withdrawn, "驳回": Rejected, "全部无效": Revoked, "部分无效": InForce, "实质审查": Pending, "审中": Pending, "公开": Pending, "1": InForce, "0": Lapsed, "2": Pending,
		"Active": InForce, "ACTIVE": InForce, "Inactive": Lapsed, "Expired": Expired, "Pending": Pending, "Discontinued": Lapsed, "Patented": InForce, "Unknown": StatusNone, "质押": InForce, "权利转移": InForce} {
		if got, ok := Status(in); got != want || !ok {
			t.Errorf("Status(%q) = %s %v, want %s", in, got, ok, want)
		}
	}
	if got, ok := Status("???"); got != StatusNone || ok {
		t.Error(got, ok)
	}
}

func TestEventClass(t *testing.T) {
	for in, want := range map[string]string{"授权": "grant", "实质审查的生效": "examination", "公布": "publication", "专利权的终止": "lapse", "专利申请权、专利权的转移": "transfer",
		"专利实施许可合同备案的生效": "licence", "专利权质押合同登记的生效": "pledge", "发明专利申请公布后的驳回": "rejection", "发明专利申请公布后的视为撤回": "withdrawal", "专利权的无效宣告": "invalidation",
		"著录事项变更": "other", "权利的恢复": "restoration", "Assignment": "transfer", "xyz": "other"} {
		if got := EventClass("", in); got != want {
			t.Errorf("EventClass(%q) = %s, want %s", in, got, want)
		}
	}
	if EventClass("62", "") != "licence" {
		t.Error("PatSnap's 62 is a licence")
	}
}

// The code table of events and the words in code agree.
func TestEventTable(t *testing.T) {
	b, err := os.ReadFile("../content/classifications/legal_events.csv")
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(b))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil || len(rows) < 30 {
		t.Fatal(len(rows), err)
	}
	for _, x := range rows[1:] {
		if got := EventClass(x[1], x[2]); got != x[3] {
			t.Errorf("%s %s: %s, the table says %s", x[1], x[2], got, x[3])
		}
	}
}
