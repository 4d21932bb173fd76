package econ

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// grossOutput are what gross output is called in printed input-output tables.
var grossOutput = []string{"output", "total output", "gross output", "总产出", "總產出", "总计", "total", "合计"}

// IsGrossOutput tells the names of gross output, as a column or as a buyer of an input-output table.
func IsGrossOutput(name string) bool {
	return slices.Contains(grossOutput, strings.ToLower(strings.TrimSpace(name)))
}

var flowColumn = regexp.MustCompile(`^(?:R([0-9]+)C([0-9]+)|Y([0-9]+))$`)

// FlowColumn reads a column name of tables with a region a row: RiCj is what sector i sells to j, Yi the gross output of i,
// whose buyer is "output". Numbers have two digits at least, so that they stand in order.
func FlowColumn(name string) (seller, buyer string, ok bool) {
	m := flowColumn.FindStringSubmatch(name)
	switch {
	case m == nil:
		return "", "", false
	case m[3] != "":
		return padded(m[3]), "output", true
	}
	return padded(m[1]), padded(m[2]), true
}

func padded(sector string) string {
	if n, err := strconv.Atoi(sector); err == nil {
		return fmt.Sprintf("%02d", n)
	}
	return sector
}
