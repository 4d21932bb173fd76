package ingest

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"asterism/internal/finding"
)

// Concordances: from a class symbol or an industry code to another classification, with weights where the source has
// some.
var (
	wipoFields    = &classList{header: []string{"Field_number", "Field_en", "IPC_code"}, row: wipoField}
	wipoTokens    = &classList{header: []string{"field_number", "field_name", "match_type", "match_value", "maingroup"}, row: wipoToken}
	isicShares    = &classList{header: []string{"ISIC", "IPC", "%", "SECTOR"}, row: isicShare, end: tellSums}
	naicsCodes    = &classList{header: []string{"CLASS", "SUBCLASS", "SEQ", "OTAF"}, row: naicsCode}
	gbtIndustries = &classList{header: []string{"industry_id", "name", "parent_id", "level_type"}, begin: beginIndustries, row: industryRow, end: tellSums}
	sicWeights    = &classList{shape: isSICRow, row: sicWeight, end: tellSums}
	csicCodes     = &classList{shape: isCSICRow, fits: countsItself, row: csicCode}
)

// weightSums adds up what the weights of a symbol come to.
type weightSums struct {
	sum   map[string]float64
	names map[string]string // code → name, for lists of codes
}

func (w *weightSums) add(symbol string, weight float64) {
	if w.sum == nil {
		w.sum = map[string]float64{}
	}
	if len(w.sum) < heldTitles {
		w.sum[symbol] += weight
	}
}

// tellSums tells of symbols whose weights do not come to one, beyond rounding.
func tellSums(c *classRows) {
	var off []string
	for symbol, sum := range c.sums.sum {
		if sum != 0 && math.Abs(sum-1) > 0.005 {
			off = append(off, fmt.Sprintf("%s %.2f", symbol, sum))
		}
	}
	if len(off) == 0 {
		return
	}
	slices.Sort(off)
	c.out.Finding(finding.Finding{Severity: finding.Warning, Code: "class.weights", Field: "weight_share", Value: strings.Join(off[:min(8, len(off))], ", "),
		Args: map[string]string{"count": strconv.Itoa(len(off))}})
}

func (r *oneRow) concord(symbol, target, code, name string, weights ...string) {
	fields := []Field{{Name: "scheme", Value: r.scheme}, {Name: "symbol", Value: symbol}, {Name: "target_scheme", Value: target}, {Name: "target_code", Value: code},
		{Name: "target_name", Value: name}, {Name: "edition", Value: r.edition}}
	for i, w := range weights {
		fields = append(fields, Field{Name: []string{"weight_share", "use_share"}[i], Value: w})
	}
	r.put("class_concordance", fields...)
}

// wipoField reads the PatentsView form of WIPO's concordance: symbols are SQL patterns, "F21H%", "H04N   3/%".
func wipoField(c *classRows, r *oneRow) {
	symbol := strings.TrimSuffix(r.named("IPC_code"), "%")
	r.concord(c.normal(strings.TrimSuffix(symbol, "/")), "wipo35", twoDigits(r.named("Field_number")), r.named("Field_en"))
}

// wipoToken reads a list of parsed tokens. Where a range of main groups was put down as its whole subclass, the row says
// less than its source and is passed over.
func wipoToken(c *classRows, r *oneRow) {
	if strings.Contains(r.named("note"), "collapsed") {
		c.out.Skip("range")
		return
	}
	r.concord(c.normal(r.named("match_value")+r.named("maingroup")), "wipo35", twoDigits(r.named("field_number")), r.named("field_name"))
}

func twoDigits(n string) string {
	if len(n) == 1 {
		return "0" + n
	}
	return n
}

func isicShare(c *classRows, r *oneRow) {
	symbol, share := c.normal(r.named("IPC")), r.named("%")
	if v, err := strconv.ParseFloat(share, 64); err == nil {
		c.sums.add(symbol, v/100)
		share = strconv.FormatFloat(v/100, 'f', -1, 64)
	}
	r.concord(symbol, "ISIC Rev.2", r.named("ISIC"), r.named("SECTOR"), share)
}

// naicsCode reads the USPTO's assignment of its classes to fields of NAICS: class, subclass in three digits and three
// decimals, the field's code with "-" (but for fields named apart) or "+" (with others) behind it.
func naicsCode(c *classRows, r *oneRow) {
	class := r.named("CLASS")
	if digits(class) {
		class = padClass(strings.TrimLeft(class, "0"))
	}
	c.scheme = "uspc"
	r.concord(strings.TrimSuffix(flatUSPC(class+r.named("SUBCLASS")), "/"), "NAICS fields 2012", r.named("OTAF"), "")
}

// sicWeight reads B. Silverman's concordance of IPC and US SIC: subclass, code, share by industry of manufacture, share by
// sector of use. Codes lost their leading zero.
func sicWeight(c *classRows, r *oneRow) {
	symbol := c.normal(r.cell(0))
	if v, err := strconv.ParseFloat(r.cell(2), 64); err == nil {
		c.sums.add(symbol, v)
	}
	r.concord(symbol, "US SIC 1987", fourDigits(r.cell(1)), "", r.cell(2), r.cell(3))
}

func isSICRow(row []string) bool {
	return len(row) == 4 && len(row[0]) == 4 && digits(row[1]) && isNumeric(row[2]) && isNumeric(row[3])
}

// csicCode reads Canadian to US SIC: the third column counts the US codes of the Canadian one, each of equal weight.
func csicCode(c *classRows, r *oneRow) {
	c.scheme = "Canadian SIC 1980"
	weight := ""
	if n := numberIn(r.cell(2)); n > 0 {
		weight = strconv.FormatFloat(1/float64(n), 'g', -1, 64)
	}
	r.concord(fourDigits(r.cell(0)), "US SIC 1987", fourDigits(r.cell(1)), "", weight)
}

func isCSICRow(row []string) bool {
	return len(row) == 3 && digits(row[0]) && len(row[0]) <= 4 && digits(row[1]) && len(row[1]) <= 4 && digits(row[2]) && len(row[2]) <= 3
}

// countsItself asks that the third column counts the rows of the first one's code: else the rows are a weighted network.
func countsItself(rows [][]string) bool {
	runs := 0
	for i := 0; i < len(rows)-1; {
		first := spaced(rows[i])
		n := numberIn(first[2])
		if i+n >= len(rows) {
			break // the last run may go on behind the rows at hand
		}
		for _, row := range rows[i : i+n] {
			if c := spaced(row); len(c) != 3 || c[0] != first[0] || c[2] != first[2] {
				return false
			}
		}
		if n == 0 || spaced(rows[i+n])[0] == first[0] {
			return false
		}
		i += n
		runs++
	}
	return runs >= 2
}

func fourDigits(code string) string { return strings.Repeat("0", max(0, 4-len(code))) + code }

var gbtNamed = regexp.MustCompile(`(?i)gb[-_ ]?t?[-_ ]?4754|国民经济`)

// beginIndustries takes the standard's name from the file's; other classifications are stated with --set.
func beginIndustries(c *classRows) {
	c.scheme = ""
	if gbtNamed.MatchString(c.out.name) && c.edition != "" {
		c.scheme = "GB/T 4754-" + c.edition[:4]
	}
	c.sums.names = map[string]string{}
}

// industryRow reads a tree of industries. A code that comes again with another name is told: one of them is wrong.
func industryRow(c *classRows, r *oneRow) {
	code, name := r.named("industry_id"), r.named("name")
	if was, again := c.sums.names[code]; again && was != name {
		c.out.Finding(finding.Finding{Severity: finding.Warning, Code: "class.code_repeated", Field: "industry_code", Value: code + " " + was + " / " + name, Line: r.line})
	}
	if len(c.sums.names) < heldTitles {
		c.sums.names[code] = name
	}
	level := r.named("level_type")
	if digits(level) {
		level = strconv.Itoa(numberIn(level) + 1)
	}
	r.put("industry", Field{Name: "classification", Value: c.scheme}, Field{Name: "industry_code", Value: code}, Field{Name: "name", Value: joinChinese(name)},
		Field{Name: "level", Value: level}, Field{Name: "parent_code", Value: r.named("parent_id")}, Field{Name: "description", Value: joinChinese(r.named("description"))})
}
