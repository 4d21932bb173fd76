package lake

import (
	"context"
	"slices"
	"sync"

	"asterism/internal/fail"
)

// Scratch is a database beside the users' views in which results of earlier queries stand under names of their own,
// so that what many queries of one report share is computed once. Everything asked of it passes the same gate as
// QueryUser. It is safe for concurrent use; Close forgets all names.
type Scratch struct {
	reader  *Reader
	catalog *catalog

	mu    sync.Mutex
	names []string
}

// Scratch opens one over the reader's snapshot; close it before the reader.
func (r *Reader) Scratch(ctx context.Context) (*Scratch, error) {
	c, err := r.lake.newCatalog(ctx, users, r.snapshot.Tables)
	if err != nil {
		return nil, err
	}
	return &Scratch{reader: r, catalog: c}, nil
}

// Close ends it; no query may be under way.
func (s *Scratch) Close() { s.catalog.close() }

// Keep runs a query and keeps its rows under a plain name that later queries may read without a schema.
func (s *Scratch) Keep(ctx context.Context, name, query string, limit QueryLimit, args ...any) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !plainName.MatchString(name) || slices.Contains(s.names, name) {
		return fail.New(fail.Invalid, "%q cannot name a result", name)
	}
	ctx, cancel := context.WithTimeout(ctx, limit.orDefault().Time)
	defer cancel()
	if err := s.admit(ctx, query, s.names); err != nil {
		return err
	}
	_, err := s.catalog.db.ExecContext(ctx, "create table "+identifier(name)+" as select * from ("+inner(query)+")", args...)
	if err != nil {
		return engineError(ctx, err)
	}
	s.names = append(s.names, name)
	return nil
}

// Query is QueryUser with the names kept.
func (s *Scratch) Query(ctx context.Context, query string, limit QueryLimit, args ...any) (*Rows, error) {
	limit = limit.orDefault()
	ctx, cancel := context.WithTimeout(ctx, limit.Time)
	defer cancel()
	if err := s.admit(ctx, query, s.kept()); err != nil {
		return nil, err
	}
	return s.catalog.query(ctx, bounded(query, limit.Rows), limit.Rows, args...)
}

func (s *Scratch) kept() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.names)
}

func (s *Scratch) admit(ctx context.Context, query string, names []string) error {
	read, err := s.reader.lake.parse(ctx, query, names)
	if err != nil {
		return err
	}
	if err := s.reader.known(query, read.Tables); err != nil {
		return err
	}
	return s.catalog.ensure(ctx, query)
}
