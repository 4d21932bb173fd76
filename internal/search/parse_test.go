package search

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"asterism/internal/fail"
)

// shape writes a tree so that a reader sees its structure: (op part part).
func shape(n *Node) string {
	if n.leaf() {
		s := n.Field + ":" + pieceText(n.Words)
		switch n.Op {
		case Range:
			s = n.Field + ":" + n.Low + ".." + n.High
		case Party:
			s = "tree:" + pieceText(n.Words)
		}
		return s + map[Level]string{Below: "/low", Above: "/high"}[n.Level]
	}
	parts := []string{strings.ToLower(opNames[n.Op])}
	switch n.Op {
	case Near:
		parts[0] = map[bool]string{true: "pre", false: "near"}[n.Ordered]
		if n.Between >= 0 {
			parts[0] += string(rune('0' + n.Between%10))
		}
		parts[0] += map[Unit]string{Sentence: "s", Paragraph: "p"}[n.Unit]
	case Often:
		parts[0] += string(rune('0' + n.Times))
	}
	for _, k := range n.Kids {
		parts = append(parts, shape(k))
	}
	return "(" + strings.Join(parts, " ") + ")"
}

func pieceText(pieces []Piece) string {
	d, _ := FindDialect("orbit") // has a sign for each gap
	w := writer{d: d}
	return strings.ReplaceAll(w.pieces(pieces), " ", "_")
}

// The examples of the services' help pages and of the issue, with what they mean.
var queries = []struct{ dialect, query, shape string }{
	// Precedence: NOT before AND before OR; implicit AND.
	{"incopat", "ti=空调 or ti=冰箱 and ab=蒸发器", "(or title:空调 (and title:冰箱 abstract:蒸发器))"},
	{"incopat", "ti=空调 not ab=冰箱 or ab=风机", "(or (not title:空调 abstract:冰箱) abstract:风机)"},
	{"incopat", "ti=a and ab=b not ab=c", "(and title:a (not abstract:b abstract:c))"},
	{"incopat", "tiab=(空调 蒸发器)", "(and tiab:空调 tiab:蒸发器)"},
	{"incopat", "TI=空调 AB=蒸发器", "(and title:空调 abstract:蒸发器)"},
	{"cql", "plastic and bicycle or seat", "(or (and any:plastic any:bicycle) any:seat)"},
	{"cql", "seat or plastic and bicycle", "(and (or any:seat any:plastic) any:bicycle)"},
	{"cnipa", "申请人=格力 or 发明名称=空调 and 摘要=风机", "(and (or applicant:格力 title:空调) abstract:风机)"},
	{"cnipa", "TI=a xor TI=b", "(xor title:a title:b)"},
	{"us", "a OR b XOR c AND d", "(or any:a (xor any:b (and any:c any:d)))"},
	{"us", "a SAME b WITH c ADJ d", "(nearp any:a (nears any:b (pre0s any:c any:d)))"},
	{"us", "a AND b NOT c", "(not (and any:a any:b) any:c)"},
	{"patsnap", "发动机 OR 引擎 AND 汽车", "(or any:发动机 (and any:引擎 any:汽车))"},
	{"patsnap", "太阳能 电池", "(and any:太阳能 any:电池)"},
	{"incopat", "not ti=a and ab=b", "(not abstract:b title:a)"},
	// Fields.
	{"patsnap", "TA:(汽车 and 座椅)", "(and tiab:汽车 tiab:座椅)"},
	{"patsnap", "TTL:纳米 AND AN:清华大学", "(and title:纳米 applicant:清华大学)"},
	{"orbit", "(bicycle+ OR cycle?)/TI/AB", "(or tiab:bicycle+ tiab:cycle?)"},
	{"orbit", "led/TI AND H01L33/48/IPC", "(and title:led ipc:H01L33/48)"},
	{"us", "(light adj emitting).ti. AND diode.ti,ab.", "(and (pre0s title:light title:emitting) tiab:diode)"},
	{"us", "seat.ti,clm.", "(or title:seat claims:seat)"},
	{"cql", `ti all "paint brush" and ab any "wall, house"`, "(and title:paint title:brush (or abstract:wall abstract:house))"},
	{"plain", "题名:空调 led", "(and title:空调 any:led)"},
	// Proximity.
	{"incopat", "空调 (0w) 蒸发器", "(pre0 any:空调 any:蒸发器)"},
	{"incopat", "空调 (w) 蒸发器", "(pre1 any:空调 any:蒸发器)"},
	{"incopat", "ab=(data (3n) line)", "(near3 abstract:data abstract:line)"},
	{"incopat", "空调 (s) 蒸发器 (p) 风机", "(nearp (nears any:空调 any:蒸发器) any:风机)"},
	{"patsnap", "ABST:(太阳能 $PRE2 电池 $W2 硅)", "(near2 (pre2 abstract:太阳能 abstract:电池) abstract:硅)"},
	{"patsnap", "CLMS:(data $SEN line) 显示 $WS 高清", "(and (nears claims:data claims:line) (near9 any:显示 any:高清))"},
	{"orbit", "light 3W diode", "(pre3 any:light any:diode)"},
	{"orbit", "light D diode", "(near0 any:light any:diode)"},
	{"cql", "mouse prox/distance<=3/ordered=true trap", "(pre2 any:mouse any:trap)"},
	{"cql", "mouse prox/unit=sentence trap", "(nears any:mouse any:trap)"},
	{"us", "light NEAR5 diode", "(near4s any:light any:diode)"},
	// Truncation.
	{"incopat", "comput* m?tor comput$", "(and any:comput+ any:m#tor any:comput+)"},
	{"patsnap", "electr* gra???ne m#tor", "(and any:electr+ any:gra###ne any:m?tor)"},
	{"orbit", "+inflammatory alumin?um polymeri#ation", "(and any:+inflammatory any:alumin?um any:polymeri#ation)"},
	{"us", "comput$3 wom?n", "(and any:comput??? any:wom#n)"},
	{"cnipa", "发明名称=半导体%", "title:半导体+"},
	{"patsnap", `TTL:"a*b"`, "title:a_b"},
	// Frequency.
	{"incopat", `tiab=("机器人"(3f) AND "遥感"(2f))`, "(and (freq3 tiab:机器人) (freq2 tiab:遥感))"},
	{"patsnap", `TTL:("car" $FREQ2)`, "(freq2 title:car)"},
	// Ranges.
	{"incopat", "pd=[20200101 to 20241231]", "publication_date:2020-01-01..2024-12-31"},
	{"incopat", "(20110101<=pd<=20130101)", "publication_date:2011-01-01..2013-01-01"},
	{"incopat", "(pd>20190101)", "publication_date:2019-01-02.."},
	{"incopat", "(20190101<=pd)", "publication_date:2019-01-01.."},
	{"patsnap", "APD:[2010 TO 201506]", "application_date:2010-01-01..2015-06-30"},
	{"patsnap", "F_CITES_COUNT:[10 TO *]", "cited_count:10.."},
	{"patsnap", "IPC:[A21B3/04 TO A21B3/16]", "ipc:A21B3/04..A21B3/16"},
	{"cnipa", "申请日>2010 and AD=(20191203 to 20191206)", "(and application_date:2011-01-01.. application_date:2019-12-03..2019-12-06)"},
	{"cnipa", "AD=201608", "application_date:2016-08-01..2016-08-31"},
	{"cql", `pd within "2010 2015"`, "publication_date:2010-01-01..2015-12-31"},
	{"us", "@pd>=20150101<=20181231", "publication_date:2015-01-01..2018-12-31"},
	{"orbit", "APD>=2015 AND APD<=2018", "application_date:2015-01-01..2018-12-31"},
	// Classes.
	{"plain", "ipc:H01L33/low", "ipc:H01L33/00/low"},
	{"incopat", "ipc-low=H01L33/48 ipc-high=H01L33/48", "(and ipc:H01L33/48/low ipc:H01L33/48/high)"},
	{"patsnap", "IPC_LOW:A01B1/02", "ipc:A01B1/02/low"},
	{"cql", "cpc=/low A01B1/02", "cpc:A01B1/02/low"},
	{"cql", "cpc=/low A01B", "cpc:A01B"},
	{"incopat", "ipc=F25B or ipc=H01L33*", "(or ipc:F25B ipc:H01L33+)"},
	{"incopat", "ipc=H01L33", "ipc:H01L33/00/low"},
	// Parties, codes, numbers.
	{"incopat", `ap=(TREE@"清华大学")`, "tree:清华大学"},
	{"patsnap", `ANCS:(TREE@"拜耳股份公司")`, "tree:拜耳股份公司"},
	{"patsnap", "SIMPLE_LEGAL_STATUS:1 LEGAL_EVENT:61", "(and legal_status:in_force legal_event:transfer)"},
	{"incopat", "status=有效 and pt=实用新型 and pnc=cn", "(and legal_status:in_force patent_type:utility_model office:CN)"},
	{"cnipa", "AN=CN201811107071.6", "application_number:CN201811107071.6"},
	// Full-width signs, comments.
	{"incopat", "ti＝（空调　or　冰箱）", "(or title:空调 title:冰箱)"},
	{"incopat", "# 第一行\nti=空调\n  # 第二行\nab=“风 机”", "(and title:空调 abstract:风_机)"},
}

func TestParse(t *testing.T) {
	for _, c := range queries {
		n, _, err := Parse(c.dialect, c.query)
		if err != nil {
			t.Errorf("%s %s: %v", c.dialect, c.query, err)
			continue
		}
		if got := shape(n); got != c.shape {
			t.Errorf("%s %s\nis   %s\nwant %s", c.dialect, c.query, got, c.shape)
		}
	}
}

// What is translated without a warning reads back as the same query, from every dialect to every other.
func TestTranslate(t *testing.T) {
	lossless := 0
	for _, c := range queries {
		n, _, err := Parse(c.dialect, c.query)
		if err != nil {
			continue
		}
		for _, d := range Dialects {
			written, warnings := n.Write(d.Name)
			back, _, err := Parse(d.Name, written)
			if err != nil {
				t.Errorf("%s %s in %s is %s: %v", c.dialect, c.query, d.Name, written, err)
				continue
			}
			for _, text := range warnings {
				if strings.Contains(text.Zh+text.En, "%!") || text.Zh == "" || text.En == "" {
					t.Errorf("a warning reads %s · %s", text.Zh, text.En)
				}
			}
			if len(warnings) > 0 {
				continue
			}
			lossless++
			if got, want := canonical(back), canonical(n); got != want {
				t.Errorf("%s %s in %s is %s\nreads back as %s\nwant          %s", c.dialect, c.query, d.Name, written, got, want)
			}
		}
	}
	if lossless < len(queries)*len(Dialects)*3/5 {
		t.Errorf("only %d of %d translations were lossless", lossless, len(queries)*len(Dialects))
	}
}

// canonical is the shape with what dialects write out spelled out: combined fields, XOR, gaps of up to n characters.
func canonical(n *Node) string { return shape(spellOut(n)) }

func spellOut(n *Node) *Node {
	if n.Op == Xor {
		a := n.Kids[0]
		for _, b := range n.Kids[1:] {
			a = &Node{Op: Not, Kids: []*Node{join(Or, a, b), join(And, a, b)}}
		}
		return spellOut(a)
	}
	if f := fieldIndex[n.common()]; f != nil && f.Of != nil && f.Name != "any" && (n.leaf() || n.Op == Near || n.Op == Often) {
		n = n.expanded(f)
	}
	if n.Op == Text {
		w := &writer{d: &Dialect{}}
		var kids []*Node
		for _, c := range w.choices(n.Words) {
			k := *n
			k.Words = c
			kids = append(kids, &k)
		}
		return sortedKids(join(Or, kids...))
	}
	c := *n
	c.Kids = nil
	for _, k := range n.Kids {
		c.Kids = append(c.Kids, spellOut(k))
	}
	if len(c.Kids) > 0 && (c.Op == Or || c.Op == And) {
		return sortedKids(join(c.Op, c.Kids...))
	}
	return &c
}

func sortedKids(n *Node) *Node {
	if n.Op == Or {
		slices.SortFunc(n.Kids, func(a, b *Node) int { return strings.Compare(shape(a), shape(b)) })
	}
	return n
}

// Bad queries answer with the place and the reason.
func TestProblems(t *testing.T) {
	for _, c := range []struct {
		dialect, query string
		pos            int // byte
		reason         string
	}{
		{"incopat", "", 0, "the query is empty"},
		{"incopat", "ti=(空调 or", 13, "the query ends where words or a bracket should follow"},
		{"incopat", "ti=(空调 or 冰箱", 3, "this bracket is not closed"},
		{"incopat", "空调)", 6, "this bracket closes nothing"},
		{"incopat", "()", 0, "between these brackets stands nothing"},
		{"incopat", "and 空调", 0, "an operator needs words on both sides"},
		{"incopat", "a and or b", 6, "an operator needs words on both sides"},
		{"incopat", "ti=", 0, "the field ti lacks its value"},
		{"incopat", "xyz=空调", 0, `there is no field "xyz"`},
		{"incopat", `ti="空调`, 3, "this quotation mark is not closed"},
		{"incopat", "pd=[20200101 20241231]", 3, "a range is written [FROM TO TO]"},
		{"incopat", "pd=2020-13-01", 3, `"2020-13-01" is no date`},
		{"incopat", "pd=[2020 to 2010]", 3, "the range ends before it begins"},
		{"incopat", "ipc=ZZ9", 4, `"ZZ9" is no symbol of ipc`},
		{"incopat", "status=maybe", 7, `"maybe" is no value of legal_status`},
		{"incopat", "ti=a (2w) ab=b", 10, "both sides of a distance are of one field: title and abstract"},
		{"incopat", "R=(CN101850473B)", 0, "semantic search is no part of a query here"},
		{"incopat", "(ti=a) OPT (ab=b)", 7, "OPT (optional words) is not supported"},
		{"patsnap", "EPDS:DE", 0, `there is no field "EPDS"`},
		{"patsnap", "a GAND b", 2, "GAND (within one event) is not supported"},
		{"patsnap", "F_CITES_COUNT:[ten TO 20]", 14, `"ten" is no whole number`},
		{"us", "seat.xx.", 5, `there is no field "xx"`},
		{"us", "@zz>=2015", 1, `there is no field "zz"`},
		{"plain", strings.Repeat("(", 100) + "a", 64, "brackets are nested more than 64 deep"},
		{"plain", "a*b*c*d*e*f", 0, "a word is truncated at most 4 times"},
		{"plain", "led -", 4, "here are no letters, digits or characters to look for"},
		{"plain", "a\xff", 0, "the query is no UTF-8 text"},
	} {
		_, _, err := Parse(c.dialect, c.query)
		var p *Problem
		if !errors.As(err, &p) {
			t.Errorf("%s %s: %v", c.dialect, c.query, err)
			continue
		}
		if p.Pos != c.pos || !strings.Contains(p.Reason.Error(), c.reason) || fail.KindOf(err) != fail.Invalid {
			t.Errorf("%s %s: byte %d %v\nwant byte %d %s", c.dialect, c.query, p.Pos, p.Reason, c.pos, c.reason)
		}
	}
}

func TestDetect(t *testing.T) {
	for query, want := range map[string]string{
		"发光二极管 芯片": "plain", "TIAB=(发光二极管) AND ipc-low=H01L33/00": "incopat", "TTL:(汽车) AND APD:[20100101 TO 20151231]": "patsnap",
		"(led 3W chip)/TI/AB": "orbit", `ti all "paint brush"`: "cql", "(light adj2 diode).ti. AND @pd>=2015": "us", "申请人=格力 and 发明名称=空调": "cnipa",
	} {
		if got := Detect(query).Name; got != want {
			t.Errorf("%s is taken for %s, want %s", query, got, want)
		}
	}
}

// FuzzParse: a query in any dialect is read or refused with a place inside it; what is read can be written and read again.
func FuzzParse(f *testing.F) {
	for _, c := range queries {
		f.Add(c.dialect, c.query)
	}
	f.Fuzz(func(t *testing.T, dialect, query string) {
		n, d, err := Parse(dialect, query)
		var p *Problem
		if errors.As(err, &p) && (p.Pos < 0 || p.End > len(query) || p.Pos > p.End) {
			t.Fatalf("a problem at %d to %d of %d", p.Pos, p.End, len(query))
		}
		if err != nil {
			return
		}
		written, _ := n.Write(d.Name)
		if len(written) > maxQuery {
			return
		}
		if _, _, err := Parse(d.Name, written); err != nil {
			t.Fatalf("%s %q was written %q: %v", d.Name, query, written, err)
		}
	})
}
