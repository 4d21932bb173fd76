package workspace

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"asterism/internal/fail"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// TestChainSheet_identical: every chain of the product goes out as a workbook and comes back as it was, in both languages.
func TestChainSheet_identical(t *testing.T) {
	d := newDesk(t)
	chains, err := d.Chains()
	d.must(err)
	for _, c := range chains {
		for _, language := range []string{"zh", "en"} {
			var b bytes.Buffer
			d.must(d.WriteChainSheet(c.ID, language, &b))
			p, err := d.PreviewChain(&b, c.ID)
			d.must(err)
			if diff := cmp.Diff(c, p.Chain); diff != "" || len(p.Changes)+len(p.Findings) > 0 || p.New || p.Blocked {
				t.Errorf("%s: %+v %+v\n%s", c.ID, p.Changes, p.Findings, diff)
			}
			if _, err := d.ApplyChain(t.Context(), "li", "", p); fail.KindOf(err) != fail.Invalid {
				t.Errorf("nothing to keep: %v", err)
			}
		}
	}
}

// TestChainSheet_changes: what people wrote goes in, what cannot be used is told with its place and leaves the rest alone.
func TestChainSheet_changes(t *testing.T) {
	d := newDesk(t)
	var b bytes.Buffer
	d.must(d.WriteChainSheet("lithium_batteries", "zh", &b))
	x, err := excelize.OpenReader(&b)
	d.must(err)
	const sheet = "技术分解表"
	rows, err := x.GetRows(sheet)
	d.must(err)
	last := len(rows)
	line := map[string]int{}
	for i, r := range rows {
		if len(r) > 11 {
			line[r[11]] = i + 1
		}
	}
	put := func(column string, row int, value string) {
		d.must(x.SetCellStr(sheet, fmt.Sprint(column, row), value))
	}
	put("H", line["separator"], "隔膜 OR 微孔膜")
	put("I", line["anode"], "H01M4 587")          // no symbol: the node stays as it was
	put("H", line["cathode"], "正极 OR (")          // no query
	put("A", last+1, "固态电池")                      // new
	put("H", last+1, "固态电池 AND 电解质")              //
	put("B", last+2, "坏环节")                       // new and faulty
	put("I", last+2, "X99")                       //
	put("C", last+3, "坏环节之下")                     // goes with it
	put("H", last+3, "固态")                        //
	put("A", last+4, "空环节")                       // nothing to look for
	d.must(x.SetCellStr("产业链", "C3", "锂电池"))      // the chain's title
	d.must(x.RemoveRow(sheet, line["recycling"])) // the last row of the product's: lines below move up
	b.Reset()
	d.must(x.Write(&b))
	p, err := d.PreviewChain(bytes.NewReader(b.Bytes()), "")
	d.must(err)
	var got []string
	for _, c := range p.Changes {
		got = append(got, c.Kind+" "+c.Node+" "+c.Field)
	}
	if s := strings.Join(got, "|"); s != "changed  title_zh|changed separator query|added node |removed recycling " {
		t.Error(s)
	}
	told := map[string]bool{}
	for _, f := range p.Findings {
		told[fmt.Sprintf("%s %s %d %s", f.Sheet, f.Code, f.Line, f.Field)] = true
	}
	for _, want := range []string{fmt.Sprintf("%s chain.class %d classes", sheet, line["anode"]), fmt.Sprintf("%s chain.query %d query", sheet, line["cathode"]),
		fmt.Sprintf("%s chain.class %d classes", sheet, last+1), fmt.Sprintf("%s chain.nothing %d ", sheet, last+3)} {
		if !told[want] {
			t.Errorf("no %q in %v", want, told)
		}
	}
	v, err := d.ApplyChain(t.Context(), "li", "分解表", p)
	d.must(err)
	if c, err := d.Chain("lithium_batteries"); err != nil || c.Title.Zh != "锂电池" || c.Find("separator").Query != "隔膜 OR 微孔膜" || v.Version != 1 {
		t.Errorf("%v %+v", err, v)
	}
	if _, err := d.ApplyChain(t.Context(), "wang", "", p); fail.KindOf(err) != fail.Conflict {
		t.Errorf("a preview of a former version: %v", err)
	}
	if _, err := d.PreviewChain(bytes.NewReader(b.Bytes()), "polyurethane"); fail.KindOf(err) != fail.Invalid {
		t.Errorf("the table of another chain: %v", err)
	}
}
