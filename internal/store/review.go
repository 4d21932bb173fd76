package store

import (
	"context"
	"time"

	"asterism/internal/fail"

	"github.com/uptrace/bun"
)

// QueryReview is what a sampling sheet of a saved query came to. Reviews are added, never changed.
type QueryReview struct {
	bun.BaseModel `bun:"table:query_review" json:"-"`

	ID             int64     `bun:"id,pk" json:"id"`
	Name           string    `bun:"name" json:"name"`
	Version        int64     `bun:"version" json:"version"`
	Snapshot       int64     `bun:"snapshot" json:"snapshot"`
	RelevantFound  int64     `bun:"relevant_found" json:"relevant_found"`   // of the found patents judged, the relevant ones
	JudgedFound    int64     `bun:"judged_found" json:"judged_found"`       // precision = relevant_found / judged_found
	FoundRelevant  int64     `bun:"found_relevant" json:"found_relevant"`   // of the control's relevant patents, those found
	JudgedRelevant int64     `bun:"judged_relevant" json:"judged_relevant"` // recall = found_relevant / judged_relevant
	Actor          string    `bun:"actor" json:"actor"`
	Time           time.Time `bun:"made" json:"time"`
}

// AddReview keeps a review; number, actor and time are filled in.
func (s *Store) AddReview(ctx context.Context, actor string, v QueryReview) (_ *QueryReview, err error) {
	defer fail.Wrap(&err, "review of query %s", v.Name)
	if v.JudgedFound+v.JudgedRelevant == 0 {
		return nil, fail.New(fail.Invalid, "no patent of the sheet is judged")
	}
	v.Actor, v.Time = actor, now()
	err = s.write(ctx, actor, func(ctx context.Context, tx bun.Tx) error {
		if v.ID, err = next(ctx, tx, "query_review"); err != nil {
			return err
		}
		_, err := tx.NewInsert().Model(&v).Exec(ctx)
		return err
	})
	return &v, err
}

// Reviews lists the reviews of a saved query, the newest first.
func (s *Store) Reviews(ctx context.Context, name string) ([]*QueryReview, error) {
	var all []*QueryReview
	return all, classify(s.db.NewSelect().Model(&all).Where("name = ?", name).OrderExpr("id desc").Scan(ctx))
}
