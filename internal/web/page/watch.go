package page

import (
	"errors"
	"sync"
)

// loadWatch lists the parties that have a watch list.
func loadWatch(r *Request) (View, error) {
	v := &partnersView{Lede: r.T("watch.lede")}
	v.Title = r.T("nav.watch")
	shown, err := r.partnerParties(v, "/watch")
	if err != nil || shown != nil {
		return shown, err
	}
	v.Queries, err = r.watchedQueries()
	return v, err
}

const rights = "rank, title, patent_id, holder_name, patent_type, end_date, end_basis, shared_symbol_count, main_symbol"

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
	filings, ends, err := r.watched(v.ID)
	if err != nil {
		return nil, err
	}
	v.put(r, r.answered(filings, part{"watch_filing", "measure.watch_filing", "rank, title, patent_id, holder_name, publication_date, patent_type, legal_status, cited_own_count, shared_symbol_count, main_symbol", ""}), "watch_filing")
	own, end := func(is bool) Condition { return Condition{"is_own", "", []any{is}} }, func(how string) Condition { return Condition{"right_end", "", []any{how}} }
	for _, l := range []struct {
		name, columns string
		where         []Condition
	}{
		{"watch_own", "title, patent_id, right_end, patent_type, legal_status, end_date, end_basis", []Condition{own(true)}},
		{"watch_expires", rights, []Condition{own(false), end("expires")}},
		{"watch_ended", rights, []Condition{own(false), end("ended")}},
	} {
		v.put(r, r.answered(ends, part{l.name, "measure.watch_right", l.columns, ""}, l.where...), l.name)
	}
	v.files(r, "measure.watch_filing", "measure.watch_right")
	return v, nil
}

// watched asks both lists of a party at once.
func (r *Request) watched(party string) (filings, ends *answer, err error) {
	var first, second error
	var wg sync.WaitGroup
	wg.Go(func() { filings, first = r.ask("measure.watch_filing", party) })
	ends, second = r.ask("measure.watch_right", party)
	wg.Wait()
	return filings, ends, errors.Join(first, second)
}
