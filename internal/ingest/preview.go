package ingest

// Preview shows the first rows as they were understood, with the mapping that did it: what --dry-run prints.
type Preview struct {
	Table   string     `json:"table"`
	Columns []string   `json:"columns"`
	Rows    [][]string `json:"rows"`
	Mapping *Mapping   `json:"mapping,omitempty"`
}

const previewRows = 20

func (p *Preview) full() bool { return p == nil || len(p.Rows) >= previewRows }

// patent adds a document under the most telling of its fields.
func (p *Preview) patent(s *Sink, r *PatentRecord) {
	if p.full() {
		return
	}
	p.Table, p.Columns = "patent", previewFields
	row := make([]string, len(previewFields))
	for i, field := range previewFields {
		row[i] = previewValue(r, field)
	}
	p.Rows = append(p.Rows, row)
}

var previewFields = []string{"application_number", "application_date", "publication_number", "publication_date", "patent_type",
	"title", "applicant", "inventor", "ipc", "cpc", "legal_status", "applicant_region"}

func previewValue(r *PatentRecord, field string) string {
	switch field {
	case "application_number":
		return r.Application
	case "application_date":
		return r.ApplicationAt
	case "publication_number":
		return r.Publication
	case "publication_date":
		return r.PublicationAt
	case "patent_type":
		return r.Type
	case "title":
		return shorten(firstText(r, "title").Body)
	case "applicant", "inventor":
		return joinParties(r, field)
	case "ipc", "cpc":
		return joinClasses(r, field)
	case "legal_status":
		return r.Status
	}
	return r.Region
}

func joinParties(r *PatentRecord, role string) string {
	out := ""
	for _, p := range r.Parties {
		if p.Role == role {
			out = orJoin(out, p.Name)
		}
	}
	return out
}

func joinClasses(r *PatentRecord, scheme string) string {
	out := ""
	for _, c := range r.Classes {
		if c.Scheme == scheme {
			out = orJoin(out, c.Symbol)
		}
	}
	return out
}

func orJoin(list, v string) string {
	if list == "" {
		return v
	}
	return list + "; " + v
}

// row adds a row of an entity table.
func (p *Preview) row(t *Table, values []Field) {
	if p.full() {
		return
	}
	if p.Table == "" {
		p.Table = t.Name
		for _, c := range t.Columns {
			p.Columns = append(p.Columns, c.Name)
		}
	}
	if p.Table != t.Name {
		return
	}
	row := make([]string, len(values))
	for i, v := range values {
		row[i] = v.Value
	}
	p.Rows = append(p.Rows, row)
}

// mapping shows how the first readable sheet was understood: the user's mapping, or the guess in the same form.
func (p *Preview) mapping(l *layout, given *Mapping) {
	if p == nil || p.Mapping != nil {
		return
	}
	if p.Mapping = given; given == nil {
		p.Mapping = l.mapping()
	}
}
