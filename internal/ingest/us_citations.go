package ingest

// citations reads the references cited; each was cited by the examiner, the applicant or another.
func (r *usRecord) citations() {
	for range r.Children {
		if c := r.citation(); c.Number != "" || c.NPL != "" {
			r.Citations = append(r.Citations, c)
		}
	}
}

func (r *usRecord) citation() PatentCitation {
	c := PatentCitation{Direction: "cites"}
	for name := range r.Children {
		switch string(name) {
		case "patcit":
			d := r.docID()
			c.Number, c.Country, c.Kind, c.At, c.Name = d.number, d.country, d.realKind(), d.date, d.name
		case "nplcit":
			c.NPL = r.Content()
		case "category":
			c.Origin = usOrigin(r.Content())
		}
	}
	return c
}

func usOrigin(category string) string {
	switch category {
	case "cited by examiner":
		return "examiner"
	case "cited by applicant":
		return "applicant"
	case "":
		return ""
	}
	return "other" // by other (before 2012 also the applicant's), by a third party
}
