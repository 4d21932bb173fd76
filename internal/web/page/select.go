package page

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"asterism/internal/fail"
	"asterism/internal/lake"
)

// Select is the state of one table as a URL holds it: which rows, in which order, which of them. Names are those
// of columns the snapshot really has; values have been read as the column's type. It is the only place where SQL
// is put together from a request.
type Select struct {
	Table  lake.Table
	From   string      // what stands after FROM where that is more than the table; trusted
	Fields []string    // columns to show; empty: all
	Where  []Condition // of the request, joined with AND
	Within []string    // of the page: trusted SQL made with literal(), joined with AND
	Order  []Order
	Page   int // from 1
	Size   int
}

// Condition compares a column with values; Op is one of operators.
type Condition struct {
	Column string
	Op     string
	Values []any
}

// Order is a column to sort by.
type Order struct {
	Column string
	Down   bool
}

// operators maps the suffix of a parameter to its SQL; "" is equality.
var operators = map[string]string{"": "=", "ne": "<>", "gte": ">=", "gt": ">", "lte": "<=", "lt": "<", "in": "in", "contains": "like", "isnull": "is"}

const (
	defaultSize = 50
	maxSize     = 1000
	maxOffset   = 10_000_000
)

// reserved are parameters that are no columns.
var reserved = []string{"page", "page_size", "sort", "fields", "at"}

// ParseSelect reads a table's state out of a query string: column=value, column__op=value, sort=-a,b, fields=a,b,
// page, page_size. Parameters among also belong to the page; any other is Invalid.
func ParseSelect(t lake.Table, values url.Values, also ...string) (Select, error) {
	s := Select{Table: t, Page: 1, Size: defaultSize}
	for _, name := range sortedKeys(values) {
		if slices.Contains(also, name) || name == "at" {
			continue
		}
		if err := s.parameter(name, values[name]); err != nil {
			return s, err
		}
	}
	return s, nil
}

func sortedKeys(values url.Values) []string {
	keys := make([]string, 0, len(values))
	for k := range values {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func (s *Select) parameter(name string, values []string) (err error) {
	value := values[len(values)-1]
	switch name {
	case "page":
		s.Page, err = bounded(name, value, 1, maxOffset)
	case "page_size":
		s.Size, err = bounded(name, value, 1, maxSize)
	case "sort":
		s.Order, err = s.order(value)
	case "fields":
		s.Fields, err = s.fields(value)
	default:
		err = s.condition(name, value)
	}
	return err
}

func bounded(name, value string, least, most int) (int, error) {
	n, err := strconv.Atoi(value)
	if err != nil || n < least || n > most {
		return least, fail.New(fail.Invalid, "%s=%s: a whole number from %d to %d", name, value, least, most)
	}
	return n, nil
}

func (s *Select) column(name string) (lake.Column, bool) {
	i := slices.IndexFunc(s.Table.Columns, func(c lake.Column) bool { return c.Name == name })
	if i < 0 {
		return lake.Column{}, false
	}
	return s.Table.Columns[i], true
}

func (s *Select) order(value string) ([]Order, error) {
	var all []Order
	for _, name := range strings.Split(value, ",") {
		column, down := strings.CutPrefix(name, "-")
		if _, ok := s.column(column); !ok {
			return nil, fail.New(fail.Invalid, "sort=%s: %s has no column %s", value, s.Table.Name, column)
		}
		all = append(all, Order{column, down})
	}
	return all, nil
}

func (s *Select) fields(value string) ([]string, error) {
	names := strings.Split(value, ",")
	for _, name := range names {
		if _, ok := s.column(name); !ok {
			return nil, fail.New(fail.Invalid, "fields=%s: %s has no column %s", value, s.Table.Name, name)
		}
	}
	return names, nil
}

func (s *Select) condition(name, value string) error {
	column, op, _ := strings.Cut(name, "__")
	c, ok := s.column(column)
	if _, known := operators[op]; !ok || !known {
		return fail.New(fail.Invalid, "unknown parameter %s", name)
	}
	if value == "" && op != "isnull" {
		return nil // an empty field of a form
	}
	values, err := readValues(c, op, value)
	if err != nil {
		return err
	}
	s.Where = append(s.Where, Condition{column, op, values})
	return nil
}

func readValues(c lake.Column, op, value string) ([]any, error) {
	switch op {
	case "isnull":
		yes, err := strconv.ParseBool(value)
		if err != nil {
			return nil, fail.New(fail.Invalid, "%s__isnull=%s: true or false", c.Name, value)
		}
		return []any{yes}, nil
	case "contains":
		return []any{value}, nil
	case "in":
		return readAll(c, strings.Split(value, ","))
	}
	return readAll(c, []string{value})
}

func readAll(c lake.Column, texts []string) ([]any, error) {
	values := make([]any, len(texts))
	for i, t := range texts {
		v, err := readValue(c, t)
		if err != nil {
			return nil, err
		}
		values[i] = v
	}
	return values, nil
}

// readValue reads a text as the column's type, so that what reaches SQL is a number, a day, a flag or a text.
func readValue(c lake.Column, value string) (any, error) {
	switch kind := kindOf(c.Type); kind {
	case "number":
		v, err := strconv.ParseFloat(value, 64)
		if err != nil || v != v || v-v != 0 {
			return nil, fail.New(fail.Invalid, "%s=%s: a number", c.Name, value)
		}
		return number(value), nil
	case "date":
		v, err := time.Parse(time.DateOnly, value)
		if err != nil {
			return nil, fail.New(fail.Invalid, "%s=%s: a day as 2015-01-23", c.Name, value)
		}
		return v, nil
	case "flag":
		v, err := strconv.ParseBool(value)
		if err != nil {
			return nil, fail.New(fail.Invalid, "%s=%s: true or false", c.Name, value)
		}
		return v, nil
	}
	if strings.ContainsRune(value, 0) {
		return nil, fail.New(fail.Invalid, "%s: a text without null characters", c.Name)
	}
	return value, nil
}

// number is the text of a number that has been read as one: it stands in SQL as it was written, exactly.
type number string

// kindOf sorts the lake's types into text, number, date, flag.
func kindOf(sqlType string) string {
	switch {
	case strings.HasPrefix(sqlType, "DECIMAL"), strings.Contains(sqlType, "INT"), sqlType == "DOUBLE", sqlType == "FLOAT":
		return "number"
	case sqlType == "DATE", strings.HasPrefix(sqlType, "TIMESTAMP"):
		return "date"
	case sqlType == "BOOLEAN":
		return "flag"
	}
	return "text"
}
