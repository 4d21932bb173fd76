package ingest

import "asterism/patent"

// standing is a patent's legal state: the source's word that tells it, and the state.
type standing struct{ word, status string }

// standing reads the record's two words for its state. Most sources have one.
func (s *Sink) standing(r *PatentRecord) standing {
	if r.CurrentStatus == "" {
		return standing{r.Status, statusOf(r.Status)}
	}
	key := [2]string{r.Status, r.CurrentStatus}
	if known, ok := s.memo.states[key]; ok {
		return known
	}
	if len(s.memo.states) >= memoSize {
		clear(s.memo.states)
	}
	state := finer(r.Status, r.CurrentStatus)
	s.memo.states[key] = state
	return state
}

// ended are the states of what is in force and pending no more; sources that tell no more say lapsed (失效).
var ended = map[string]bool{patent.Lapsed: true, patent.Expired: true, patent.Withdrawn: true, patent.Rejected: true, patent.Revoked: true}

// finer takes the present state (期限届满, 驳回) in place of the coarse word (有效, 失效, 审中) where it says more and
// does not contradict it: both are read from the same export, and the coarse word is the one its supplier maintains.
func finer(coarse, present string) standing {
	if coarse == "" || missing(coarse) {
		state, ok := patent.Status(present)
		if !ok {
			state = statusOf(present)
		}
		return standing{present, state}
	}
	status := statusOf(coarse)
	state, ok := patent.Status(present)
	if ok && state != status && (status == "unknown" || status == patent.Lapsed && ended[state]) {
		return standing{present, state}
	}
	return standing{coarse, status}
}
