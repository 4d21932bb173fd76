package ingest

import (
	"regexp"
	"strconv"
	"strings"
)

// Claims in English, German and French name their bases in words: "according to claim 1", "as claimed in any of claims
// 1 to 3", "nach einem der Ansprüche 1 bis 3", "selon la revendication 1". References are taken from the opening.
var (
	claimWords = regexp.MustCompile(`(?i)\b(?:claims?|Anspr(?:uch|üche|üchen|uches|uchs)|Patentanspr(?:uch|üche|üchen|uches|uchs)|revendications?)\s+` +
		`([0-9]+(?:\s*(?:-|–|to|through|bis|à|a|or|oder|ou|and|und|et|,)\s*[0-9]+)*)`)
	claimSpans = regexp.MustCompile(`(?i)[0-9]+|-|–|\bto\b|\bthrough\b|\bbis\b|à|\ba\b`)
)

const openingBytes = 240

// claimDependence lists the claims that claim n refers to in its opening, whatever its language.
func claimDependence(body string, n int) string {
	if strings.Contains(body, "权利要求") {
		return chineseDependence(body, n)
	}
	if len(body) > openingBytes {
		body = body[:openingBytes]
	}
	match := claimWords.FindStringSubmatch(body)
	if match == nil {
		return ""
	}
	return claimNumbers(claimSpans.FindAllString(match[1], -1), n)
}

// claimNumbers writes out the numbers and spans that parts hold, those before claim n, as a list.
func claimNumbers(parts []string, n int) string {
	var bases []string
	last, span := 0, false
	for _, part := range parts {
		base, err := strconv.Atoi(part)
		if err != nil {
			span = true
			continue
		}
		bases = addBases(bases, spanStart(last, base, span), base, n)
		last, span = base, false
	}
	return strings.Join(bases, ",")
}
