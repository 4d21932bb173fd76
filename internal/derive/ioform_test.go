package derive

import (
	"strings"
	"testing"
)

func TestLongFlows(t *testing.T) {
	want := "seller,buyer,value\n农,农,1\n农,工,2000\n农,总产出,7\n工,农,0\n工,工,4\n工,总产出,8\n"
	got, err := longFlows("f.csv", []byte("\ufeff部门,农,工,总产出\n农,1,\"2,000\",7\n工,,4,8\n增加值,3,3,\n总产出,7,8,\n"))
	if err != nil || string(got) != want {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
	want = "region,seller,buyer,value\nA,01,01,3\nA,01,output,9\nA,02,output,5\n"
	got, err = longFlows("f.csv", []byte("Area,R1C1,Y1,Y2,note\nA,3,9,5,x\n,,,,\n"))
	if err != nil || string(got) != want {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
	long := "Seller,buyer,value\na,b,1\n"
	if got, err = longFlows("f.csv", []byte(long)); err != nil || string(got) != long {
		t.Errorf("a long table is changed: %q, %v", got, err)
	}
	for bad, says := range map[string]string{
		"a,b\n1,2\n":                   "no input-output table",
		"Area,R1C1,Y1\nA,x,1\n":        "f.csv:2",
		"Area,R1C1,Y1\n,1,1\n":         "region",
		"部门,农,总产出\n农,一,1\n":            "f.csv:2",
		"Area,R1C1,Y1\nA,\"1,1\nB,2,3": "f.csv",
	} {
		if _, err := longFlows("f.csv", []byte(bad)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, should name %s", bad, err, says)
		}
	}
}

func FuzzLongFlows(f *testing.F) {
	f.Add("Area,R1C1,R1C2,R2C1,R2C2,Y1,Y2\nA,1,2,3,4,5,6\n")
	f.Add("部门,农,工,总产出\n农,1,2,7\n工,3,4,8\n")
	f.Add("seller,buyer,value\na,b,1\n")
	f.Fuzz(func(t *testing.T, text string) {
		long, err := longFlows("f.csv", []byte(text))
		if err != nil {
			return
		}
		if in, err := readColumns("f.csv", long, words("seller", "buyer"), words("region")); err == nil {
			in.Release()
		}
	})
}
