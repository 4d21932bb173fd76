package text

// Mention is one name as a source writes it, with what else the source says of it; everything but Name may be missing.
type Mention struct {
	Name, Code                     string // Code: unified social credit code
	Type                           string // Firm … Individual, where known; else the name tells
	Country, Region, City, Address string
	People                         []string // co-applicants and co-inventors
	Classes                        []string
	Lat, Lon                       float64 // 0, 0: not known
	PeopleIDs, ClassIDs            []int32 // the same as numbers from 0 up, ascending, by callers that have them; not both
}

// Wanted says what Resolve is to find beyond the legal entities, and what people have decided.
type Wanted struct {
	Group     bool       // groups too
	Near      bool       // pairs that fall short of the rules, for review
	Same      [][2]int32 // mentions that are one party, the decision that goes first in front
	Apart     [][2]int32 // mentions that are two legal entities
	Unrelated [][2]int32 // … and two groups
}

// NameTables are the tables that Chinese names need; both may be nil.
type NameTables struct {
	Places   Places
	Simplify func(string) string // traditional characters to simplified
}

// Merge tells why two mentions are one party.
type Merge struct {
	A, B   int32 // mentions
	Rule   string
	Score  float64 // 0 to 1
	Shared int     // people in common
}

// Resolution is what Resolve finds.
type Resolution struct {
	Of       []int32 // the mention that stands for the party, its earliest, for each mention
	Why      []Merge // for each mention A, the mention B it joined and why; B = A, without a rule, where it stands for the party
	Group    []int32 // the same for groups, of whole parties; nil unless wanted
	GroupWhy []Merge
	Review   []Merge // links that a constraint refused: for a person to decide
	Near     []Merge // pairs that fell short of the rules; nil unless wanted
}

// Rules of a merge.
const (
	RuleSame     = "same_name" // the same spelling
	RuleCode     = "same_code"
	RuleKey      = "same_words"
	RuleFormer   = "former_name"
	RuleSpelling = "spelling"
	RulePlace    = "place_from_address"
	RuleReform   = "legal_form_changed"
	RulePeople   = "shared_people"
	RuleInitials = "initials"
	RuleGroup    = "group"
	RuleDecided  = "decided" // by a person
)

type resolver struct {
	mentions []Mention
	tables   *NameTables
	wanted   Wanted
	group    bool // links are looked for between groups
	list     []*spelling
	of       []int32 // the spelling of each mention
	links    []link
	near     []link
	vocab    map[string]int32
	numbers  int32     // below are numbers the mentions bring
	people   [][]int32 // of each person, the spellings
	pairs    []pairOf  // spellings that share people
}

type link struct {
	a, b   int32
	tier   uint8 // links of a lower tier come first
	score  float64
	rule   string
	shared int
	weight int // mentions of both
}

// Resolve says which mentions are one party: the legal entity and, where wanted, the group it belongs to. Names are taken
// apart by type, compared within blocks, linked by rules that are right nearly always, and clustered under constraints
// (codes, laws of the legal form, initials, ambiguity), the surest links first, so that one bad link does not join two
// large parties. Deterministic. Time about n log n. Method and sources: docs/methods/name-resolution.md.
func Resolve(mentions []Mention, tables *NameTables, wanted Wanted) *Resolution {
	if tables == nil {
		tables = &NameTables{}
	}
	r := &resolver{mentions: mentions, tables: tables, wanted: wanted, vocab: map[string]int32{}}
	r.spellings()
	r.evidence()
	r.linkDecided()
	r.linkCodes()
	r.linkKeys()
	r.linkChinese()
	r.linkSpellings()
	r.linkPersons()
	r.linkPeople()
	r.nearHan()
	return r.cluster()
}
