package xmlscan

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// sample is US-grant-like XML of our own making, or the file named by ASTERISM_XML (see bench/).
func sample(tb testing.TB) []byte {
	if path := os.Getenv("ASTERISM_XML"); path != "" {
		b, err := os.ReadFile(path)
		if err != nil {
			tb.Fatal(err)
		}
		return b
	}
	return grants(200)
}

func grants(n int) []byte {
	rnd := rand.New(rand.NewPCG(1, 2))
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<us-patent-grant lang=\"EN\"\n id=\"g%d\">\n<country>US</country>\n", i)
		for p := range 40 {
			fmt.Fprintf(&b, "<p id=\"p-%04d\" num=\"%04d\">%s<figref idref=\"D\">FIG. <b>%d</b></figref> a &amp; b %s</p>\n",
				p, p, words(rnd, 50), p, words(rnd, 50))
		}
		b.WriteString("</us-patent-grant>\n")
	}
	return b.Bytes()
}

func words(rnd *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString([]string{"con", "figure", "tional", "metal", "layer "}[rnd.IntN(5)])
	}
	return b.String()
}

func BenchmarkTokens(b *testing.B) {
	data := sample(b)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		s := New(bytes.NewReader(data))
		for s.Next() != EOF {
		}
		if s.Err() != nil {
			b.Fatal(s.Err())
		}
	}
}

func BenchmarkEncodingXML(b *testing.B) {
	data := sample(b)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		d := xml.NewDecoder(bytes.NewReader(data))
		for {
			if _, err := d.RawToken(); err != nil {
				break
			}
		}
	}
}
