package xmlscan

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// events writes tokens one a line; neighbouring text is one event, white space outside the root none.
type events struct {
	lines []string
	text  strings.Builder
	depth int
}

func (e *events) add(kind, value string) {
	if t := e.text.String(); e.depth > 0 && t != "" {
		e.lines = append(e.lines, "text "+t)
	}
	e.text.Reset()
	e.lines = append(e.lines, kind+" "+value)
}

func ours(r io.Reader) ([]string, error) {
	var e events
	s := New(r)
	for {
		switch s.Next() {
		case EOF:
			return e.lines, s.Err()
		case Start:
			e.add("start", string(s.Name())+attributes(s))
			e.depth++
		case End:
			e.add("end", string(s.Name()))
			e.depth--
		case Text:
			e.text.Write(s.Text())
		case Comment:
			e.add("comment", string(s.Text()))
		case Inst:
			e.add("inst", string(s.Name()))
		case Doctype:
		}
	}
}

func attributes(s *Scanner) string {
	var b strings.Builder
	for name, value := range s.Attrs {
		b.WriteString(" " + string(name) + "=" + string(value))
	}
	return b.String()
}

func theirs(r io.Reader) ([]string, error) {
	var e events
	d := xml.NewDecoder(r)
	d.Entity = xml.HTMLEntity
	for {
		t, err := d.RawToken()
		if err == io.EOF {
			return e.lines, nil
		}
		if err != nil {
			return e.lines, err
		}
		e.token(t)
	}
}

func (e *events) token(t xml.Token) {
	switch t := t.(type) {
	case xml.StartElement:
		line := full(t.Name)
		for _, a := range t.Attr {
			line += " " + full(a.Name) + "=" + strings.ReplaceAll(a.Value, "\r\n", "\n")
		}
		e.add("start", line)
		e.depth++
	case xml.EndElement:
		e.add("end", full(t.Name))
		e.depth--
	case xml.CharData:
		e.text.Write(t)
	case xml.Comment:
		e.add("comment", strings.ReplaceAll(string(t), "\r\n", "\n"))
	case xml.ProcInst:
		e.add("inst", t.Target)
	}
}

func full(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

var wellFormed = []string{
	`<a/>`,
	`<a b="1" c='2 > 1'><d e:f="&lt;&#x41;&#65;&quot;"/>x&amp;y</a>`,
	"<a\r\n b=\"1\"\r\n\tc = \"x\"  >line\r\nfeed\rreturn</a >",
	`<?xml version="1.0"?><!DOCTYPE a SYSTEM "x.dtd" [<!ENTITY e "v>]"> <!-- ] > --> <?p ]> ?>]><a><!-- c --><?pi x?>t<![CDATA[<&]]>u</a>`,
	"\n<?xml version=\"1.0\"?>\n<a>1</a>\n<?xml version=\"1.0\"?>\n<b>中文é</b>\n",
	`<p:a xmlns:p="u"><p:b></p:b>&eacute;&alpha;</p:a>`,
	`<a>` + strings.Repeat("word &amp; word ", 200) + `</a>`,
}

func TestAgreesWithEncodingXML(t *testing.T) {
	for _, in := range append(wellFormed, string(grants(3))) {
		compare(t, in)
	}
}

func compare(t *testing.T, in string) {
	t.Helper()
	want, err := theirs(strings.NewReader(in))
	if err != nil {
		t.Fatalf("oracle: %v", err)
	}
	for name, r := range map[string]io.Reader{
		"whole": strings.NewReader(in), "one byte": iotest.OneByteReader(strings.NewReader(in)),
	} {
		got, err := ours(r)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s: %.300s\n%s", name, in, diff)
		}
	}
}

// TestAgreesOnRealFiles compares every XML file of the test data that the oracle can read.
func TestAgreesOnRealFiles(t *testing.T) {
	root := os.Getenv("ASTERISM_DATA")
	if root == "" {
		root = "../../../../shared/data"
	}
	files := realFiles(root)
	if len(files) == 0 {
		t.Skip("no test data: set ASTERISM_DATA to the folder of real files")
	}
	read := 0
	for _, f := range files {
		data := load(t, f)
		want, err := theirs(bytes.NewReader(data))
		if err != nil || data[0] != '<' {
			continue // damaged, or entities that only the DTD knows
		}
		read++
		got, err := ours(bytes.NewReader(data))
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v\n%.2000s", f, err, diff)
		}
	}
	if read < len(files)/2 {
		t.Errorf("the oracle read only %d of %d files", read, len(files))
	}
}

func realFiles(root string) (files []string) {
	for _, pattern := range []string{"us-fulltext/*.xml*", "us-fulltext/*/*.xml", "us-fulltext/*/*.XML", "ep-wo/*/*.xml",
		"cn-patents/*/*.XML", "cn-patents/*/*/*.xml"} {
		found, _ := filepath.Glob(filepath.Join(root, "patents", pattern))
		files = append(files, found...)
	}
	return files
}

func load(t *testing.T, path string) []byte {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.TrimPrefix(data, byteOrderMark)
}

// FuzzScan: never a panic, always an end, the same tokens whatever the reader's steps, and what the oracle reads
// without complaint is read alike.
func FuzzScan(f *testing.F) {
	for _, in := range wellFormed {
		f.Add([]byte(in))
	}
	for _, c := range broken {
		if len(c.in) < maxToken {
			f.Add([]byte(c.in))
		}
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		whole, err := ours(bytes.NewReader(in))
		parts, err2 := ours(iotest.OneByteReader(bytes.NewReader(in)))
		if (err == nil) != (err2 == nil) {
			t.Fatalf("%v, but byte by byte %v", err, err2)
		}
		if diff := cmp.Diff(whole, parts); diff != "" {
			t.Fatal(diff)
		}
		s := New(bytes.NewReader(in))
		s.Roots("a")
		for docs := 0; docs <= len(in); docs++ {
			for s.Next() != EOF {
			}
			if !s.Resync() || s.Err() == nil && s.Next() == EOF {
				return
			}
		}
		t.Fatal("Resync does not end")
	})
}
