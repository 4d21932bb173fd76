package econ

import "testing"

func TestNamesOfInputOutputTables(t *testing.T) {
	for name, want := range map[string][3]string{"R1C12": {"01", "12", "y"}, "Y3": {"03", "output", "y"}, "R1C": {}, "Y": {}, "X1": {}, "R1C2x": {}, "R99999999999999999999C1": {"99999999999999999999", "01", "y"}} {
		seller, buyer, ok := FlowColumn(name)
		if seller != want[0] || buyer != want[1] || ok != (want[2] == "y") {
			t.Errorf("%s: %s %s %v", name, seller, buyer, ok)
		}
	}
	for name, want := range map[string]bool{" 总产出 ": true, "Total": true, "output": true, "最终使用": false, "": false} {
		if IsGrossOutput(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}
