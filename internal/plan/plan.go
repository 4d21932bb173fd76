// Package plan reads policy plans from content (zones, clusters, targets, commitments with clause numbers), tells
// over a snapshot of the lake which targets are met and what evidence each commitment has, and parses the text of
// a policy as found on the web. In flows content/plans/*.yaml and tables of the lake; out flow states with their
// sources, never a number without one.
package plan

import (
	"asterism/internal/lang"
)

// Plan is one policy plan.
type Plan struct {
	ID          string       `yaml:"id" json:"id"` // file name without .yaml
	Title       lang.Text    `yaml:"title" json:"title"`
	Document    Document     `yaml:"document" json:"document"`
	Period      Span         `yaml:"period" json:"period"`
	Division    Division     `yaml:"division" json:"-"`
	Zones       []Zone       `yaml:"zones" json:"zones"`
	Attributes  []Attribute  `yaml:"attributes" json:"attributes"`
	Carriers    []Term       `yaml:"carriers" json:"carriers"` // kinds of carrier: units of their own, not zones
	Industries  []Industry   `yaml:"industries" json:"industries"`
	Clusters    []Cluster    `yaml:"clusters" json:"clusters"`
	Supported   int          `yaml:"supported" json:"supported"` // clusters the policy says it supports; more than it names
	Enums       []Enum       `yaml:"enums" json:"enums"`
	Registry    string       `yaml:"registry" json:"registry"` // SQL: cluster, name, supported (1 or 0) of every cluster registered
	Bodies      string       `yaml:"bodies" json:"bodies"`     // SQL: clause, part, body of an imported 分工 table
	Targets     []Target     `yaml:"targets" json:"targets"`
	Commitments []Commitment `yaml:"commitments" json:"commitments"`
}

// Document identifies the policy a plan encodes.
type Document struct {
	Number     string    `yaml:"number" json:"number"` // 文号
	Title      lang.Text `yaml:"title" json:"title"`
	Subject    lang.Text `yaml:"subject" json:"subject"` // the document a notice forwards
	Issuer     lang.Text `yaml:"issuer" json:"issuer"`
	Drafter    lang.Text `yaml:"drafter" json:"drafter"`
	Issued     string    `yaml:"issued" json:"issued"`   // 成文日期, ISO
	Printed    string    `yaml:"printed" json:"printed"` // 印发日期, ISO
	Gazette    string    `yaml:"gazette" json:"gazette,omitempty"`
	Addressees []Term    `yaml:"addressees" json:"addressees,omitempty"`
	CopiedTo   []string  `yaml:"copied_to" json:"copied_to,omitempty"`
	Note       lang.Text `yaml:"note" json:"note"`
}

// Span is a run of years, both ends included; To 0 = open.
type Span struct {
	From int `yaml:"from" json:"from"`
	To   int `yaml:"to" json:"to,omitempty"`
}

// Has tells whether a year lies in the span.
func (s Span) Has(year int) bool { return year >= s.From && (s.To == 0 || year <= s.To) }

// Zone is a planning zone. Zones overlap: counts by zone never sum to the province.
type Zone struct {
	ID        string    `yaml:"id" json:"id"`
	Title     lang.Text `yaml:"title" json:"title"`
	TextName  string    `yaml:"text_name" json:"text_name,omitempty"` // as the policy writes it, where that differs
	Approved  string    `yaml:"approved" json:"approved,omitempty"`   // ISO
	Valid     Span      `yaml:"valid" json:"valid"`
	Cities    []string  `yaml:"cities" json:"cities"`       // whole cities, codes of the division year
	Counties  []string  `yaml:"counties" json:"counties"`   // further counties, codes of the division year
	Published Published `yaml:"published" json:"published"` // totals the zone's own plan gives: a check on the members
	Source    string    `yaml:"source" json:"source"`
	Confirmed bool      `yaml:"confirmed" json:"confirmed"` // false: members read in secondary sources only
}

// Published are totals a source states; 0 = not stated.
type Published struct {
	Cities   int `yaml:"cities" json:"cities,omitempty"`
	Counties int `yaml:"counties" json:"counties,omitempty"`
}

// Attribute is a property of places that the policy uses as an area without its being a zone.
type Attribute struct {
	ID     string            `yaml:"id" json:"id"`
	Title  lang.Text         `yaml:"title" json:"title"`
	Places []AttributedPlace `yaml:"places" json:"places"`
	Note   lang.Text         `yaml:"note" json:"note"`
}

// AttributedPlace is a city or county that has an attribute.
type AttributedPlace struct {
	Code      string `yaml:"code" json:"code"`
	Since     string `yaml:"since" json:"since"` // ISO, to the month
	Source    string `yaml:"source" json:"source"`
	Confirmed bool   `yaml:"confirmed" json:"confirmed"`
}

// Term is a named thing of the plan: an enum's value, a kind of carrier, an addressee.
type Term struct {
	ID    string    `yaml:"id" json:"id"`
	Title lang.Text `yaml:"title" json:"title"`
}

// Enum is a closed list of the policy's own words, with the clause that gives it.
type Enum struct {
	ID     string    `yaml:"id" json:"id"`
	Clause string    `yaml:"clause" json:"clause"`
	Title  lang.Text `yaml:"title" json:"title"`
	Values []Term    `yaml:"values" json:"values"`
}

// Industry is an industry the policy names; Kind is emerging or traditional.
type Industry struct {
	ID    string    `yaml:"id" json:"id"`
	Kind  string    `yaml:"kind" json:"kind"`
	Title lang.Text `yaml:"title" json:"title"`
}

// Cluster is a cluster the policy names. Area is a zone or an attribute; the policy does not say which city.
type Cluster struct {
	ID    string    `yaml:"id" json:"id"`
	Area  string    `yaml:"area" json:"area"`
	Title lang.Text `yaml:"title" json:"title"`
}

// Target is a number the policy wants reached.
type Target struct {
	ID           string      `yaml:"id" json:"id"`
	Clause       string      `yaml:"clause" json:"clause"`
	Title        lang.Text   `yaml:"title" json:"title"`
	Test         string      `yaml:"test" json:"test"` // count_above: clusters with a value ≥ threshold | register: decisions in the span | value: a value ≥ goal
	Span         Span        `yaml:"span" json:"span"` // register: years of the decisions; else the year it is due, in To
	Goal         float64     `yaml:"goal" json:"goal"`
	GoalTo       float64     `yaml:"goal_to" json:"goal_to,omitempty"` // upper end where the policy gives a range
	Unit         string      `yaml:"unit" json:"unit"`
	ThresholdCNY string      `yaml:"threshold_cny" json:"threshold_cny,omitempty"`
	Definition   lang.Text   `yaml:"definition" json:"definition"`
	Series       *Series     `yaml:"series" json:"series,omitempty"` // observations it can be forecast from; nil: it cannot
	Sources      []Values    `yaml:"sources" json:"sources"`
	Criteria     []Criterion `yaml:"criteria" json:"criteria,omitempty"`
	Note         lang.Text   `yaml:"note" json:"note"`
	Citation     string      `yaml:"citation" json:"citation"` // where the figure stands
	Confirmed    bool        `yaml:"confirmed" json:"confirmed"`
}

// Series names the observations of base.observation that a target is forecast from.
type Series struct {
	EntityType string `yaml:"entity_type" json:"entity_type"`
	EntityID   string `yaml:"entity_id" json:"entity_id,omitempty"` // empty: every one of that kind
	Indicator  string `yaml:"indicator" json:"indicator"`
}

// Values is one source of a target's values: SQL over the lake giving cluster, name, status, definition, value,
// year, source; ? is the year (register: first and last year).
type Values struct {
	ID         string    `yaml:"id" json:"id"` // reported | sum_of_members | register …
	Title      lang.Text `yaml:"title" json:"title"`
	SQL        string    `yaml:"sql" json:"sql"`
	LowerBound bool      `yaml:"lower_bound" json:"lower_bound,omitempty"` // values can only be too low: proves met, never not met
	Complete   string    `yaml:"complete" json:"complete,omitempty"`       // register: SQL that gives a row when the register is stated to be whole
}

// Criterion is a qualitative part of a target, with evidence like a commitment's.
type Criterion struct {
	ID       string    `yaml:"id" json:"id"`
	Title    lang.Text `yaml:"title" json:"title"`
	Evidence Evidence  `yaml:"evidence" json:"evidence"`
}

// Commitment is one demand of the policy (任务/措施).
type Commitment struct {
	ID       string    `yaml:"id" json:"id"`         // stable address: 2-3-d; the letter is ours, never shown
	Clause   string    `yaml:"clause" json:"clause"` // 二(三), as the policy numbers it
	Title    lang.Text `yaml:"title" json:"title"`
	Text     lang.Text `yaml:"text" json:"text"` // what is demanded, in the policy's key words
	Words    []string  `yaml:"words" json:"words,omitempty"`
	Bodies   []string  `yaml:"bodies" json:"bodies"`               // in charge, only where the text names them
	Partners []string  `yaml:"partners" json:"partners,omitempty"` // named as counterparts, not in charge
	Targets  []string  `yaml:"targets" json:"targets,omitempty"`
	Evidence Evidence  `yaml:"evidence" json:"evidence"`
}

// Evidence is a query over the lake whose rows show that something was done, or None with the reason.
type Evidence struct {
	SQL  string    `yaml:"sql" json:"sql,omitempty"`
	Date string    `yaml:"date" json:"date,omitempty"` // column of SQL that dates a row, a DATE or a year
	None lang.Text `yaml:"none" json:"none"`           // why the product has no query yet
	Note lang.Text `yaml:"note" json:"note"`
}
