package ingest

import (
	"encoding/csv"
	"io/fs"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"asterism/internal/fail"
	"asterism/text"
)

// division is a unit of GB/T 2260 under one of its names; from and to are days since 1970, open where unknown.
type division struct {
	code, name, short string
	from, to          day
}

// divisions finds codes by names: those of content, and those of region tables in the lake.
type divisions struct {
	first map[rune][]division // by the first character of the name

	mu   sync.Mutex
	seen map[string][]reading
}

// reading is one way to read a name: the division it ends at and what of the text is left.
type reading struct {
	division
	rest   string
	full   bool // the last step took a whole name, not one without 市, 县 …
	steps  int
	unsure bool // a short name came before the last step
}

func newDivisions(list []division) *divisions {
	d := &divisions{first: map[rune][]division{}, seen: map[string][]reading{}}
	known := map[string]bool{}
	for _, v := range list {
		if v.name == "" || len(v.code) != 6 || !digits(v.code) || known[v.code+v.name] {
			continue
		}
		known[v.code+v.name] = true
		v.short = shortName(v.name)
		r, _ := utf8.DecodeRuneInString(v.name)
		d.first[r] = append(d.first[r], v)
	}
	return d
}

// loadDivisions reads the divisions of content, and their other names.
func loadDivisions(content fs.FS) ([]division, error) {
	var all []division
	for _, file := range []string{"base/division.csv", "base/division_name.csv"} {
		data, err := fs.ReadFile(content, file)
		if err != nil {
			continue // content of a workspace's own need not hold them
		}
		list, err := parseDivisions(string(data))
		if err != nil {
			return nil, fail.As(fail.Invalid, err, "%s", file)
		}
		all = append(all, list...)
	}
	return all, nil
}

func parseDivisions(data string) ([]division, error) {
	r := csv.NewReader(strings.NewReader(data))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	at := map[string]int{}
	for i, h := range rows[0] {
		at[strings.TrimPrefix(h, "\ufeff")] = i + 1
	}
	cell := func(row []string, name string) string {
		if i := at[name]; i > 0 {
			return row[i-1]
		}
		return ""
	}
	var out []division
	for _, row := range rows[1:] {
		out = append(out, division{code: cell(row, "code"), name: text.Fold(cell(row, "name")), from: isoDay(cell(row, "valid_from")), to: isoDay(cell(row, "valid_to"))})
	}
	return out, nil
}

func isoDay(s string) day {
	d, _, _ := parseDay(s, 0)
	return d
}

// tails are what a name may be written without; the longest stand first.
var tails = []string{"维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "自治州", "自治县", "地区", "省", "市", "区", "县", "盟"}

// shortName is a name without what kind of unit it is; "" where that leaves less than two characters. Of an
// autonomous prefecture the names of peoples go too.
func shortName(name string) string {
	for _, t := range tails {
		short, ok := strings.CutSuffix(name, t)
		if !ok {
			continue
		}
		if i := strings.Index(short, "族"); i > 0 && strings.HasPrefix(t, "自治") {
			return ""
		}
		if utf8.RuneCountInString(short) < 2 {
			return ""
		}
		return short
	}
	return ""
}

// find reads a name such as 山东省泰安市泰山区, 泰安泰山区 or 泰山区: code is the one division it can mean on the given day
// (codes of 2013 where no day is known), rest what of the name is below it. Several possible ones come back as found.
func (d *divisions) find(name string, on day) (code, rest string, found []division) {
	var whole, part []reading
	for _, r := range d.readings(name) {
		switch {
		case r.rest == "":
			whole = append(whole, r)
		case r.full || isArea(r.rest):
			part = append(part, r)
		}
	}
	best := surest(whole)
	if len(best) == 0 {
		best = longest(part)
	}
	best = standing2260(best, on)
	for _, r := range best {
		found = append(found, r.division)
	}
	if len(best) == 0 || !sameCode(best) {
		return "", "", found
	}
	return best[0].code, best[0].rest, found
}

// memoDivisions bounds the names kept.
const memoDivisions = 1 << 14

func (d *divisions) readings(name string) []reading {
	name = strings.TrimPrefix(plainName(name), "中国")
	if len(name) > 120 {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	out, ok := d.seen[name]
	if !ok {
		out = d.read(name, reading{})
		if len(d.seen) < memoDivisions {
			d.seen[name] = out
		}
	}
	return out
}

// plainName drops what stands between the levels of a name.
func plainName(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -_/\\|,，、;；·>()", r) {
			return -1
		}
		return r
	}, text.Fold(s))
}

// read takes the names of divisions off the front, each within the one before.
func (d *divisions) read(rest string, within reading) (out []reading) {
	r, _ := utf8.DecodeRuneInString(rest)
	for _, v := range d.first[r] {
		if within.steps > 0 && !within.holds(v.code) {
			continue
		}
		for i, name := range []string{v.name, v.short} {
			left, ok := strings.CutPrefix(rest, name)
			if !ok || name == "" {
				continue
			}
			one := reading{division: v, rest: left, full: i == 0, steps: within.steps + 1, unsure: within.unsure || within.steps > 0 && !within.full}
			out = append(append(out, one), d.read(left, one)...)
		}
	}
	return out
}

// holds tells whether the division of a code lies within this one.
func (v division) holds(code string) bool {
	prefix := strings.TrimSuffix(strings.TrimSuffix(v.code, "00"), "00")
	return code != v.code && strings.HasPrefix(code, prefix) && len(prefix) < 6
}

// isArea tells a remainder that names a development zone or the like inside the division before it.
func isArea(rest string) bool {
	return utf8.RuneCountInString(rest) >= 3 && (strings.HasSuffix(rest, "区") || strings.HasSuffix(rest, "园"))
}

// surest keeps whole names before short ones, then the higher level: 东营 is the city, not its district.
func surest(all []reading) []reading {
	rank := func(r reading) int {
		n := 0
		if !r.full {
			n += 4
		}
		if r.unsure {
			n += 2
		}
		return n
	}
	sort.SliceStable(all, func(i, j int) bool { return rank(all[i]) < rank(all[j]) })
	n := 0
	for n < len(all) && rank(all[n]) == rank(all[0]) {
		n++
	}
	return all[:n]
}

func longest(all []reading) []reading {
	sort.SliceStable(all, func(i, j int) bool { return len(all[i].rest) < len(all[j].rest) })
	n := 0
	for n < len(all) && len(all[n].rest) == len(all[0].rest) {
		n++
	}
	return all[:n]
}

// byDefault is the day whose codes a name without a date is read by: those of the plan's year.
var byDefault = isoDay("2013-06-30")

// standing2260 keeps the divisions in force on the day, if there are any, and of those the highest level where short
// names may mean a city or its district.
func standing2260(all []reading, on day) []reading {
	if !on.known {
		on = byDefault
	}
	var valid []reading
	for _, r := range all {
		if (!r.from.known || r.from.days <= on.days) && (!r.to.known || on.days <= r.to.days) {
			valid = append(valid, r)
		}
	}
	if len(valid) > 0 {
		all = valid
	}
	var top []reading
	for _, r := range all {
		if len(all) > 1 && !r.full && r.higherIn(all) {
			continue
		}
		top = append(top, r)
	}
	return top
}

// higherIn tells that another reading by short name is of a higher level.
func (r reading) higherIn(all []reading) bool {
	for _, o := range all {
		if !o.full && level2260(o.code) < level2260(r.code) {
			return true
		}
	}
	return false
}

func level2260(code string) int {
	switch {
	case strings.HasSuffix(code, "0000"):
		return 1
	case strings.HasSuffix(code, "00"):
		return 2
	}
	return 3
}

func sameCode(all []reading) bool {
	for _, r := range all {
		if r.code != all[0].code {
			return false
		}
	}
	return true
}
