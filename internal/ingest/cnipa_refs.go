package ingest

import "strings"

// classes reads IPC in both generations and Locarno. Of two forms of one symbol the original is kept.
func (r *cnipaRecord) classes() {
	scheme := "ipc"
	if strings.HasPrefix(string(r.Local()), "ClassificationLocarno") {
		scheme = "locarno"
	}
	edition := ""
	for name := range r.Children {
		switch string(name) {
		case "EditionStatement":
			edition = r.Content()
		case "MainClassification", "FurtherClassification", "LocarnoClass":
			r.flatClass(PatentClass{Scheme: scheme, Version: edition, First: string(name) == "MainClassification"})
		case "ClassificationIPCR":
			r.Classes = append(r.Classes, r.partedClass())
		case "ClassificationLocarno":
			r.classes()
		}
	}
}

func (r *cnipaRecord) flatClass(c PatentClass) {
	form := r.attr("dataFormat")
	c.Symbol = r.Content()
	if form != "standard" && c.Symbol != "" {
		r.Classes = append(r.Classes, c)
	}
}

func (r *cnipaRecord) partedClass() PatentClass {
	c := PatentClass{Scheme: "ipc", First: r.attr("sequence") == "1"}
	var section, class, subclass, group, sub string
	for name := range r.Children {
		switch string(name) {
		case "Section":
			section = r.Content()
		case "MainClass":
			class = r.Content()
		case "Subclass":
			subclass = r.Content()
		case "MainGroup":
			group = r.Content()
		case "Subgroup":
			sub = r.Content()
		case "IPCVersionDate":
			c.Version = r.Content()
		case "ClassificationValue":
			c.Inventive = classValue(r.Content())
		}
	}
	c.Symbol = symbol(section+class+subclass, group, sub)
	return c
}

// priorities keeps the original form of each claim, the standard one where there is no other.
func (r *cnipaRecord) priorities() {
	var original, standard []PatentPriority
	for range r.Children {
		form, kind := r.attr("dataFormat"), r.attr("kind")
		d := r.docID()
		p := PatentPriority{Country: d.country, Number: d.number, Kind: kind, At: d.date}
		if d.number == "" {
			continue
		}
		if form == "standard" {
			standard = append(standard, p)
		} else {
			original = append(original, p)
		}
	}
	if original == nil {
		original = standard
	}
	r.Priorities = append(r.Priorities, original...)
}

// related reads divisions and other earlier applications as priority claims whose kind is the relation.
func (r *cnipaRecord) related(kind string) {
	for name := range r.Children {
		switch string(name) {
		case "DocumentID":
			if d := r.docID(); d.number != "" {
				r.Priorities = append(r.Priorities, PatentPriority{Country: d.country, Number: d.number, Kind: kind, At: d.date})
			}
		case "Relation", "ParentDocument":
			r.related(kind)
		case "ChildDocument": // this application
		default:
			r.related(strings.ToLower(string(name)))
		}
	}
}

// citations reads the references cited; srepPhase says in which search they came up.
func (r *cnipaRecord) citations() {
	for range r.Children {
		c := PatentCitation{Direction: "cites", Phase: r.attr("srepPhase")}
		r.citation(&c)
		if c.Number != "" || c.NPL != "" {
			c.Origin = "examiner" // CNIPA prints the documents its examiner compared (INID 56)
			r.Citations = append(r.Citations, c)
		}
	}
}

func (r *cnipaRecord) citation(c *PatentCitation) {
	for name := range r.Children {
		switch string(name) {
		case "DocumentID":
			d := r.docID()
			c.Number, c.Country, c.Kind, c.At = d.number, d.country, d.kind, d.date
		case "Category":
			c.Category += r.Content()
		case "NPLCitation", "NonPatentCitation", "NonPatentLiteratureCitation":
			c.NPL = r.Content()
		default:
			r.citation(c)
		}
	}
}
