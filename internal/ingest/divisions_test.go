package ingest

import (
	"strings"
	"testing"

	"asterism/content"
)

func productDivisions(t *testing.T) *divisions {
	t.Helper()
	list, err := loadDivisions(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	return newDivisions(list)
}

// Names of GB/T 2260, whole, short and joined; the codes are those of division.csv on the given day.
func TestDivisions_find(t *testing.T) {
	d := productDivisions(t)
	for _, c := range []struct{ name, on, code, rest string }{
		{"泰安市", "", "370900", ""}, {"泰安", "", "370900", ""}, {"山东省泰安市", "", "370900", ""}, {"山东 泰安", "", "370900", ""},
		{"泰山区", "", "370902", ""}, {"山东省泰安市泰山区", "", "370902", ""}, {"山东-泰安-泰山区", "", "370902", ""}, {"中国山东省/泰安市/泰山区", "", "370902", ""},
		{"山东省泰山区", "", "370902", ""}, {"泰安泰山", "", "370902", ""}, {"莒县", "", "371122", ""},
		{"青岛西海岸新区", "", "370211", ""}, {"山东省青岛市西海岸新区", "", "370211", ""}, {"黄岛区", "", "370211", ""}, {"胶南市", "2010-01-01", "370211", ""},
		{"莱芜市", "2015-05-01", "371200", ""}, {"莱芜", "2015-05-01", "371200", ""}, {"莱芜", "2020-05-01", "370116", ""}, {"济南市莱芜区", "", "370116", ""},
		{"莱芜市", "2021-05-01", "371200", ""},                                                                 // an old name in a later record: one place, brought to the division year by the build
		{"钢城区", "2015-05-01", "371203", ""}, {"钢城区", "2020-05-01", "370117", ""}, {"钢城区", "", "371203", ""}, // without a day the codes of 2013
		{"东营", "", "370500", ""}, {"东营区", "", "370502", ""}, {"东营市东营区", "", "370502", ""},
		{"济南市市中区", "", "370103", ""}, {"枣庄市中区", "", "370402", ""}, {"山东济宁市中区", "2012-01-01", "370802", ""},
		{"章丘市", "", "370181", ""}, {"章丘区", "", "370114", ""}, {"章丘", "2015-01-01", "370181", ""}, {"章丘", "2018-01-01", "370114", ""},
		{"苍山县", "", "371324", ""}, {"兰陵县", "2020-01-01", "371324", ""},
		{"吉林", "", "220000", ""}, {"吉林市", "", "220200", ""}, {"吉林省吉林市", "", "220200", ""}, {"北京市", "", "110000", ""}, {"内蒙古", "", "150000", ""},
		{"海南藏族自治州", "", "632500", ""}, {"海南省海口市", "", "460100", ""},
		{"泰安高新区", "", "370900", "高新区"}, {"江苏省南京市鼓楼区", "", "320100", "鼓楼区"}, {"山东省泰安市高新技术产业开发区", "", "370900", "高新技术产业开发区"},
	} {
		code, rest, found := d.find(c.name, isoDay(c.on))
		if code != c.code || rest != c.rest {
			t.Errorf("%s on %q: %s %q (%s), want %s %q", c.name, c.on, code, rest, candidates(found), c.code, c.rest)
		}
	}
}

// What may be two places, or none that is known, gives no code.
func TestDivisions_refused(t *testing.T) {
	d := productDivisions(t)
	for name, want := range map[string]string{
		"市中区": "370103 370402 370802 511002 511102", "河东区": "120102 371312", "山东省市中区": "370103 370402 370802",
		"鼓楼区": "", "朝阳区": "", "西安区": "", "山东大学": "", "泰安路": "", "Shandong": "", "": "", "区": "", "无": "", "栖霞": "320113 370686",
	} {
		code, _, found := d.find(name, day{})
		var codes []string
		for _, f := range found {
			codes = append(codes, f.code)
		}
		if code != "" {
			t.Errorf("%s: %s", name, code)
		}
		for _, w := range strings.Fields(want) {
			if !strings.Contains(strings.Join(codes, " "), w) {
				t.Errorf("%s: candidates %v, want %s", name, codes, want)
			}
		}
	}
}

// Every division is found by its city and name, on a day it existed: the name of a code leads back to the code.
func TestDivisions_roundTrip(t *testing.T) {
	list, err := loadDivisions(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	d, names := newDivisions(list), map[string]string{}
	for _, v := range list {
		if names[v.code] == "" {
			names[v.code] = v.name
		}
	}
	n := 0
	for _, v := range list {
		city := names[v.code[:4]+"00"]
		if strings.HasSuffix(v.code, "00") || city == "" {
			continue
		}
		on := v.from
		if !on.known {
			on = v.to
		}
		if code, rest, _ := d.find(names[v.code[:2]+"0000"]+city+v.name, on); code != v.code || rest != "" {
			t.Errorf("%s %s: %s %q", v.code, city+v.name, code, rest)
		}
		n++
	}
	if n < 150 {
		t.Errorf("%d counties", n)
	}
}
