package ingest

import (
	"context"
	"regexp"
	"strconv"
	"strings"

	"asterism/internal/finding"
)

// Plain edge lists: a pair of nodes a line, a weight behind or not, comments with "#" (SNAP), or a header with source and
// target (Gephi); and lists of a node and its year. docs/formats/network.md.
var edgeList = Format{Name: "edge-list", Detect: detectEdgeList, Read: readEdgeList}

func detectEdgeList(h Head) int {
	if len(h.Sheets) != 1 {
		return 0
	}
	rows := withoutComments(h.Sheets[0].Rows)
	switch {
	case len(rows) > 0 && edgeHeader(rows[0]) != nil:
		return 86
	case len(rows) >= 4 && (allShaped(rows, isEdgeRow) || allShaped(rows, isYearRow)):
		return 60
	}
	return 0
}

func withoutComments(rows [][]string) [][]string {
	for len(rows) > 0 && len(rows[0]) > 0 && strings.HasPrefix(strings.TrimSpace(rows[0][0]), "#") {
		rows = rows[1:]
	}
	return rows
}

// edgeHeader finds the columns of a header: source, target, and weight, relation or type where there.
func edgeHeader(row []string) map[string]int {
	at := map[string]int{}
	for i, c := range row {
		switch headerKey(cleanCell(c)) {
		case "source", "from", "源", "源节点", "citing", "fromnodeid":
			at["source"] = i
		case "target", "to", "目标", "目标节点", "cited", "tonodeid":
			at["target"] = i
		case "weight", "权重":
			at["weight"] = i
		case "label", "relation", "关系":
			at["relation"] = i
		case "type", "类型":
			at["type"] = i
		case "network", "网络", "id":
		default:
			return nil
		}
	}
	if _, ok := at["source"]; !ok {
		return nil
	}
	if _, ok := at["target"]; !ok {
		return nil
	}
	if _, ok := at["network"]; ok {
		return nil // a table of arcs, with its network in a column
	}
	return at
}

var yearLike = regexp.MustCompile(`^(1[5-9]|20)[0-9]{2}(-[0-9]{2}-[0-9]{2})?$`)

// isEdgeRow: two node ids of one kind, numbers or patents, and at most a number behind.
func isEdgeRow(row []string) bool {
	if len(row) == 1 {
		row = strings.Fields(row[0])
	}
	switch {
	case len(row) < 2 || len(row) > 3 || len(row) == 3 && !isNumeric(row[2]):
		return false
	case digits(row[0]) && digits(row[1]):
		return true
	}
	return isPublication(row[0]) && isPublication(row[1])
}

// isYearRow: a node and a year; the node's number is none.
func isYearRow(row []string) bool {
	if len(row) == 1 {
		row = strings.Fields(row[0])
	}
	return len(row) == 2 && yearLike.MatchString(row[1]) && !yearLike.MatchString(row[0]) && (digits(row[0]) || isPublication(row[0]))
}

// edgeReader reads the rows of the one sheet such a file has.
type edgeReader struct {
	*network
	at    map[string]int // header's columns, nil without header
	years bool
}

func readEdgeList(ctx context.Context, in *Source, out *Sink) error {
	e := &edgeReader{network: newNetwork(in, out)}
	s := textSheet(in)
	rows, _, err := s.peekRows(blockRows)
	if err != nil {
		in.broken = err
		return nil
	}
	top, _ := topRows(rows)
	e.look(withoutComments(top))
	skip := len(rows) - len(withoutComments(rows))
	if e.at != nil {
		skip++
	}
	s.dropRows(skip)
	err = s.blocks(ctx, 0, func(b *block) error {
		for i, cells := range b.rows {
			e.row(cells, b.lines[i])
		}
		return e.err
	})
	s.remark(out)
	switch {
	case err != nil && (e.err != nil || ctx.Err() != nil):
		return err
	case err != nil:
		in.broken = err
	}
	if e.years {
		return e.err
	}
	return e.end()
}

// look decides what the file is by its first rows.
func (e *edgeReader) look(top [][]string) {
	if len(top) == 0 {
		return
	}
	if e.at = edgeHeader(top[0]); e.at != nil {
		top = top[1:]
	}
	e.years = e.at == nil && len(top) > 2 && allShaped(top, isYearRow)
	var ids []string
	for _, row := range top {
		source, target, _, _ := e.parts(row)
		ids = append(appendText(ids, source), appendText(nil, target)...)
	}
	if !e.years {
		e.citeIf(ids)
	}
}

func (e *edgeReader) parts(row []string) (source, target, weight, relation string) {
	cells := make([]string, len(row))
	for i, c := range row {
		cells[i] = cleanCell(c)
	}
	if cells = trimRight(cells); len(cells) == 1 {
		cells = strings.Fields(cells[0])
	}
	cell := func(name string, i int) string {
		if e.at != nil {
			var ok bool
			if i, ok = e.at[name]; !ok {
				return ""
			}
		}
		if i < 0 || i >= len(cells) {
			return ""
		}
		return cells[i]
	}
	return cell("source", 0), cell("target", 1), cell("weight", 2), cell("relation", -1)
}

func (e *edgeReader) row(row []string, line int64) {
	if len(row) > 0 && strings.HasPrefix(strings.TrimSpace(row[0]), "#") {
		e.out.Skip("note")
		return
	}
	source, target, weight, relation := e.parts(row)
	if source == "" || target == "" || weight != "" && !isNumeric(weight) || e.years && !yearLike.MatchString(target) {
		if blankRow(row) {
			e.out.Skip("blank")
			return
		}
		e.out.Reject(line, row, finding.Finding{Code: "network.line", Value: strings.Join(row, " ")})
		return
	}
	if e.years {
		e.node(line, source, "", Field{Name: "year", Value: strconv.Itoa(numberIn(target[:min(4, len(target))]))})
		return
	}
	e.arc(line, source, target, orElse(weight, "1"), relation, e.isDirected(row))
}

// isDirected reads Gephi's type column; without one arcs are directed.
func (e *edgeReader) isDirected(row []string) bool {
	i, ok := e.at["type"]
	undirected := ok && i < len(row) && strings.EqualFold(cleanCell(row[i]), "undirected")
	if undirected {
		e.directed = false
	}
	return !undirected
}
