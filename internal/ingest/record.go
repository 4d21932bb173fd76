package ingest

// PatentRecord is one patent document as a format read it: texts as they stood in the source. The sink
// normalises numbers, dates, classes and names the same way for every format, so a format only maps.
type PatentRecord struct {
	Line int64 // line of the record's start in the file, 0 unknown

	Office         string // ISO code of the office where a number lacks one: CN, US, EP, WO …
	Application    string // as written
	ApplicationAt  string
	Publication    string // as written, with or without country and kind
	Kind           string // kind code where the source keeps it apart
	PublicationAt  string
	Grant, GrantAt string
	PCT            string
	Type           string // as written: 发明专利, utility, design …; the sink maps it to patent_type
	Language       string

	Texts      []PatentText
	Claims     []PatentClaim
	Parties    []PatentParty
	Classes    []PatentClass
	Priorities []PatentPriority
	Citations  []PatentCitation
	Family     []PatentFamilyMember
	Events     []PatentEvent

	Status, StatusAt         string
	CurrentStatus            string // the word for the present state, where Status says only in force, lapsed or pending
	FamilyID, ExtendedFamily string
	Counts                   map[string]string // claim_count, independent_claim_count, page_count, citation_count, cited_by_count, family_size
	ExpiryAt                 string
	Region                   string   // applicant region as the source names it (code or name)
	SourceAt                 string   // date of the record in its source (exchange date, file date); decides merges
	Cells                    []string // original cells, for tables
	Keys                     []string // keys of the source's own database, the patent's first; they join its tables
}

// PatentText is a title, abstract or description; Part is title | abstract | claims | description.
type PatentText struct{ Language, Part, Body string }

// PatentClaim is one claim; DependsOn lists the numbers it refers to.
type PatentClaim struct {
	Number    int
	DependsOn string
	Body      string
}

// PatentParty is an applicant, inventor, assignee, owner, agency, agent or examiner (Role).
type PatentParty struct{ Role, Name, Country, Region, Address, Postcode, Type, USCC string }

// PatentClass is one classification symbol; Scheme is ipc | cpc | uspc | locarno | fi | fterm | ecla | gbt4754 | other.
type PatentClass struct {
	Scheme, Symbol, Version string
	First                   bool
	Inventive               *bool // nil unknown
}

// PatentPriority is one priority claim.
type PatentPriority struct{ Country, Number, Kind, At string }

// PatentCitation is one citation; Direction is cites or cited_by, NPL holds non-patent literature.
type PatentCitation struct {
	Direction, Number, Country, Kind, At, Name string
	Category, Origin, Phase, NPL               string
}

// PatentFamilyMember names another publication of the family; Scope is simple or extended.
type PatentFamilyMember struct{ Scope, Number string }

// PatentEvent is one legal event.
type PatentEvent struct{ At, Code, Class, Text, Country, From, To string }
