package ingest

import (
	"context"
	"path/filepath"
	"regexp"
	"strings"

	"asterism/internal/finding"
	"asterism/patent"
)

// Parts of a CNIPA electronic filing: claims, description, drawings, abstract and its figure, a file each. They do not
// name their application; its number is the name of their folder, or stands in the file's. docs/formats/cnipa-parts.md.
var cnipaParts = Format{Name: "cnipa-parts", Detect: detectRoot("cn-application-body"), Read: readCNIPAParts}

func readCNIPAParts(ctx context.Context, in *Source, out *Sink) error {
	number := applicationNamed(in)
	d := &xmlDialect{records: []string{"cn-application-body"}, read: func(x *xmlReader) *PatentRecord { return readPart(x, number) }}
	if number == "" {
		d.read = func(x *xmlReader) *PatentRecord { x.Skip(); return nil }
		out.Finding(finding.Finding{Severity: finding.Error, Code: "cnipa.part_unnamed"})
	}
	return d.Read(ctx, in, out)
}

var longNumber = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)[0-9]{10}\.?[0-9Xx]|[89][0-9]{7}\.?[0-9Xx])(?:[^0-9]|$)`)

// applicationNamed is the application number nearest to the file in its name and folders, its check digit right.
func applicationNamed(in *Source) string {
	path := in.Name
	if in.item != nil && in.item.path != "" {
		path, _ = filepath.Abs(in.item.path)
	}
	parts := strings.FieldsFunc(filepath.ToSlash(path), func(r rune) bool { return r == '/' || r == '!' })
	for i := len(parts) - 1; i >= 0; i-- {
		for _, m := range longNumber.FindAllStringSubmatch(parts[i], -1) {
			if n := patent.ParseApplication(m[1], "CN"); n.Normal != "" && n.CheckKnown && n.CheckOK {
				return m[1]
			}
		}
	}
	return ""
}

func readPart(x *xmlReader, number string) *PatentRecord {
	r := &cnipaRecord{xmlReader: x, PatentRecord: &PatentRecord{Office: "CN", Language: "zh", Application: number}}
	for name := range r.Children {
		r.bodyPart(string(name))
	}
	if len(r.Texts)+len(r.Claims) == 0 {
		return nil // drawings
	}
	return r.PatentRecord
}

// bodyPart reads a part of an application's text, as filed or, in the older schema, as published.
func (r *cnipaRecord) bodyPart(name string) {
	switch name {
	case "cn-claims", "claims":
		r.filedClaims()
	case "description":
		r.filedDescription()
	case "cn-abstract", "abstract":
		r.text("abstract", r.unwrapped())
	}
}

func (r *cnipaRecord) filedClaims() {
	for name := range r.Children {
		if string(name) != "claim" {
			continue
		}
		claim := PatentClaim{Number: numberIn(r.attr("num"))}
		claim.Body = r.unwrapped()
		if claim.Number == 0 {
			claim.Number = len(r.Claims) + 1
		}
		claim.DependsOn = chineseDependence(claim.Body, claim.Number)
		if claim.Body != "" {
			r.Claims = append(r.Claims, claim)
		}
	}
}

// filedDescription reads title and paragraphs, which older documents group in sections.
func (r *cnipaRecord) filedDescription() {
	var lines []string
	for name := range r.Children {
		if string(name) == "invention-title" {
			if !hasText(r.PatentRecord, "title") {
				r.text("title", r.unwrapped())
			}
			continue
		}
		lines = appendText(lines, r.unwrapped())
	}
	r.text("description", strings.Join(lines, "\n"))
}

// lineEnd marks a <br/> of the page: Chinese text goes on without a blank behind it.
const lineEnd = "\x01"

var lineEnds = regexp.MustCompile(`[ \t]*\x01[ \t\x01]*`)

// unwrapped is flow with the page's line ends taken out.
func (r *cnipaRecord) unwrapped() string {
	r.wrapped = true
	s := strings.Trim(r.flow(), lineEnd+" \n")
	r.wrapped = false
	at := lineEnds.FindAllStringIndex(s, -1)
	if at == nil {
		return s
	}
	var b strings.Builder
	last := 0
	for _, m := range at {
		b.WriteString(s[last:m[0]])
		if m[0] > 0 && m[1] < len(s) && s[m[0]-1] < 0x80 && s[m[1]] < 0x80 && s[m[0]-1] != '\n' && s[m[1]] != '\n' {
			b.WriteByte(' ')
		}
		last = m[1]
	}
	b.WriteString(s[last:])
	return b.String()
}
