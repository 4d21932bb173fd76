package page

import (
	"bytes"
	"encoding/json"
	"io"
	"time"

	"asterism/internal/lake"
)

// writeJSONRows writes an array of objects in the columns' order: integers as numbers, codes and decimals as texts,
// days as 2015-01-23.
func writeJSONRows(w io.Writer, rows *lake.Rows) error {
	var b bytes.Buffer
	b.WriteByte('[')
	for i, row := range rows.Data {
		if i > 0 {
			b.WriteString(",\n")
		}
		object, err := JSONRow(rows.Columns, row)
		if err != nil {
			return err
		}
		b.Write(object)
	}
	b.WriteString("]\n")
	_, err := w.Write(b.Bytes())
	return err
}

// JSONRow writes one row as an object in the columns' order.
func JSONRow(columns []lake.Column, row []any) (json.RawMessage, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for j, c := range columns {
		if j > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(c.Name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(jsonValue(row[j], c.Type))
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func jsonValue(v any, sqlType string) any {
	t, ok := v.(time.Time)
	if !ok {
		if f, isFloat := v.(float64); isFloat && (f != f || f-f != 0) {
			return nil
		}
		return v
	}
	if sqlType == "DATE" {
		return t.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339)
}
