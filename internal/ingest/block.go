package ingest

// block is a run of rows of one sheet, the unit of parallel work. first is the record number before its first row.
type block struct {
	sheet int
	first int64
	rows  [][]string
	lines []int64
	gaps  int64 // blank rows among them, skipped before
}

// blockRows is how many rows make a block: enough to hide the cost of handing it over, few enough to share out.
const blockRows = 2048

// blankRow tells a row without any value.
func blankRow(cells []string) bool {
	for _, c := range cells {
		if c != "" && cleanCell(c) != "" {
			return false
		}
	}
	return true
}
