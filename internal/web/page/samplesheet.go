package page

import (
	"errors"
	"io"
	"net/http"
	"strconv"

	"asterism/internal/fail"
	"asterism/internal/report"
	"asterism/internal/store"
	"asterism/internal/workspace"
)

// reviewView is a review of the saved query that is open, with its shares.
type reviewView struct {
	*store.QueryReview
	Precision, Recall string
}

// sendSample writes the sheet on which a reader judges samples of the saved query.
func sendSample(r *Request, w http.ResponseWriter) error {
	q, err := r.savedVersion()
	if err != nil {
		return err
	}
	size, err := bounded("size", first(r.Values.Get("size"), "50"), 1, 1000)
	if err != nil {
		return err
	}
	t, err := r.Site.w.SampleSheet(r.Context(), r.Reader, q, workspace.Sampling{Name: q.Name, Version: q.Version, Size: size, Control: r.Values.Get("control")})
	if err != nil {
		return err
	}
	attach(w, r.T("search.sample")+"_"+q.Name, "xlsx")
	return report.WriteTable(w, "xlsx", t, r.tableOptions("base.patent"))
}

// savedVersion is the last version of the saved query that the URL names.
func (r *Request) savedVersion() (*store.SavedQuery, error) {
	versions, err := r.Site.w.Store().QueryVersions(r.Context(), r.Values.Get("saved"))
	if err != nil {
		return nil, err
	}
	if len(versions) == 0 || versions[0].Query == "" {
		return nil, fail.New(fail.NotFound, "no saved query %s", r.Values.Get("saved"))
	}
	return versions[0], nil
}

// maxSheetBytes bounds a sampling sheet that is brought back.
const maxSheetBytes = 64 << 20

// receiveSample reads a judged sheet and keeps what it came to.
func receiveSample(r *Request) (string, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return "", fail.New(fail.Invalid, "%s", r.T("import.nofile"))
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return "", fail.New(fail.Invalid, "%s", r.T("import.nofile"))
		}
		if err != nil {
			return "", uploadError(err)
		}
		if part.FileName() != "" {
			return r.review(part)
		}
	}
}

func (r *Request) review(file io.Reader) (string, error) {
	data, err := io.ReadAll(io.LimitReader(file, maxSheetBytes+1))
	if err != nil {
		return "", uploadError(err)
	}
	if len(data) > maxSheetBytes {
		return "", fail.New(fail.Invalid, "a sampling sheet has at most %d bytes", maxSheetBytes)
	}
	j, err := r.Site.w.ReadSamples(r.Context(), r.Reader, data)
	if err != nil {
		return "", err
	}
	_, err = r.Site.w.Store().AddReview(r.Context(), r.Site.Actor, store.QueryReview{Name: j.Name, Version: j.Version, Snapshot: r.Reader.Snapshot().ID,
		RelevantFound: int64(j.Precision.Yes), JudgedFound: int64(j.Precision.Of), FoundRelevant: int64(j.Recall.Yes), JudgedRelevant: int64(j.Recall.Of)})
	return r.Link("/search", "saved", j.Name), err
}

// reviews are those of the saved query that is open.
func (r *Request) reviews(name string) (all []reviewView, err error) {
	kept, err := r.Site.w.Store().Reviews(r.Context(), name)
	for _, v := range kept {
		all = append(all, reviewView{v, r.shareText(v.RelevantFound, v.JudgedFound), r.shareText(v.FoundRelevant, v.JudgedRelevant)})
	}
	return all, err
}

// shareText is "84.0% (42/50, 71–92%)".
func (r *Request) shareText(yes, of int64) string {
	if of == 0 {
		return "–"
	}
	s := workspace.Share{Yes: int(yes), Of: int(of)}
	percent := func(v float64, digits int) string { return strconv.FormatFloat(100*v, 'f', digits, 64) }
	return percent(s.Value(), 1) + "% (" + strconv.FormatInt(yes, 10) + "/" + strconv.FormatInt(of, 10) + ", " + percent(s.Low(), 0) + "–" + percent(s.High(), 0) + "%)"
}
