package store

import (
	"context"
	"encoding/json"
	"time"

	"asterism/internal/fail"

	"github.com/uptrace/bun"
)

// ProseState tells whether a text still says what the numbers say.
type ProseState string

const (
	Fresh ProseState = "fresh"
	Stale ProseState = "stale"
)

// Quote is one number a text mentions, as it stood when the text was written.
type Quote struct {
	Name  string `json:"name"`          // name of the number in the report
	Value string `json:"value"`         // as printed
	Now   string `json:"now,omitempty"` // what it is by the latest check, where that differs
}

// Prose is a text people wrote into a report. It stays when the report is built anew and turns stale when a number
// it quotes has changed.
type Prose struct {
	bun.BaseModel `bun:"table:prose" json:"-"`

	Report  string     `bun:"report,pk" json:"report"`
	Scope   string     `bun:"scope,pk" json:"scope"` // the report's parameters, "region=370900"; "" for all
	Block   string     `bun:"block,pk" json:"block"` // place in the report
	Lang    string     `bun:"lang,pk" json:"lang"`
	Text    string     `bun:"body" json:"text"`
	Quotes  []Quote    `bun:"quotes,type:text" json:"quotes"`
	State   ProseState `bun:"state" json:"state"`
	Version int64      `bun:"version" json:"version"` // 1 for the first text; a writer sends the version read
	Actor   string     `bun:"actor" json:"actor"`
	Changed time.Time  `bun:"changed" json:"changed"`
}

// SaveProse writes a text with the numbers it quotes. p.Version is the version its writer read, 0 for a new text;
// another version in the store is fail.Conflict. It returns the text with its new version.
func (s *Store) SaveProse(ctx context.Context, actor string, p Prose) (_ *Prose, err error) {
	defer fail.Wrap(&err, "save prose %s", p.Block)
	if p.Report == "" || p.Block == "" || p.Lang == "" {
		return nil, fail.New(fail.Invalid, "a text needs a report, a block and a language")
	}
	read := p.Version
	p.Version, p.State, p.Actor, p.Changed = read+1, Fresh, actor, now()
	err = s.write(ctx, actor, func(ctx context.Context, tx bun.Tx) error {
		return putProse(ctx, tx, &p, read)
	})
	return &p, err
}

func putProse(ctx context.Context, tx bun.Tx, p *Prose, read int64) error {
	if read == 0 {
		_, err := tx.NewInsert().Model(p).Exec(ctx)
		return err
	}
	done, err := tx.NewUpdate().Model(p).WherePK().Where("version = ?", read).Exec(ctx)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return fail.New(fail.Conflict, "the text was changed meanwhile")
}

// Prose lists the texts of a report for a scope, by block and language.
func (s *Store) Prose(ctx context.Context, report, scope string) ([]*Prose, error) {
	var all []*Prose
	err := s.db.NewSelect().Model(&all).Where("report = ? and scope = ?", report, scope).OrderExpr("block, lang").Scan(ctx)
	return all, classify(err)
}

// CheckProse compares the quoted numbers with the present ones (name → as printed) and marks texts stale or fresh.
// A number that is gone makes a text stale. It returns the texts as they are now. Checking is not writing: actor,
// version and time of a text stay its writer's.
func (s *Store) CheckProse(ctx context.Context, actor, report, scope string, numbers map[string]string) (all []*Prose, err error) {
	defer fail.Wrap(&err, "check prose of %s", report)
	err = s.write(ctx, actor, func(ctx context.Context, tx bun.Tx) error {
		all = nil
		if err := tx.NewSelect().Model(&all).Where("report = ? and scope = ?", report, scope).OrderExpr("block, lang").Scan(ctx); err != nil {
			return err
		}
		for _, p := range all {
			if err := recheck(ctx, tx, p, numbers); err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}

func recheck(ctx context.Context, tx bun.Tx, p *Prose, numbers map[string]string) error {
	p.State = Fresh
	for i, q := range p.Quotes {
		present, ok := numbers[q.Name]
		p.Quotes[i].Now = ""
		if !ok || present != q.Value {
			p.Quotes[i].Now, p.State = present, Stale
		}
	}
	quotes, err := json.Marshal(p.Quotes)
	if err != nil {
		return err
	}
	_, err = tx.NewUpdate().Model(p).Set("state = ?", p.State).Set("quotes = ?", string(quotes)).WherePK().Exec(ctx)
	return err
}
