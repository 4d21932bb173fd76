package page

import (
	"strconv"

	"asterism/internal/fail"
	"asterism/internal/workspace"
)

// snapshotsView lists the states of the lake that still exist.
type snapshotsView struct {
	Base
	Lines   []snapshotLine
	Changes []changeLine
	From    int64
	To      int64
}

// changeLine is a table whose number of rows differs between two snapshots.
type changeLine struct {
	workspace.Change
	Title, Sign string
	By          int64
}

type snapshotLine struct {
	ID          int64
	Time        string
	Reason      string
	Tables      int
	Rows, Bytes int64
	URL, Diff   string
	Now         bool
}

func loadSnapshots(r *Request) (View, error) {
	v := &snapshotsView{}
	v.Title, v.Crumbs = r.T("nav.snapshots"), []Crumb{{r.T("nav.data"), r.Link("/data")}}
	all, err := r.Site.w.Lake().Snapshots()
	if err != nil {
		return nil, err
	}
	for i, s := range all {
		line := snapshotLine{ID: s.ID, Time: Format{r.Lang}.Time(s.Created), Reason: s.Reason, Tables: len(s.Tables), Now: i == 0, URL: address(r.Lang, "/data/tables", map[string][]string{"at": {text(s.ID)}})}
		for _, t := range s.Tables {
			line.Rows += t.Rows
			for _, p := range t.Parts {
				line.Bytes += p.Bytes
			}
		}
		if i+1 < len(all) {
			line.Diff = r.Link("/data/snapshots", "from", all[i+1].ID, "to", s.ID) + "#diff"
		}
		v.Lines = append(v.Lines, line)
	}
	return v, v.compare(r)
}

func (v *snapshotsView) compare(r *Request) (err error) {
	if r.Values.Get("to") == "" {
		return nil
	}
	from, err1 := strconv.ParseInt(r.Values.Get("from"), 10, 64)
	to, err2 := strconv.ParseInt(r.Values.Get("to"), 10, 64)
	if err1 != nil || err2 != nil {
		return fail.New(fail.Invalid, "from and to are snapshot numbers")
	}
	v.From, v.To = from, to
	changes, err := r.Site.w.Diff(from, to)
	for _, c := range changes {
		line := changeLine{Change: c, Title: r.Site.tables.title(c.Table, r.Lang), By: c.After - c.Before}
		if line.By > 0 {
			line.Sign = "+"
		}
		v.Changes = append(v.Changes, line)
	}
	return err
}
