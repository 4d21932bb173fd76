package derive

import (
	"bytes"
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"asterism/econ"
	"asterism/internal/fail"
	"asterism/internal/lake"
)

// longFlows turns the other layouts of input-output tables into rows region?, seller, buyer, value: one row a region with columns R1C1 … RnCn and
// Y1 … Yn (gross output), or a square table whose columns are named as its rows. A long table comes back as it is.
func longFlows(name string, data []byte) ([]byte, error) {
	r := tableReader(string(data))
	header, err := r.Read()
	if err != nil || placeOf(header, "seller") >= 0 {
		return data, nil
	}
	header = slices.Clone(header)
	for i := range header {
		header[i] = strings.TrimSpace(header[i])
	}
	var long bytes.Buffer
	w := csv.NewWriter(&long)
	if slices.ContainsFunc(header, isFlow) {
		err = wideRows(name, r, header, w)
	} else {
		err = squareRows(name, r, header, w)
	}
	if err != nil {
		return nil, err
	}
	w.Flush()
	return long.Bytes(), nil
}

func isFlow(column string) bool {
	_, buyer, ok := econ.FlowColumn(column)
	return ok && buyer != "output"
}

// wideRows reads one region a row.
func wideRows(name string, r *csv.Reader, header []string, w *csv.Writer) error {
	_ = w.Write([]string{"region", "seller", "buyer", "value"}) // into memory: it cannot fail
	for {
		cells, line, err := nextRow(name, r)
		if cells == nil || err != nil {
			return err
		}
		region := cellAt(cells, 0)
		if region == "" && strings.Join(cells, "") == "" {
			continue
		}
		if region == "" {
			return fail.New(fail.Invalid, "%s:%d: the first column, the region, is empty", name, line)
		}
		for i, h := range header[1:] {
			seller, buyer, ok := econ.FlowColumn(h)
			if !ok {
				continue
			}
			cell, err := amountCell(name, line, h, cellAt(cells, i+1))
			if err != nil {
				return err
			}
			_ = w.Write([]string{region, seller, buyer, cell})
		}
	}
}

// squareRows reads a table with a sector a row; rows whose name is no column (value added, imports, totals) are passed over.
func squareRows(name string, r *csv.Reader, header []string, w *csv.Writer) error {
	_ = w.Write([]string{"seller", "buyer", "value"})
	found := 0
	for {
		cells, line, err := nextRow(name, r)
		if err != nil {
			return err
		}
		if cells == nil {
			break
		}
		seller := cellAt(cells, 0)
		if econ.IsGrossOutput(seller) || seller == "" || !slices.Contains(header[1:], seller) {
			continue
		}
		found++
		for i, buyer := range header[1:] {
			if buyer == "" {
				continue
			}
			cell, err := amountCell(name, line, buyer, cellAt(cells, i+1))
			if err != nil {
				return err
			}
			_ = w.Write([]string{seller, buyer, cell})
		}
	}
	if found == 0 {
		return fail.New(fail.Invalid, "%s: no input-output table: columns seller, buyer, value; or R1C1 … and Y1 …; or a square table whose columns are named as its rows; the header is: %s", name, shortened(header))
	}
	return nil
}

// shortened names the first columns of a header.
func shortened(header []string) string {
	if len(header) > 12 {
		return strings.Join(header[:12], ", ") + " …"
	}
	return strings.Join(header, ", ")
}

// nextRow is the next row and its line; nil at the end.
func nextRow(name string, r *csv.Reader) (cells []string, line int, err error) {
	cells, err = r.Read()
	if err == io.EOF {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, fail.New(fail.Invalid, "%s: %v", name, err)
	}
	line, _ = r.FieldPos(0)
	return cells, line, nil
}

// amountCell checks a number; an empty cell is 0, as in a printed table.
func amountCell(name string, line int, column, cell string) (string, error) {
	if cell == "" {
		return "0", nil
	}
	cell = strings.ReplaceAll(cell, ",", "")
	if _, err := strconv.ParseFloat(cell, 64); err != nil {
		return "", wrongCell(name, line, lake.Column{Name: column, Type: "DOUBLE"}, cell)
	}
	return cell, nil
}
