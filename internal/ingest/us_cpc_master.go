package ingest

// The USPTO's CPC master classification files (ST.96): for each granted patent or published application its present CPC
// symbols, nothing else. docs/formats/us-cpc-master.md.
var cpcMasterDialect = &xmlDialect{records: []string{"uspat:CPCMasterClassificationRecord"}, read: readCPCMaster}

var usCPCMaster = Format{Name: "us-cpc-master", Detect: detectWrapped("uspat:CPCMasterClassificationRecord"), Read: cpcMasterDialect.Read}

func readCPCMaster(x *xmlReader) *PatentRecord {
	r := &usRecord{xmlReader: x, PatentRecord: &PatentRecord{Office: "US"}}
	for name := range r.Children {
		switch string(name) {
		case "ApplicationIdentification":
			r.st96Application()
		case "PatentGrantIdentification":
			r.Publication, r.Kind, r.PublicationAt = r.st96Document("PatentNumber", "GrantDate")
			r.Grant, r.GrantAt = r.Publication, r.PublicationAt
		case "PatentPublicationIdentification":
			r.Publication, r.Kind, r.PublicationAt = r.st96Document("PublicationNumber", "PublicationDate")
		case "CPCClassificationBag":
			r.st96Classes()
		}
	}
	return r.PatentRecord
}

func (r *usRecord) st96Application() {
	for name := range r.Children {
		switch string(name) {
		case "ApplicationNumber":
			r.st96Application()
		case "ApplicationNumberText":
			r.Application = r.Content()
		case "FilingDate":
			r.ApplicationAt = r.Content()
		}
	}
}

func (r *usRecord) st96Document(numberName, dateName string) (number, kind, date string) {
	for name := range r.Children {
		switch string(name) {
		case numberName:
			number = "US" + r.Content()
		case "PatentDocumentKindCode":
			kind = r.Content()
		case dateName:
			date = r.Content()
		}
	}
	return number, kind, date
}

// st96Classes reads main and further symbols, and those of combination sets.
func (r *usRecord) st96Classes() {
	for name := range r.Children {
		if string(name) == "CPCClassification" {
			r.Classes = append(r.Classes, r.st96Class())
			continue
		}
		r.st96Classes()
	}
}

func (r *usRecord) st96Class() PatentClass {
	c := PatentClass{Scheme: "cpc"}
	var subclass, group, sub string
	for name := range r.Children {
		switch string(name) {
		case "CPCSection", "Class", "Subclass":
			subclass += r.Content()
		case "MainGroup":
			group = r.Content()
		case "Subgroup":
			sub = r.Content()
		case "ClassificationVersionDate":
			c.Version = r.Content()
		case "SymbolPositionCode":
			c.First = r.Content() == "F"
		case "CPCClassificationValueCode":
			c.Inventive = classValue(r.Content())
		}
	}
	c.Symbol = symbol(subclass, group, sub)
	return c
}
