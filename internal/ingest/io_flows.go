package ingest

import (
	"math"
	"strconv"
	"strings"

	"asterism/internal/finding"
)

// square takes a whole table, or tells each cell that keeps it out and rejects its rows.
func (r *ioReader) square(t *ioSquare) {
	region, year := r.region(), r.year()
	bad := map[int][]finding.Finding{}
	ok := r.findUnit() && len(t.strange) == 0 && t.within(r, bad) && r.begin(region, year)
	for _, f := range t.strange {
		f.Line, f.Record = r.lines[f.Record], 0
		r.out.Finding(f)
	}
	if !ok {
		r.refuse(t, bad)
		return
	}
	if region == "" && !r.stated["region_code"] {
		r.out.Finding(finding.Finding{Severity: finding.Info, Code: "io.no_region"})
	}
	if t.output < 0 && len(t.uses) == 0 {
		r.out.Finding(finding.Finding{Severity: finding.Warning, Code: "io.no_output"})
	}
	r.balance(t)
	for _, s := range t.sectors {
		r.sells(t, s, region, year)
	}
}

// within looks at every cell of the sectors' rows that is taken.
func (t *ioSquare) within(r *ioReader, bad map[int][]finding.Finding) bool {
	for _, s := range t.sectors {
		row := t.rows[s.row]
		look := func(j int, to string) {
			x, _, ok := r.number(at(row, j))
			switch {
			case !ok:
				bad[s.row] = append(bad[s.row], ioBad("io.number", row, j, to))
			case j == t.output && x < 0:
				bad[s.row] = append(bad[s.row], ioBad("io.output_negative", row, j, to))
			}
		}
		for _, b := range t.sectors {
			look(b.column, b.name)
		}
		for _, u := range t.uses {
			look(u.column, u.name)
		}
		if t.output >= 0 {
			look(t.output, ioOutput)
		}
	}
	return len(bad) == 0
}

func (r *ioReader) refuse(t *ioSquare, bad map[int][]finding.Finding) {
	for _, s := range t.sectors {
		found := bad[s.row]
		if len(found) == 0 {
			r.reject(r.lines[s.row], t.rows[s.row], finding.Finding{Code: "io.refused"})
			continue
		}
		for _, f := range found[1:] {
			f.Line = r.lines[s.row]
			r.out.Finding(f)
		}
		r.reject(r.lines[s.row], t.rows[s.row], found[0])
	}
}

func (r *ioReader) sells(t *ioSquare, s ioSector, region, year string) {
	row, line := t.rows[s.row], r.lines[s.row]
	for _, b := range t.sectors {
		r.put(line, region, year, s.name, b.name, ioAmount(at(row, b.column), false))
	}
	for _, u := range t.uses {
		if _, filled, _ := ioNumber(at(row, u.column)); filled {
			r.put(line, region, year, s.name, u.name, ioAmount(at(row, u.column), u.taken))
		}
	}
	if t.output >= 0 {
		r.put(line, region, year, s.name, ioOutput, ioAmount(at(row, t.output), false))
	}
}

// ioAmount is the amount as it goes on, turned where it is taken off.
func ioAmount(cell string, taken bool) string {
	if _, filled, _ := ioNumber(cell); !filled {
		return "0"
	}
	cell = strings.TrimLeft(cleanCell(cell), "+")
	if rest, negative := strings.CutPrefix(cell, "-"); taken && negative {
		return rest
	} else if taken {
		return "-" + cell
	}
	return cell
}

// balance finds out whether imports stand as what is taken off, by what brings the rows nearest to gross output, and tells the rows whose
// uses are more than a hundredth off it. Without gross output imports above 0 are taken off.
func (r *ioReader) balance(t *ioSquare) {
	sold, imports, output := t.sums()
	asIs, off, total := 0.0, 0.0, 0.0
	for i := range sold {
		asIs += math.Abs(output[i] - sold[i] - imports[i])
		off += math.Abs(output[i] - sold[i] + imports[i])
		total += imports[i]
	}
	taken := off < asIs || t.output < 0 && total > 0
	for i := range t.uses {
		t.uses[i].taken = taken && t.uses[i].imports
	}
	for i, s := range t.sectors {
		sum := sold[i] + imports[i]
		if taken {
			sum = sold[i] - imports[i]
		}
		if t.output >= 0 && len(t.uses) > 0 && math.Abs(sum-output[i]) > max(1, math.Abs(output[i])/100) {
			r.out.Finding(finding.Finding{Severity: finding.Warning, Code: "io.unbalanced", Line: r.lines[s.row], Value: s.name, Args: map[string]string{"sum": strconv.FormatFloat(sum, 'f', -1, 64), "output": cleanCell(at(t.rows[s.row], t.output))}})
		}
	}
}

// sums are, by sector, all uses but imports, imports as written, and gross output.
func (t *ioSquare) sums() (sold, imports, output []float64) {
	n := len(t.sectors)
	sold, imports, output = make([]float64, n), make([]float64, n), make([]float64, n)
	for i, s := range t.sectors {
		get := func(j int) float64 { x, _, _ := ioNumber(at(t.rows[s.row], j)); return x }
		for _, b := range t.sectors {
			sold[i] += get(b.column)
		}
		for _, u := range t.uses {
			if u.imports {
				imports[i] += get(u.column)
			} else {
				sold[i] += get(u.column)
			}
		}
		if t.output >= 0 {
			output[i] = get(t.output)
		}
	}
	return sold, imports, output
}
