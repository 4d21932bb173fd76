package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"asterism/internal/finding"
	"asterism/patent"
	"asterism/text"
)

// document is a patent record with its numbers and dates read.
type document struct {
	id, idKind         string
	application, grant patent.Number
	publication        patent.Number
	office, region     string
	filed, granted     day
	published          day
	precision          string
}

// Patent normalises one document and writes its rows. A record without any number is kept under a key made of
// its title, abstract and dates, and flagged; one without number and title is rejected.
func (s *Sink) Patent(r *PatentRecord) error {
	s.origin.record++
	s.origin.line = r.Line
	s.assert(r)
	d := s.read(r)
	if d.id == "" {
		return s.reject(r.Line, r.Cells, finding.Finding{Code: "patent.nothing"})
	}
	s.log.counts.Accepted++
	s.origin.date = s.recordDate(r)
	s.writePatent(r, &d)
	s.writeTexts(r, d.id)
	s.writeParties(r, &d)
	s.writeClasses(r, d.id)
	s.writeReferences(r, &d)
	if d.idKind != "source" {
		s.alias(d.id, r.Keys...)
	}
	s.preview.patent(s, r)
	return s.settle()
}

func (s *Sink) recordDate(r *PatentRecord) day {
	d, _ := s.day("source_date", r.SourceAt)
	if d.known {
		return d
	}
	return s.since
}

func (s *Sink) read(r *PatentRecord) document {
	var d document
	raw := trimApplication(r)
	d.filed, d.precision = s.day("application_date", r.ApplicationAt)
	if r.Application != "" {
		d.application = s.number("application_number", patent.ParseApplicationFiled(raw, r.Office, d.filed.year()), r.Application)
	}
	if r.Publication != "" {
		d.publication = s.number("publication_number", patent.ParsePublication(trimPublication(r.Publication), r.Office, r.Kind), r.Publication)
	}
	if r.Grant != "" {
		d.grant = readGrant(r)
	}
	d.published, _ = s.day("publication_date", r.PublicationAt)
	d.granted, _ = s.day("grant_date", r.GrantAt)
	d.office = officeOf(r, &d)
	d.region = s.region("applicant_region", r.Region, orDay(d.filed, d.published))
	s.identify(r, &d)
	return d
}

// year is the year of a day, 0 where it is not known.
func (d day) year() int {
	if !d.known {
		return 0
	}
	return time.Unix(int64(d.days)*86400, 0).UTC().Year()
}

func orDay(a, b day) day {
	if a.known {
		return a
	}
	return b
}

// number reports what is wrong with a number, by the reason it was not understood for; it is kept as it stands either
// way.
func (s *Sink) number(field string, n patent.Number, raw string) patent.Number {
	if n.Normal == "" {
		s.remark(finding.Warning, "number."+n.Reason, field, raw)
	}
	if n.CheckKnown && !n.CheckOK {
		s.remark(finding.Warning, "number.check_digit", field, raw)
	}
	return n
}

// readGrant reads a grant number: ZL numbers are application numbers, others publications.
func readGrant(r *PatentRecord) patent.Number {
	if n := patent.ParsePublication(r.Grant, r.Office, ""); n.Normal != "" {
		return n
	}
	return patent.ParseApplication(r.Grant, r.Office)
}

func officeOf(r *PatentRecord, d *document) string {
	for _, office := range []string{d.publication.Country, d.grant.Country, d.application.Country, strings.ToUpper(r.Office)} {
		if office != "" {
			return office
		}
	}
	return ""
}

// entered tells a national patent whose source names only the PCT application behind it: several countries' patents
// share that number, so it cannot be the key.
func (d *document) entered() bool {
	return d.application.Country == "WO" && d.publication.Normal != "" && d.publication.Country != "WO"
}

// identify chooses the key of the patent: its application, else its publication, else its content.
func (s *Sink) identify(r *PatentRecord, d *document) {
	switch {
	case d.application.Normal != "" && !d.entered():
		d.id, d.idKind = d.application.Normal, "application"
	case d.publication.Normal != "":
		d.id, d.idKind = d.publication.Key(), "publication"
	case hasDigit(r.Application):
		d.id, d.idKind = rawKey(r.Office, r.Application), "application"
	case len(r.Keys) > 0:
		d.id, d.idKind = r.Keys[0], "source"
	case hasDigit(r.Publication):
		d.id, d.idKind = rawKey(r.Office, r.Publication+r.Kind), "publication"
	case hasText(r, "title"):
		d.id, d.idKind = contentKey(r), "content"
		s.remark(finding.Warning, "patent.no_number", "application_number", "")
	}
}

// hasDigit tells a number nobody could read from words in its column.
func hasDigit(s string) bool {
	return strings.ContainsAny(s, "0123456789０１２３４５６７８９")
}

// rawKey makes a key of a number nobody could read: the office and the number without spaces, in upper case.
func rawKey(office, raw string) string {
	raw = strings.ToUpper(strings.Join(strings.Fields(text.Fold(raw)), ""))
	if office = strings.ToUpper(office); strings.HasPrefix(raw, office) {
		return raw
	}
	return office + raw
}

func contentKey(r *PatentRecord) string {
	h := sha256.New()
	for _, t := range r.Texts {
		h.Write([]byte(t.Part + "\x00" + text.Fold(t.Body) + "\x00"))
	}
	h.Write([]byte(r.ApplicationAt + "\x00" + r.PublicationAt))
	return "X" + hex.EncodeToString(h.Sum(nil)[:8])
}
