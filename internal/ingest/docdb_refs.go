package ingest

import "strings"

func (r *docdbRecord) priorities() {
	for range r.Children {
		r.priority()
	}
}

// priority reads one form of a claim (exchange files) or all its forms (OPS). Its kind is that of the earlier
// application (A, U, W …); without a docdb form OPS gives the original number, the country in the epodoc one.
func (r *docdbRecord) priority() {
	var epodoc, original docID
	outer := r.attr("data-format")
	for name := range r.Children {
		if string(name) != "document-id" {
			continue
		}
		switch form := orElse(r.attr("document-id-type"), outer); form {
		case "docdb":
			r.claim(r.docID())
			return
		case "epodoc":
			epodoc = r.docID()
		case "original":
			original = r.docID()
		}
	}
	if outer == "" && len(epodoc.number) > 2 {
		country := epodoc.number[:2]
		r.claim(docID{country: country, number: orElse(original.number, epodoc.number), date: orElse(epodoc.date, original.date)})
	}
}

func (r *docdbRecord) claim(d docID) {
	p := PatentPriority{Country: d.country, Number: d.number, Kind: d.kind, At: d.date}
	if d.kind == "W" {
		p.Number = docdbApplication(d)
	}
	if p.Number != "" {
		r.Priorities = append(r.Priorities, p)
	}
}

func (r *docdbRecord) citations() {
	for range r.Children {
		c := PatentCitation{Direction: "cites", Phase: r.attr("cited-phase"), Origin: orElse(r.attr("cited-by"), r.attr("cited-phase"))}
		r.citation(&c)
		if c.Number != "" || c.NPL != "" {
			r.Citations = append(r.Citations, c)
		}
	}
}

// citation reads one reference; categories stand beside it or with each passage, and are kept once each.
func (r *docdbRecord) citation(c *PatentCitation) {
	for name := range r.Children {
		switch string(name) {
		case "patcit":
			r.cited(c)
		case "nplcit":
			r.citation(c)
		case "text":
			c.NPL = r.Content()
		case "category":
			c.Category = addLetters(c.Category, r.Content())
		case "rel-passage":
			r.citation(c)
		}
	}
}

// cited takes the docdb form where several are given.
func (r *docdbRecord) cited(c *PatentCitation) {
	for range r.Children {
		form := orElse(r.attr("data-format"), r.attr("document-id-type"))
		if string(r.Local()) != "document-id" || c.Number != "" && form != "docdb" {
			continue
		}
		d := r.docID()
		c.Number, c.Country, c.Kind, c.At, c.Name = d.number, d.country, d.kind, d.date, d.name
	}
}

func addLetters(have, more string) string {
	for _, letter := range strings.Fields(strings.Join(strings.Split(more, ""), " ")) {
		if letter >= "A" && letter <= "Z" && !strings.Contains(have, letter) {
			have += letter
		}
	}
	return have
}

// family reads the members' publications in docdb form; DOCDB families are simple ones.
func (r *docdbRecord) family() {
	for range r.Children { // family-member
		for name := range r.Children {
			form := r.attr("data-format")
			if string(name) != "publication-reference" || form != "docdb" {
				continue
			}
			if d := r.docID(); d.number != "" {
				r.Family = append(r.Family, PatentFamilyMember{Scope: "simple", Number: d.full()})
			}
		}
	}
}
