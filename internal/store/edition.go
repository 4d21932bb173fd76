package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"asterism/internal/fail"

	"github.com/uptrace/bun"
)

// Edition is a report frozen under a number: what was published, from which snapshot, with which words. It never
// changes; a correction is the next edition.
type Edition struct {
	bun.BaseModel `bun:"table:edition" json:"-"`

	Report   string            `bun:"report,pk" json:"report"`
	Number   int64             `bun:"number,pk" json:"number"` // 1, 2, 3 … per report
	Title    string            `bun:"title" json:"title"`
	Lang     string            `bun:"lang" json:"lang"`
	Params   map[string]string `bun:"params,type:text" json:"params"`
	Snapshot int64             `bun:"snapshot" json:"snapshot"`
	Format   string            `bun:"format" json:"format"` // of the content: html | pdf | docx | xlsx
	Hash     string            `bun:"hash" json:"hash"`     // SHA-256 of the content, hex
	Prose    []Prose           `bun:"prose,type:text" json:"prose"`
	Actor    string            `bun:"actor" json:"actor"`
	Time     time.Time         `bun:"frozen" json:"time"`
}

// FreezeEdition keeps content under the report's next number; e brings report, title, language, parameters,
// snapshot, format and prose, the rest is filled in.
func (s *Store) FreezeEdition(ctx context.Context, actor string, e Edition, content []byte) (_ *Edition, err error) {
	defer fail.Wrap(&err, "freeze %s", e.Report)
	if e.Report == "" || e.Format == "" || len(content) == 0 {
		return nil, fail.New(fail.Invalid, "an edition needs a report, a format and content")
	}
	sum := sha256.Sum256(content)
	e.Hash, e.Actor, e.Time = hex.EncodeToString(sum[:]), actor, now()
	err = s.write(ctx, actor, func(ctx context.Context, tx bun.Tx) error {
		if e.Number, err = next(ctx, tx, "edition/"+e.Report); err != nil {
			return err
		}
		_, err := tx.NewInsert().Model(&e).Value("content", "?", content).Exec(ctx)
		return err
	})
	return &e, err
}

// Editions lists the editions of a report, the newest first; of all reports where report is "".
func (s *Store) Editions(ctx context.Context, report string) ([]*Edition, error) {
	var all []*Edition
	q := s.db.NewSelect().Model(&all).OrderExpr("frozen desc, report, number desc")
	if report != "" {
		q.Where("report = ?", report)
	}
	return all, classify(q.Scan(ctx))
}

// Edition returns one edition with its content, or fail.NotFound. Content that is not what was frozen is
// fail.Internal: the database was changed behind the program.
func (s *Store) Edition(ctx context.Context, report string, number int64) (_ *Edition, content []byte, err error) {
	defer fail.Wrap(&err, "edition %d of %s", number, report)
	e := new(Edition)
	if err := s.db.NewSelect().Model(e).Where("report = ? and number = ?", report, number).Scan(ctx); err != nil {
		return nil, nil, classify(err)
	}
	err = s.db.NewSelect().Table("edition").Column("content").Where("report = ? and number = ?", report, number).Scan(ctx, &content)
	if err != nil {
		return nil, nil, classify(err)
	}
	if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != e.Hash {
		return nil, nil, fail.New(fail.Internal, "the content does not match its hash")
	}
	return e, content, nil
}
