package store

import (
	"context"
	"encoding/json"
	"time"

	"asterism/internal/fail"

	"github.com/uptrace/bun"
)

// Setting is one named value of a workspace that people change while the program runs.
type Setting struct {
	bun.BaseModel `bun:"table:setting" json:"-"`

	Name    string          `bun:"name,pk" json:"name"`
	Value   json.RawMessage `bun:"value,type:text" json:"value"`
	Actor   string          `bun:"actor" json:"actor"`
	Changed time.Time       `bun:"changed" json:"changed"`
}

// SetSetting stores value as JSON under name.
func (s *Store) SetSetting(ctx context.Context, actor, name string, value any) (err error) {
	defer fail.Wrap(&err, "set %s", name)
	body, err := json.Marshal(value)
	if err != nil || name == "" {
		return fail.New(fail.Invalid, "a setting needs a name and a JSON value")
	}
	row := &Setting{Name: name, Value: body, Actor: actor, Changed: now()}
	return s.write(ctx, actor, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewInsert().Model(row).On("conflict (name) do update").
			Set("value = excluded.value, actor = excluded.actor, changed = excluded.changed").Exec(ctx)
		return err
	})
}

// Setting reads the value of name into v, or returns fail.NotFound and leaves v alone.
func (s *Store) Setting(ctx context.Context, name string, v any) error {
	row := new(Setting)
	if err := s.db.NewSelect().Model(row).Where("name = ?", name).Scan(ctx); err != nil {
		return classify(err)
	}
	return fail.As(fail.Invalid, json.Unmarshal(row.Value, v), "setting %s", name)
}

// Settings lists all settings by name.
func (s *Store) Settings(ctx context.Context) ([]*Setting, error) {
	var all []*Setting
	err := s.db.NewSelect().Model(&all).OrderExpr("name").Scan(ctx)
	return all, classify(err)
}
