package ingest

import (
	"regexp"
	"strconv"
	"strings"
)

// A dependent Chinese claim names its bases in its opening words: 如权利要求1所述, 根据权利要求1至3任一项所述,
// 按照权利要求1和2所述, 权利要求11-12任意一项.
var (
	claimBases = regexp.MustCompile(`权利要求\s*([0-9]+(?:\s*[-–—~～至到、,，和或及与]\s*(?:权利要求\s*)?[0-9]+)*)`)
	claimParts = regexp.MustCompile(`[0-9]+|[-–—~～至到]`)
)

const openingRunes = 80 // how far into a claim its bases are named

// A reference behind the characterising words belongs to what an independent claim comprises:
// 一种系统，其特征在于，包括如权利要求11所述的装置.
const characterised = "其特征"

// chineseDependence lists the claims that claim n refers to in its opening, ranges written out, ascending as named.
func chineseDependence(body string, n int) string {
	match := claimBases.FindStringSubmatch(opening(body))
	if match == nil {
		return ""
	}
	return claimNumbers(claimParts.FindAllString(match[1], -1), n)
}

func spanStart(last, base int, span bool) int {
	if span && last > 0 && last < base {
		return last + 1
	}
	return base
}

// addBases adds from … to where they lie before claim n.
func addBases(bases []string, from, to, n int) []string {
	for i := from; i <= to && i < n; i++ {
		if s := strconv.Itoa(i); !contains(bases, s) {
			bases = append(bases, s)
		}
	}
	return bases
}

func opening(body string) string {
	body, _, _ = strings.Cut(body, characterised)
	count := 0
	for i := range body {
		if count++; count > openingRunes {
			return body[:i]
		}
	}
	return body
}
