package ingest

import "encoding/json"

type lensBiblio struct {
	Publication lensID `json:"publication_reference"`
	Application lensID `json:"application_reference"`
	Priority    struct {
		Claims   []lensID `json:"claims"`
		Earliest struct {
			Date string `json:"date"`
		} `json:"earliest_claim"`
	} `json:"priority_claims"`
	Title   []lensText `json:"invention_title"`
	Parties struct {
		Applicants []lensParty     `json:"applicants"`
		Inventors  []lensParty     `json:"inventors"`
		Owners     []lensParty     `json:"owners_all"`
		Agents     []lensParty     `json:"agents"`
		Examined   json.RawMessage `json:"examiners"`
	} `json:"parties"`
	CPC      lensClasses `json:"classifications_cpc"`
	IPC      lensClasses `json:"classifications_ipcr"`
	National lensClasses `json:"classifications_national"`
	Cited    struct {
		Citations   []lensCitation `json:"citations"`
		PatentCount json.Number    `json:"patent_count"`
	} `json:"references_cited"`
	CitedBy struct {
		PatentCount json.Number    `json:"patent_count"`
		Patents     []lensCitation `json:"patents"`
	} `json:"cited_by"`
}

type lensName struct {
	Value string `json:"value"`
}

type lensParty struct {
	Name      lensName `json:"extracted_name"`
	Address   string   `json:"extracted_address"`
	Residence string   `json:"residence"`
	Country   string   `json:"extracted_country"`
	Recorded  string   `json:"recorded_date"`
}

type lensExaminer struct {
	Primary struct {
		Name lensName `json:"extracted_name"`
	} `json:"primary_examiner"`
	Assistant struct {
		Name lensName `json:"extracted_name"`
	} `json:"assistant_examiner"`
}

type lensClasses struct {
	Classifications []struct {
		Symbol   string `json:"symbol"`
		Value    string `json:"classification_value"`
		Position string `json:"classification_symbol_position"`
	} `json:"classifications"`
}

type lensCitation struct {
	ID     lensID `json:"document_id"` // cited_by
	Patent struct {
		ID lensID `json:"document_id"`
	} `json:"patcit"`
	NPL struct {
		Text string `json:"text"`
	} `json:"nplcit"`
	Phase    string   `json:"cited_phase"`
	Category []string `json:"category"`
}
