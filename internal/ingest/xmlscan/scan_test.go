package xmlscan

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

var broken = []struct{ in, code string }{
	{"<a><b></a>", "xml.mismatch"},
	{"<a><b>x", "xml.truncated"},
	{"<a b='1", "xml.truncated"},
	{"<a></a", "xml.truncated"},
	{"<a><!-- x", "xml.truncated"},
	{"<a><![CDATA[ x", "xml.truncated"},
	{"<!DOCTYPE a [ <!ENTITY x 'y'>", "xml.truncated"},
	{"<a <b></b>", "xml.malformed"},
	{"<a>x</a>junk", "xml.malformed"},
	{"<a><?xml version='1.0'?><b/>", "xml.truncated"},
	{"<a><!ELEMENT b></a>", "xml.malformed"},
	{strings.Repeat("<a>", maxDepth+1), "xml.too_deep"},
	{"<a b='" + strings.Repeat("x", maxToken+8) + "'/>", "xml.too_large"},
	{"<a><!--" + strings.Repeat("x", maxToken+8) + "--></a>", "xml.too_large"},
}

func TestBroken(t *testing.T) {
	for _, c := range broken {
		_, err := ours(strings.NewReader(c.in))
		var e *Error
		if !errors.As(err, &e) || e.Finding.Code != c.code {
			t.Errorf("%.40s: got %v, want %s", c.in, err, c.code)
		}
	}
}

// A reader that breaks off gives the tokens before the break, then its own error, wherever it breaks.
func TestReaderBreaks(t *testing.T) {
	broke := errors.New("broke off")
	for in, want := range map[string]int{"": 0, "<a>": 1, "<a><b/>": 3, "<a><b></": 2, "<a>x": 2, "<a>x</a": 2, "<a><!-- ": 1, "<a></a>": 2, "<a c='1": 0} {
		s := New(io.MultiReader(strings.NewReader(in), iotest.ErrReader(broke)))
		n := 0
		for s.Next() != EOF {
			n++
		}
		if n != want || s.Err() != broke {
			t.Errorf("%q: %d tokens, %v", in, n, s.Err())
		}
	}
}

func TestRemarksKeepTheText(t *testing.T) {
	s := New(strings.NewReader("<a>\nUDAPI & ASOCIADOS\n1 < 2 <First<b/> &nope; &nope; &also; &#0; &#x1F600;</a>"))
	s.Next()
	if got, want := s.Content(), "UDAPI & ASOCIADOS 1 < 2 <First &nope; &nope; &also; &#0; \U0001F600"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	var codes []string
	for _, n := range s.Remarks() {
		codes = append(codes, fmt.Sprint(n.Code, " ", n.Line))
	}
	want := []string{"xml.ampersand 3", "xml.less_than 3", "xml.entity 3", "xml.entity 3", "xml.entity 3"}
	if diff := cmp.Diff(want, codes); diff != "" {
		t.Error(diff)
	}
}

func TestEntities(t *testing.T) {
	for name, want := range map[string]string{
		"eacute": "é", "thgr": "θ", "OHgr": "Ω", "mgr": "μ", "lsqb": "[", "SACUTE": "Ś", "MDASH": "—", "b.alpha": "α", "num": "#",
		"semi": ";", "nope": "", "notit": "", "ampere": "", "aacgr": "ά", "hairsp": "\u200a", "Acy": "А", "lcub": "{", "A": "",
	} {
		if got := named(name); got != want {
			t.Errorf("&%s; = %q, want %q", name, got, want)
		}
	}
}

// An entity bomb defines nothing: its references stay as written.
func TestEntityBomb(t *testing.T) {
	in := `<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>`
	got, err := ours(strings.NewReader(in))
	if diff := cmp.Diff([]string{"start a", "text &y;", "end a"}, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

func TestResync(t *testing.T) {
	in := "<?xml version='1.0'?>\n<r><a>1</b></r>\n<?xml version='1.0'?><r>2</r><r>3<r>4</r>"
	s := New(iotest.HalfReader(strings.NewReader(in)))
	s.Roots("r")
	var got []string
	for {
		switch s.Next() {
		case Text:
			got = append(got, strings.Fields(string(s.Text()))...)
		case EOF:
			if s.Err() == nil {
				if diff := cmp.Diff([]string{"1", "xml.mismatch", "2", "3", "xml.truncated", "4"}, got); diff != "" {
					t.Error(diff)
				}
				return
			}
			got = append(got, s.Err().(*Error).Finding.Code)
			s.Resync()
		}
	}
}

func TestChildrenAndContent(t *testing.T) {
	in := "<r><x:date>2001</x:date><p>a <b> b\n</b>  c</p><skip><date>no</date></skip><e/><date> d &amp; e </date>\n</r>"
	s := New(strings.NewReader(in))
	s.Next()
	var got []string
	for name := range s.Children {
		switch string(name) {
		case "date", "p", "e":
			got = append(got, string(name)+"="+s.Content())
		}
	}
	want := []string{"date=2001", "p=a b c", "e=", "date=d & e"}
	if diff := cmp.Diff(want, got); diff != "" || s.Err() != nil || s.Depth() != 0 {
		t.Error(diff, s.Err(), s.Depth())
	}
}

func TestLongTextComesInChunks(t *testing.T) {
	long := strings.Repeat("中文 &amp; é\r\n", 200_000)
	s := New(strings.NewReader("<a>" + long + "<![CDATA[" + long + "]]></a>"))
	var got bytes.Buffer
	chunks := 0
	for k := s.Next(); k != EOF; k = s.Next() {
		if k == Text {
			got.Write(s.Text())
			chunks++
		}
		if cap(s.buf) > 4*maxToken {
			t.Fatalf("buffer grew to %d", cap(s.buf))
		}
	}
	plain := strings.ReplaceAll(long, "\r\n", "\n")
	if want := strings.ReplaceAll(plain, "&amp;", "&") + plain; got.String() != want || chunks < 4 {
		t.Errorf("%d chunks, %d bytes, want %d", chunks, got.Len(), len(want))
	}
}

func TestLines(t *testing.T) {
	s := New(iotest.OneByteReader(strings.NewReader("<a>\n<b>\n\n</b>\n<c/></a>")))
	var got []int64
	for s.Next() != EOF {
		if s.Kind() == Start {
			got = append(got, s.Line())
		}
	}
	if diff := cmp.Diff([]int64{1, 2, 5}, got); diff != "" {
		t.Error(diff)
	}
}

func TestDecode(t *testing.T) {
	for name, in := range map[string]string{
		"utf-8":      "\xef\xbb\xbf<a>\xe4\xb8\xad</a>",
		"utf-16le":   "\xff\xfe<\x00a\x00>\x00\x2d\x4e<\x00/\x00a\x00>\x00",
		"utf-16be":   "\xfe\xff\x00<\x00a\x00>\x4e\x2d\x00<\x00/\x00a\x00>",
		"gb2312":     "<?xml version='1.0' encoding='GB2312'?><a>\xd6\xd0</a>",
		"iso-8859-1": "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>",
	} {
		r, got, ok := Decode(strings.NewReader(in))
		all, err := io.ReadAll(r)
		if err != nil || !ok || got != name || !bytes.Contains(all, []byte("<a>中</a>")) && !bytes.Contains(all, []byte("<a>é</a>")) {
			t.Errorf("%s: %q as %s, %v, %v", name, all, got, ok, err)
		}
	}
	if _, _, ok := Decode(strings.NewReader("<?xml version='1.0' encoding='ebcdic'?><a/>")); ok {
		t.Error("an unknown encoding passes")
	}
}

// Blocks and Each together give every record once, in order, whatever the number of workers and the reader's steps.
func TestBlocksKeepRecordsWhole(t *testing.T) {
	data := bytes.Repeat(grants(40), 8)
	for workers := 1; workers <= 3; workers++ {
		next := int64(0)
		records := 0
		err := Each(context.Background(), NewBlocks(bytes.NewReader(data), "us-patent-grant"), workers, count, func(b counted) error {
			if b.from != next || b.err != nil {
				t.Errorf("block at %d, want %d, %v", b.from, next, b.err)
			}
			next += b.size
			records += b.records
			return nil
		})
		if err != nil || records != 320 || next != int64(len(data)) {
			t.Errorf("%d workers: %d records, %d of %d bytes, %v", workers, records, next, len(data), err)
		}
	}
}

type counted struct {
	from, size int64
	records    int
	err        error
}

func count(s *Scanner, b Block) counted {
	out := counted{from: b.Offset, size: int64(len(b.Bytes))}
	s.Reset(b.Bytes, b.Line)
	for s.Next() != EOF {
		if s.Kind() == Start && s.Depth() == 1 {
			out.records++
		}
	}
	out.err = s.Err()
	return out
}

func TestBlocksPassOverAGiant(t *testing.T) {
	giant := "<r>" + strings.Repeat("x", 3*blockSize) + "</r>\n"
	in := NewBlocks(strings.NewReader("<r>1</r>\n"+giant+"<r>2</r>\n<r>3</r>"), "r")
	in.limit = blockSize
	var got []string
	for {
		b, err := in.Next(nil)
		if err == io.EOF {
			break
		}
		got = append(got, fmt.Sprintf("%.9s line %d %v", bytes.TrimSpace(b.Bytes), b.Line, b.TooBig))
	}
	want := []string{"<r>1</r> line 1 false", "<r>xxxxxx line 1 true", "<r>2</r>\n line 2 false"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEachStops(t *testing.T) {
	data := bytes.Repeat(grants(40), 8)
	stop := errors.New("stop")
	err := Each(context.Background(), NewBlocks(bytes.NewReader(data), "us-patent-grant"), 2, count,
		func(counted) error { return stop })
	if err != stop {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err = Each(ctx, NewBlocks(bytes.NewReader(data), "us-patent-grant"), 2, count, func(counted) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
}
