package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
)

// grants writes plainly synthetic US grants in the layout of the weekly files (v4.5): bibliographic data, classes,
// references, parties, abstract, paragraphs with figures, claims with nested parts. All stand in one root element, so
// that parsers that know nothing of weekly files take them.
type grants struct {
	*bufio.Writer
	rnd   *rand.Rand
	words []string
	brief bool // as bulk bibliographic files: no description, three claims, fewer references
}

func newGrants(w io.Writer, seed uint64) *grants {
	return &grants{Writer: bufio.NewWriterSize(w, 1<<20), rnd: rand.New(rand.NewPCG(seed, 20200107)), words: vocabulary(20_000)}
}

// writeGrants writes at least n bytes of grants and returns the file's size.
func writeGrants(path string, n int64) (size int64, err error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	g := newGrants(f, 1)
	fmt.Fprint(g, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<grants>\n")
	for number := 1; size < n; number++ {
		g.grant(number)
		if size, err = f.Seek(0, io.SeekCurrent); err != nil {
			return 0, err
		}
	}
	fmt.Fprint(g, "</grants>\n")
	if err := g.Flush(); err != nil {
		return 0, err
	}
	return f.Seek(0, io.SeekCurrent)
}

// writeBriefGrants writes count grants without description, numbered from first.
func writeBriefGrants(path string, first, count int) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	g := newGrants(f, uint64(first))
	g.brief = true
	fmt.Fprint(g, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<grants>\n")
	for number := first; number < first+count; number++ {
		g.grant(number)
	}
	fmt.Fprint(g, "</grants>\n")
	return g.Flush()
}

// vocabulary makes up n words of one to four syllables.
func vocabulary(n int) []string {
	syllables := []string{"ba", "cor", "den", "el", "fra", "gim", "hal", "ic", "jun", "ker", "lo", "min", "nor", "o", "pre", "qua", "ris", "sta", "tion", "ul", "ven", "wex", "ys", "zor"}
	rnd := rand.New(rand.NewPCG(2, 2))
	out := make([]string, n)
	for i := range out {
		for range 1 + rnd.IntN(4) {
			out[i] += syllables[rnd.IntN(len(syllables))]
		}
	}
	return out
}

// word is one of the vocabulary; a few of them come often.
func (g *grants) word() string {
	x := g.rnd.Float64()
	return g.words[int(x*x*x*float64(len(g.words)))]
}

func (g *grants) text(n int) {
	for i := range n {
		g.WriteString(g.word())
		switch {
		case i%17 == 16:
			g.WriteString(", ")
		case g.rnd.IntN(97) == 0:
			g.WriteString(" &amp; ")
		default:
			g.WriteByte(' ')
		}
	}
}

func (g *grants) grant(number int) {
	fmt.Fprintf(g, `<us-patent-grant lang="EN" dtd-version="v4.5 2014-04-03" file="US%08d-20200107.XML" status="PRODUCTION" id="us-patent-grant" country="US" date-produced="20191223" date-publ="20200107">`, number)
	g.biblio(number)
	g.WriteString("<abstract id=\"abstract\">\n<p id=\"p-0001\" num=\"0000\">")
	g.text(120)
	g.WriteString("</p>\n</abstract>\n")
	claims := 18
	if g.brief {
		claims = 3
	} else {
		g.description()
	}
	g.WriteString("<claims id=\"claims\">\n")
	for i := range claims {
		g.claim(i + 1)
	}
	g.WriteString("</claims>\n</us-patent-grant>\n")
}

func (g *grants) description() {
	g.WriteString("<description id=\"description\">\n")
	for i := range 30 + g.rnd.IntN(60) {
		fmt.Fprintf(g, "<p id=\"p-%04d\" num=\"%04d\">", i+1, i+1)
		g.text(40)
		fmt.Fprintf(g, `<figref idref="DRAWINGS">FIG. <b>%d</b></figref> `, g.rnd.IntN(9))
		g.text(50)
		fmt.Fprintf(g, "<b>%d</b>. ", g.rnd.IntN(400))
		g.text(10)
		g.WriteString("</p>\n")
	}
	g.WriteString("</description>\n")
}

func (g *grants) claim(n int) {
	fmt.Fprintf(g, "<claim id=\"CLM-%05d\" num=\"%05d\">\n<claim-text>%d. ", n, n, n)
	g.text(20)
	for range 2 {
		g.WriteString("<claim-text>")
		g.text(15)
		g.WriteString("</claim-text>\n")
	}
	g.WriteString("</claim-text>\n</claim>\n")
}

func (g *grants) biblio(number int) {
	fmt.Fprintf(g, "\n<us-bibliographic-data-grant>\n<publication-reference>\n<document-id>\n<country>US</country>\n<doc-number>%08d</doc-number>\n<kind>B2</kind>\n"+
		"<date>20200107</date>\n</document-id>\n</publication-reference>\n<application-reference appl-type=\"utility\">\n<document-id>\n<country>US</country>\n"+
		"<doc-number>%d</doc-number>\n<date>2018%02d%02d</date>\n</document-id>\n</application-reference>\n<classifications-ipcr>\n",
		number, 15_000_000+number, 1+number%12, 1+number%28)
	for range 1 + g.rnd.IntN(5) {
		fmt.Fprintf(g, "<classification-ipcr>\n<ipc-version-indicator><date>20060101</date></ipc-version-indicator>\n<classification-level>A</classification-level>\n"+
			"<section>%c</section>\n<class>%02d</class>\n<subclass>%c</subclass>\n<main-group>%d</main-group>\n<subgroup>%02d</subgroup>\n</classification-ipcr>\n",
			'A'+g.rnd.IntN(8), 1+g.rnd.IntN(98), 'A'+g.rnd.IntN(20), 1+g.rnd.IntN(199), g.rnd.IntN(100))
	}
	g.WriteString("</classifications-ipcr>\n<invention-title id=\"d2e43\">")
	g.text(7)
	g.WriteString("</invention-title>\n<us-references-cited>\n")
	references := 60
	if g.brief {
		references = 17
	}
	for i := range g.rnd.IntN(references) {
		fmt.Fprintf(g, "<us-citation>\n<patcit num=\"%05d\">\n<document-id>\n<country>US</country>\n<doc-number>%d</doc-number>\n<kind>A</kind>\n<name>%s</name>\n"+
			"<date>1999%02d00</date>\n</document-id>\n</patcit>\n<category>cited by %s</category>\n</us-citation>\n",
			i+1, 1+g.rnd.IntN(8_999_999), g.word(), 1+g.rnd.IntN(12), []string{"examiner", "applicant"}[g.rnd.IntN(2)])
	}
	g.parties()
	g.WriteString("</us-bibliographic-data-grant>\n")
}

func (g *grants) parties() {
	fmt.Fprintf(g, "</us-references-cited>\n<us-parties>\n<us-applicants>\n<us-applicant sequence=\"001\" app-type=\"applicant\" designation=\"us-only\">\n<addressbook>\n"+
		"<orgname>Synthetic %s %s Ltd.</orgname>\n<address>\n<city>%s</city>\n<country>JP</country>\n</address>\n</addressbook>\n</us-applicant>\n</us-applicants>\n<inventors>\n",
		g.word(), g.word(), g.word())
	for i := range 1 + g.rnd.IntN(4) {
		fmt.Fprintf(g, "<inventor sequence=\"%03d\" designation=\"us-only\">\n<addressbook>\n<last-name>%s</last-name>\n<first-name>%s</first-name>\n</addressbook>\n</inventor>\n",
			i+1, g.word(), g.word())
	}
	g.WriteString("</inventors>\n</us-parties>\n")
}
