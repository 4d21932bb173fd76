package ingest

// US grants in ST.32 (PATDOC v2.4 and v2.5), 2001 to 2004: data elements are INID codes (B110 number, B510 IPC …), every
// value stands in PDAT. docs/formats/us-patdoc.md.
var patdocDialect = &xmlDialect{records: []string{"PATDOC"}, skips: []string{"sequence-cwu"}, read: readPATDOC}

var usPATDOC = Format{Name: "us-patdoc", Detect: detectWrapped("PATDOC"), Read: patdocDialect.Read}

// patdocRecord shares priorities, families and texts with the later schemas.
type patdocRecord struct{ *usRecord }

func readPATDOC(x *xmlReader) *PatentRecord {
	r := patdocRecord{&usRecord{xmlReader: x, PatentRecord: &PatentRecord{Office: "US", Language: "en"}, grant: true}}
	for name := range r.Children {
		switch string(name) {
		case "SDOBI":
			r.inid()
		case "SDOAB":
			r.text("abstract", r.flow())
		case "SDODE":
			r.text("description", r.flow())
		case "SDOCL":
			r.claimSet()
		}
	}
	r.Grant, r.GrantAt, r.SourceAt = r.Publication, r.PublicationAt, r.PublicationAt
	return r.PatentRecord
}

// inid reads the data elements; groups (B100 … B800) hold them.
func (r patdocRecord) inid() {
	for name := range r.Children {
		switch string(name) {
		case "B100", "B200", "B400", "B500", "B570", "B700", "B800", "B860", "B870":
			r.inid()
		case "B110":
			r.Publication = "US" + r.Content()
		case "B130":
			r.Kind = r.Content()
		case "B140":
			r.PublicationAt = r.Content()
		case "B210":
			r.Application = r.Content()
		case "B220":
			r.ApplicationAt = r.Content()
		case "B540":
			r.text("title", r.Content())
		case "B577":
			r.Counts = map[string]string{"claim_count": r.Content()}
		default:
			r.group(string(name))
		}
	}
}

func (r patdocRecord) group(name string) {
	switch name {
	case "B300":
		r.foreign()
	case "B472":
		r.patdocTerm()
	case "B510", "B520":
		r.symbols(name)
	case "B560":
		r.cited()
	case "B600":
		r.relatives("")
	case "B720", "B730", "B740", "B745":
		r.people()
	case "B861", "B864US", "B871":
		r.pct(name)
	}
}

// foreign reads claims given one after another: number, date, country, number …
func (r patdocRecord) foreign() {
	var d docID
	for name := range r.Children {
		switch string(name) {
		case "B310":
			r.priority(d, "national")
			d = docID{number: r.Content()}
		case "B320":
			d.date = r.Content()
		case "B330":
			d.country = r.Content()
		}
	}
	r.priority(d, "national")
}

func (r patdocRecord) patdocTerm() {
	for name := range r.Children {
		code, text := patdocTerms[string(name)], r.Content()
		if code != "" {
			r.Events = append(r.Events, PatentEvent{At: r.PublicationAt, Code: code, Class: "term", Text: text, Country: "US"})
		}
	}
}

var patdocTerms = map[string]string{"B473US": "disclaimer", "B473": "disclaimer", "B474": "length-of-grant", "B474US": "us-term-extension"}

// symbols reads IPC (B51x; Locarno for designs, whose kind is S) and USPC (B52x) by position.
func (r patdocRecord) symbols(group string) {
	scheme, from, edition := r.flatScheme(group), len(r.Classes), ""
	for name := range r.Children {
		switch string(name) {
		case "B516":
			edition = r.Content()
		case "B511", "B512", "B521", "B522":
			first := string(name) == "B511" || string(name) == "B521"
			r.Classes = append(r.Classes, PatentClass{Scheme: scheme.name, Symbol: scheme.read(r.Verbatim()), First: first})
		}
	}
	for i := range r.Classes[from:] {
		r.Classes[from+i].Version = edition
	}
}

func (r patdocRecord) flatScheme(group string) flatScheme {
	switch {
	case group == "B520":
		return flatSchemes["classification-national"]
	case r.Kind != "" && r.Kind[0] == 'S':
		return flatSchemes["classification-locarno"]
	}
	return flatSchemes["classification-ipc"]
}
