package graph

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func arcsOf(e *Edges) []string {
	var out []string
	for i := range e.Source {
		out = append(out, e.Labels.Of(e.Source[i])+">"+e.Labels.Of(e.Target[i]))
	}
	return out
}

func TestParseEdges(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       string
	}{
		{"numbers", "1\t2\n2\t7\n", "1>2 2>7"},
		{"no line end, CRLF, blank lines", "10 20\r\n\r\n20 30", "10>20 20>30"},
		{"header and comments", "# made by hand\nsource,target\n5,6\n# more\n6,7\n", "5>6 6>7"},
		{"header alone", "Source\tTarget\n", ""},
		{"byte order mark", "\xef\xbb\xbf1\t2\n", "1>2"},
		{"leading zeros stay", "007\t8\n", "007>8"},
		{"patent numbers", "CN101A\tUS5,123\n", "CN101A>US5,123"},
		{"quoted", "\"a b\",\"c\"\n", "a b>c"},
		{"huge numbers", "99999999999999\t1\n", "99999999999999>1"},
		{"weights", "a b 0.5\nb c 2\n", "a>b b>c"},
		{"empty", "", ""},
	} {
		e, err := ParseEdges([]byte(c.text))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := strings.Join(arcsOf(e), " "); got != c.want {
			t.Errorf("%s: %s", c.name, got)
		}
	}
	e, _ := ParseEdges([]byte("a b 0.5\nb c 2\n"))
	if !slices.Equal(e.Weight, []float64{0.5, 2}) {
		t.Error(e.Weight)
	}
	for text, want := range map[string]string{"1\t2\nx\n": `line 2: "x" has no two nodes`, "#c\nsource target\na b\na\n": "line 4", "a b c\n": `weight "c"`} {
		if _, err := ParseEdges([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestParseEdges_random: numbers read in parts come out like those read as texts.
func TestParseEdges_random(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		var b strings.Builder
		var want []string
		for range 1 + r.IntN(500) {
			s, x := r.IntN(1000), r.IntN(1000)
			fmt.Fprintf(&b, "%d\t%d\n", s, x)
			want = append(want, fmt.Sprintf("%d>%d", s, x))
		}
		e, err := ParseEdges([]byte(b.String()))
		if err != nil || !slices.Equal(arcsOf(e), want) || e.Labels.numbers == nil {
			t.Fatal(err, arcsOf(e)[:3], want[:3])
		}
	}
}

func FuzzParseEdges(f *testing.F) {
	f.Add([]byte("1\t2\n"))
	f.Add([]byte("source,target\na,b\n"))
	f.Add([]byte("0 00\n\r\n1 1"))
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := ParseEdges(data)
		if err != nil {
			return
		}
		if _, err := e.Graph(); err != nil {
			t.Fatal(err)
		}
	})
}
