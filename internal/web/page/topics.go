package page

import (
	"net/url"
	"slices"

	"asterism/internal/fail"
)

// topicsView shows the map of patents by what their texts say: the picture is drawn by the browser from /topics/data, the table below tells the same
// without it, and the list of topics chooses patents without a mouse.
type topicsView struct {
	Base
	Languages []LinkView
	Language  string
	Mapped    int64
	All       int64
	Titled    int64 // mapped by their titles alone
	Few       int64 // patents with any text, where there are too few for a map
	Data      string
	Find      string
	Patents   string // address of the list of patents, to which an area is added
	Choices   []topicChoice
	Table     *TableView
	Method    string
	Trace     string
}

type topicChoice struct {
	Number, Label, Count string
}

const topicTable = "measure.topic"

// mapLanguages lists the languages that have a map, the one of most patents first.
func (r *Request) mapLanguages() ([]string, error) {
	rows, err := r.Query("select language, count(*) as patent_count\nfrom measure.topic_patent\ngroup by language\norder by patent_count desc, language")
	if err != nil {
		return nil, err
	}
	var all []string
	for _, row := range rows.Data {
		all = append(all, text(row[0]))
	}
	return all, nil
}

// mapLanguage is the language of the map that the URL names, else the first; "" where there is no map.
func (r *Request) mapLanguage() (string, []string, error) {
	all, err := r.mapLanguages()
	if err != nil || len(all) == 0 {
		return "", nil, err
	}
	chosen := first(r.Values.Get("language"), all[0])
	if !slices.Contains(all, chosen) {
		return "", nil, fail.New(fail.NotFound, "no topic map of language %s in snapshot %d", chosen, r.Reader.Snapshot().ID)
	}
	return chosen, all, nil
}

func (r *Request) languageName(code string) string {
	switch code {
	case "zh":
		return r.T("topics.zh")
	case "en":
		return r.T("topics.en")
	}
	return code
}

func loadTopics(r *Request) (View, error) {
	v := &topicsView{Method: r.Link("/docs/methods/topic-map"), Patents: r.Link("/patents")}
	v.Title = r.T("nav.topics")
	if !r.Has("base.patent_text") || !r.HasColumn("measure.topic_patent", "topic") {
		return r.noData(v, "topics", "patent_record")
	}
	language, all, err := r.mapLanguage()
	if err != nil {
		return nil, err
	}
	if language == "" {
		n, err := r.Value("select count(distinct patent_id) as patent_count\nfrom base.patent_text\nwhere part in ('title', 'abstract')")
		v.Few, _ = n.(int64)
		return v, err
	}
	v.Language = language
	for _, l := range all {
		v.Languages = append(v.Languages, LinkView{r.languageName(l), r.Link("/topics", "language", l), l == language})
	}
	if err := v.coverage(r); err != nil {
		return nil, err
	}
	if err := v.choices(r); err != nil {
		return nil, err
	}
	v.Data, v.Find = r.Link("/topics/data", "language", language), r.Link("/topics/find", "language", language)
	return v, v.table(r)
}

// coverage counts what is on the map, and what of it only has a title.
func (v *topicsView) coverage(r *Request) error {
	sql := "select count(t.patent_id) as mapped_count, (select count(*) from base.patent) as patent_count, count(t.patent_id) - count(x.patent_id) as titled_count\nfrom measure.topic_patent as t\nleft join (select distinct patent_id, language from base.patent_text where part = 'abstract') as x on x.patent_id = t.patent_id and x.language = t.language\nwhere t.language = " + literal(v.Language)
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	row := rows.Data[0]
	v.Mapped, _ = row[0].(int64)
	v.All, _ = row[1].(int64)
	v.Titled, _ = row[2].(int64)
	v.Trace = r.Trace(sql, r.T("topics.covered"))
	return nil
}

func (v *topicsView) choices(r *Request) error {
	rows, err := r.Query("select topic, label, patent_count\nfrom measure.topic\nwhere language = " + literal(v.Language) + "\norder by topic")
	if err != nil {
		return err
	}
	for _, row := range rows.Data {
		v.Choices = append(v.Choices, topicChoice{text(row[0]), text(row[1]), Format{r.Lang}.Number(row[2])})
	}
	return nil
}

var topicColumns = []string{"topic", "label", "patent_count", "recent_count", "growth", "last_complete_year", "leader", "leader_share", "applicant_count", "first_year", "last_year", "central_title"}

func (v *topicsView) table(r *Request) error {
	t, err := r.table(topicTable)
	if err != nil {
		return err
	}
	values := without(r.Values, "language")
	values.Set("language", v.Language)
	s, err := ParseSelect(t, values, "count")
	if err != nil {
		return err
	}
	if len(s.Fields) == 0 {
		s.Fields = r.present(topicTable, topicColumns)
	}
	if len(s.Order) == 0 {
		s.Order = []Order{{"topic", false}}
	}
	v.Table, err = r.Table(s, Shape{Path: "/topics", Files: "/data/tables/" + topicTable, Filters: []string{"label", "patent_count", "growth", "leader"}, Name: "label", Key: "topic",
		Link: func(key string) string { return r.Link("/topics/" + url.PathEscape(key)) }})
	return err
}
