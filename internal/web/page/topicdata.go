package page

import (
	"encoding/json"
	"net/http"
	"strconv"

	"asterism/geo"
	"asterism/internal/fail"
)

// mapped is a topic map as the browser draws it: columns of its patents by their ids; years 0 and holders -1 where not known.
type mapped struct {
	IDs      []string    `json:"ids"`
	Titles   []string    `json:"titles"`
	X        []float32   `json:"x"`
	Y        []float32   `json:"y"`
	Topic    []int32     `json:"topic"`
	Year     []int32     `json:"year"`
	Status   []int32     `json:"status"`
	Holder   []int32     `json:"holder"`
	Statuses []string    `json:"statuses"`
	Holders  []string    `json:"holders"` // the applicants with most patents
	Topics   []mapTopic  `json:"topics"`
	Hills    [][]mapRing `json:"hills"` // contours around the densest shares of patents, widest first
	Cut      int32       `json:"cut"`   // the first truncated year, 0 where none is known
	Link     string      `json:"link"`
	Tail     string      `json:"tail"`
}

type mapTopic struct {
	Number int32   `json:"number"`
	Label  string  `json:"label"`
	Count  int64   `json:"count"`
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
}

type mapRing []float32

const (
	namedHolders = 9
	hillColumns  = 160
	hillReach    = 14 // of the kernel, where the map is 1000 wide
)

func sendTopicData(r *Request, w http.ResponseWriter) error {
	if !r.Has("measure.topic_patent", topicTable) {
		return fail.New(fail.NotFound, "%s is not built yet; run: asterism build", "measure.topic_patent")
	}
	language, _, err := r.mapLanguage()
	if err != nil {
		return err
	}
	key := strconv.FormatInt(r.Reader.Snapshot().ID, 10) + " " + r.Lang + " " + language
	body, err := r.Site.maps.get(key, func() (*[]byte, error) {
		m, err := r.topicMap(language)
		if err != nil {
			return nil, err
		}
		b, err := json.Marshal(m)
		return &b, fail.As(fail.Internal, err, "topics")
	})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-cache")
	_, err = w.Write(*body)
	return fail.As(fail.Unavailable, err, "topics")
}

func (r *Request) topicMap(language string) (*mapped, error) {
	m := &mapped{}
	if err := m.points(r, language); err != nil {
		return nil, err
	}
	topics, err := r.Query("select topic, label, patent_count, x, y\nfrom measure.topic\nwhere language = " + literal(language) + "\norder by topic")
	if err != nil {
		return nil, err
	}
	for _, row := range topics.Data {
		n, _ := toFloat(row[0])
		t := mapTopic{Number: int32(n), Label: text(row[1])}
		t.Count, _ = row[2].(int64)
		t.X, _ = toFloat(row[3])
		t.Y, _ = toFloat(row[4])
		m.Topics = append(m.Topics, t)
	}
	cut, err := r.Value("select min(first_truncated_year) as first_truncated_year\nfrom base.coverage_year\nwhere date_basis = 'application'")
	if err != nil {
		return nil, err
	}
	year, _ := toFloat(cut)
	m.Cut = int32(year)
	m.hills()
	m.Link, m.Tail = aroundMark(r.Link("/patents/" + idMark))
	return m, nil
}

// points reads the patents of the map; applicants beyond the named ones are -1.
func (m *mapped) points(r *Request, language string) error {
	rows, err := r.Query(`select t.patent_id, p.title, t.x, t.y, t.topic, p.application_year, p.legal_status, a.name
from measure.topic_patent as t left join base.patent as p on p.patent_id = t.patent_id
left join base.patent_party as a on a.patent_id = t.patent_id and a.role = 'applicant' and a.seq = 1
where t.language = ` + literal(language) + "\norder by t.patent_id")
	if err != nil {
		return err
	}
	holders, err := r.Query(`select a.name, count(*) as patent_count
from measure.topic_patent as t join base.patent_party as a on a.patent_id = t.patent_id and a.role = 'applicant' and a.seq = 1
where a.name is not null and t.language = ` + literal(language) + "\ngroup by a.name\norder by patent_count desc, a.name" + limitRows(namedHolders))
	if err != nil {
		return err
	}
	holder, status := map[string]int32{}, map[string]int32{}
	for _, row := range holders.Data {
		holder[text(row[0])] = int32(len(m.Holders))
		m.Holders = append(m.Holders, text(row[0]))
	}
	number := func(v any) float32 {
		n, _ := toFloat(v)
		return float32(n)
	}
	for _, row := range rows.Data {
		m.IDs, m.Titles = append(m.IDs, text(row[0])), append(m.Titles, text(row[1]))
		m.X, m.Y = append(m.X, number(row[2])), append(m.Y, number(row[3]))
		m.Topic, m.Year = append(m.Topic, int32(number(row[4]))), append(m.Year, int32(number(row[5])))
		s, known := status[text(row[6])]
		if !known {
			s = int32(len(m.Statuses))
			status[text(row[6])] = s
			m.Statuses = append(m.Statuses, first(r.coded("base.patent", "legal_status", row[6]), text(row[6])))
		}
		h, named := holder[text(row[7])]
		if !named {
			h = -1
		}
		m.Status, m.Holder = append(m.Status, s), append(m.Holder, h)
	}
	return nil
}

// hills are the contours around the densest 95, 80, 60, 40 and 20 in 100 of the patents.
func (m *mapped) hills() {
	x, y := make([]float64, len(m.X)), make([]float64, len(m.Y))
	for i := range x {
		x[i], y[i] = float64(m.X[i]), float64(m.Y[i])
	}
	g := geo.Density(x, y, hillColumns, hillReach)
	for _, level := range g.Levels(0.95, 0.8, 0.6, 0.4, 0.2) {
		rings := []mapRing{}
		for _, ring := range g.Contours(level) {
			var short mapRing
			for _, c := range ring {
				short = append(short, float32(int(c*10))/10)
			}
			rings = append(rings, short)
		}
		m.Hills = append(m.Hills, rings)
	}
}

// sendTopicFound lists the patents of the map whose texts, numbers or names hold all words of q.
func sendTopicFound(r *Request, w http.ResponseWriter) error {
	if !r.Has("measure.topic_patent", topicTable) {
		return fail.New(fail.NotFound, "%s is not built yet; run: asterism build", "measure.topic_patent")
	}
	language, _, err := r.mapLanguage()
	if err != nil {
		return err
	}
	ids := []string{}
	if conditions := r.textConditions(); len(conditions) > 0 {
		s := Select{From: "measure.topic_patent", Within: append(conditions, "language = "+literal(language))}
		rows, err := r.Query("select patent_id\nfrom " + s.source() + s.where() + "\norder by patent_id")
		if err != nil {
			return err
		}
		ids = append(ids, columnTexts(rows, "patent_id")...)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-cache")
	return fail.As(fail.Unavailable, json.NewEncoder(w).Encode(ids), "topics")
}
