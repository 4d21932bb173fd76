package store

import (
	"testing"

	"asterism/internal/fail"
)

// queriesVersioned: versions are added and never change; the same query adds none; an empty one retires the name.
func queriesVersioned(t *testing.T, s *Store) {
	ctx := t.Context()
	save := func(name, query string) *SavedQuery {
		t.Helper()
		q, err := s.SaveQuery(ctx, "ann", SavedQuery{Name: name, Query: query, Dialect: "incopat", Snapshot: 3, Total: 7})
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
	if q := save("发光", "ti=LED"); q.Version != 1 || q.Actor != "ann" || q.Time.IsZero() {
		t.Errorf("%+v", q)
	}
	if q := save("发光", "ti=(LED or 发光)"); q.Version != 2 {
		t.Errorf("%+v", q)
	}
	if q := save("发光", "ti=(LED or 发光)"); q.Version != 2 {
		t.Errorf("the same query again: %+v", q)
	}
	save("电池", "ti=电池")
	all, err := s.SavedQueries(ctx)
	if err != nil || len(all) != 2 || all[0].Name != "发光" && all[1].Name != "发光" {
		t.Errorf("%v %v", all, err)
	}
	save("发光", "")
	if all, err = s.SavedQueries(ctx); err != nil || len(all) != 1 || all[0].Name != "电池" {
		t.Errorf("%v %v", all, err)
	}
	versions, err := s.QueryVersions(ctx, "发光")
	if err != nil || len(versions) != 3 || versions[2].Query != "ti=LED" || versions[0].Version != 3 {
		t.Errorf("%v %v", versions, err)
	}
	if _, err := s.SaveQuery(ctx, "ann", SavedQuery{Name: " ", Query: "x"}); fail.KindOf(err) != fail.Invalid {
		t.Errorf("without a name: %v", err)
	}
	if _, err := s.SaveQuery(ctx, "ann", SavedQuery{Name: "none"}); fail.KindOf(err) != fail.NotFound {
		t.Errorf("a name never used cannot be retired: %v", err)
	}
}

// reviewsAdded: reviews of a query are kept in order, newest first; one without a judgement is refused.
func reviewsAdded(t *testing.T, s *Store) {
	ctx := t.Context()
	for i := range 2 {
		v, err := s.AddReview(ctx, "ann", QueryReview{Name: "发光", Version: 2, Snapshot: 3, RelevantFound: 4, JudgedFound: int64(5 + i)})
		if err != nil || v.ID != int64(i+1) {
			t.Fatal(v, err)
		}
	}
	all, err := s.Reviews(ctx, "发光")
	if err != nil || len(all) != 2 || all[0].JudgedFound != 6 || all[0].Actor != "ann" {
		t.Errorf("%v %v", all, err)
	}
	if _, err := s.AddReview(ctx, "ann", QueryReview{Name: "发光"}); fail.KindOf(err) != fail.Invalid {
		t.Errorf("without a judgement: %v", err)
	}
}
