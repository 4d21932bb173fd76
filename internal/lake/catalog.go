package lake

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"asterism/internal/fail"
)

// catalog is an attached in-memory database holding views over a set of tables. A view is made when a query
// first names its table: binding one opens the footers of all its parts.
type catalog struct {
	dir    string
	engine *engine
	name   string
	db     *sql.DB

	mu     sync.Mutex
	tables map[string]Table
	made   map[string]bool
}

// idleConnections bounds what a catalog keeps open between queries.
const idleConnections = 4

func (l *Lake) newCatalog(ctx context.Context, r role, tables []Table) (*catalog, error) {
	e, err := l.engine(r)
	if err != nil {
		return nil, err
	}
	name := fmt.Sprintf("view%d", e.serial.Add(1))
	if _, err := e.db.ExecContext(ctx, "attach ':memory:' as "+name); err != nil {
		return nil, engineError(ctx, err)
	}
	c := &catalog{dir: l.dir, engine: e, name: name, db: sql.OpenDB(session{e, name}), tables: map[string]Table{}, made: map[string]bool{}}
	c.db.SetMaxIdleConns(idleConnections)
	for _, t := range tables {
		c.tables[t.Name] = t
	}
	return c, nil
}

func (c *catalog) close() {
	c.db.Close()
	c.engine.db.Exec("detach " + c.name)
}

// set puts a table into the catalog, replacing its view; remove takes it out.
func (c *catalog) set(ctx context.Context, t Table) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tables[t.Name] = t
	return c.unmake(ctx, t.Name)
}

func (c *catalog) remove(ctx context.Context, table string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.tables, table)
	return c.unmake(ctx, table)
}

func (c *catalog) unmake(ctx context.Context, table string) error {
	if !c.made[table] {
		return nil
	}
	delete(c.made, table)
	_, err := c.db.ExecContext(ctx, "drop view if exists "+qualified(table))
	return engineError(ctx, err)
}

// ensure makes the views of all tables whose bare name occurs in the query: a cheap superset of those it reads.
func (c *catalog) ensure(ctx context.Context, query string) error {
	query = strings.ToLower(query)
	c.mu.Lock()
	defer c.mu.Unlock()
	for name, t := range c.tables {
		_, bare, _ := strings.Cut(name, ".")
		if c.made[name] || !strings.Contains(query, bare) {
			continue
		}
		if err := c.make(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

func (c *catalog) make(ctx context.Context, t Table) error {
	schema, _, _ := strings.Cut(t.Name, ".")
	if _, err := c.db.ExecContext(ctx, "create schema if not exists "+identifier(schema)); err != nil {
		return engineError(ctx, err)
	}
	view := "create or replace view " + qualified(t.Name) + " as "
	_, err := c.db.ExecContext(ctx, view+viewSQL(c.dir, t))
	if err != nil && len(t.Parts) > 0 {
		// Some declared column is in no part yet: fill it with nulls.
		_, err = c.db.ExecContext(ctx, view+emptySQL(t.Columns)+" union all by name "+partsSQL(c.dir, "*", t.Parts))
	}
	if err != nil {
		return fail.As(fail.Internal, engineError(ctx, err), "table %s", t.Name)
	}
	c.made[t.Name] = true
	return nil
}

// viewSQL reads a table's parts. One without rows needs none of them: whatever is asked of it is then planned to nothing.
func viewSQL(dir string, t Table) string {
	if len(t.Parts) == 0 || t.Rows == 0 && len(t.Columns) > 0 {
		return emptySQL(t.Columns)
	}
	return partsSQL(dir, columnList(t.Columns), t.Parts)
}

func columnList(columns []Column) string {
	if len(columns) == 0 {
		return "*"
	}
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = identifier(c.Name)
	}
	return strings.Join(names, ", ")
}

// emptySQL selects no rows of typed columns.
func emptySQL(columns []Column) string {
	fields := make([]string, len(columns))
	for i, c := range columns {
		fields[i] = "cast(null as " + c.Type + ") as " + identifier(c.Name)
	}
	if len(fields) == 0 {
		fields = []string{"null as empty"}
	}
	return "select " + strings.Join(fields, ", ") + " where false"
}

func partsSQL(dir, columns string, parts []Part) string {
	files := make([]string, len(parts))
	for i, p := range parts {
		files[i] = quote(dir + "/" + p.Path)
	}
	return "select " + columns + " from read_parquet([" + strings.Join(files, ", ") + "], union_by_name = true)"
}

// quote makes an SQL string literal, identifier a quoted name; qualified does so for schema.table.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func identifier(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func qualified(table string) string {
	schema, bare, _ := strings.Cut(table, ".")
	return identifier(schema) + "." + identifier(bare)
}

var tableName = regexp.MustCompile(`^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$`)

func checkTable(name string) error {
	if !tableName.MatchString(name) {
		return fail.New(fail.Invalid, "%q is no table name: schema.table in lower-case letters, digits and _", name)
	}
	return nil
}
