package page

import "strconv"

// jumps are the parts of a cluster's page in the order in which they stand.
func (v *clusterView) jumps(r *Request) {
	add := func(there bool, id, title string) {
		if there {
			v.Jumps = append(v.Jumps, LinkView{Text: title, URL: "#" + id})
		}
	}
	add(v.Chart != nil, "output", r.T("cluster.output"))
	v.Profile.jumps(r, add)
	if e := v.Evaluation; e != nil {
		add(len(e.Scores) > 0, "evaluation", r.T("nav.evaluation"))
	}
	add(v.Backbone != nil, "backbone", r.T("nav.backbone"))
	for _, l := range v.Profile.Lists {
		add(true, l.ID, l.Title)
	}
	if e := v.Evaluation; e != nil {
		add(len(e.Indicators) > 0, "indicators", r.T("evaluation.indicators"))
		add(len(e.Schemes) > 0, "checks", r.T("evaluation.checks"))
	}
	for _, s := range v.Sections {
		add(true, s.ID, s.Title)
	}
}

func (p *clusterProfile) jumps(r *Request, add func(there bool, id, title string)) {
	add(len(p.Notes) > 0, "doubts", r.T("profile.doubts"))
	for i, t := range p.Trends {
		id := "trend"
		if i > 0 {
			id += "-" + strconv.Itoa(t.Due)
		}
		add(true, id, r.T("cluster.jump.trend", "year", t.Due))
	}
}
