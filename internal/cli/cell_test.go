package cli

import (
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// setCell is the script command "cell FILE SHEET CELL VALUE": what a person does in a workbook.
func setCell(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: cell FILE SHEET CELL VALUE")
	}
	x, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer x.Close()
	ts.Check(x.SetCellStr(args[1], args[2], args[3]))
	ts.Check(x.Save())
}
