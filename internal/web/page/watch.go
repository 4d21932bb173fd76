package page

// loadWatch lists the parties that have a watch list.
func loadWatch(r *Request) (View, error) {
	v := &partnersView{Lede: r.T("watch.lede")}
	v.Title = r.T("nav.watch")
	shown, err := r.partnerParties(v, "/watch")
	if err != nil || shown != nil {
		return shown, err
	}
	return v, nil
}

// loadWatched shows the watch list of one party: new filings near its own, and rights that expire or have ended.
func loadWatched(r *Request) (View, error) {
	v, err := r.party("watch", "partners")
	if err != nil {
		return nil, err
	}
	day, err := r.Value("select max(cutoff_date) as cutoff_date\nfrom base.coverage_year\nwhere date_basis = 'publication'")
	if err != nil {
		return nil, err
	}
	v.Notes = append(v.Notes, r.T("watch.day", "day", text(day)))
	const rights = "rank, title, patent_id, holder_name, patent_type, end_date, end_basis, shared_symbol_count, main_symbol"
	own := "party_id = " + literal(v.ID)
	for _, l := range []struct {
		part
		where string
	}{
		{part{"watch_filing", "measure.watch_filing", "rank, title, patent_id, holder_name, publication_date, patent_type, legal_status, cited_own_count, shared_symbol_count, main_symbol", "rank"}, ""},
		{part{"watch_own", "measure.watch_right", "title, patent_id, right_end, patent_type, legal_status, end_date, end_basis", "end_date, patent_id"}, " and is_own"},
		{part{"watch_expires", "measure.watch_right", rights, "rank"}, " and not is_own and right_end = 'expires'"},
		{part{"watch_ended", "measure.watch_right", rights, "rank"}, " and not is_own and right_end = 'ended'"},
	} {
		if err := v.list(r, l.part, own+l.where, ""); err != nil {
			return nil, err
		}
	}
	v.files(r, "measure.watch_filing", "measure.watch_right")
	return v, nil
}
