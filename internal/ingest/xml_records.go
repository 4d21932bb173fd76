package ingest

import (
	"context"
	"io"
	"runtime"

	"asterism/internal/finding"
	"asterism/internal/ingest/xmlscan"
)

// xmlDialect says how the records of one kind of XML are found and read. Records may stand in documents of their own,
// one after another, or side by side in a wrapper; several dialects of one office may share a file.
type xmlDialect struct {
	records []string                       // elements that are records, as written, prefix included
	inner   []string                       // records too, but they may also stand inside another record
	skips   []string                       // elements that are counted and passed over
	read    func(*xmlReader) *PatentRecord // nil for a record that is passed over
}

// xmlReader reads one record: the tokenizer stands at the record's start tag.
type xmlReader struct {
	*xmlscan.Scanner
	buf     []byte // running text being gathered
	wrapped bool   // <br/> is the end of a printed line, not a break meant by the author
	notes   []finding.Finding
}

// note adds a remark about the record.
func (r *xmlReader) note(code string, severity finding.Severity, field, value string) {
	r.notes = append(r.notes, finding.Finding{Code: code, Severity: severity, Field: field, Value: value, Line: r.Line()})
}

// xmlItem is what one place of the file gave: a record, a passed-over element, or a fault that cost the record.
type xmlItem struct {
	record *PatentRecord
	skip   string
	line   int64
	cut    bool // reading it ended in an error
	fault  *finding.Finding
	notes  []finding.Finding
}

// readXML reads the whole stream on several cores and hands the items over in the file's order.
func readXML(ctx context.Context, in io.Reader, d *xmlDialect, take func(xmlItem) error) error {
	roots := append(append([]string{}, d.records...), d.skips...)
	blocks := xmlscan.NewBlocks(in, roots...)
	work := func(s *xmlscan.Scanner, b xmlscan.Block) (out xmlBlock) {
		defer recovered(&out.err) // a worker's panic would end the program
		s.Roots(roots...)
		out.items = d.block(&xmlReader{Scanner: s}, b)
		return out
	}
	return xmlscan.Each(ctx, blocks, runtime.GOMAXPROCS(0), work, func(b xmlBlock) error {
		for _, item := range b.items {
			if err := take(item); err != nil {
				return err
			}
		}
		return b.err
	})
}

// xmlBlock is what a worker made of a block of the file.
type xmlBlock struct {
	items []xmlItem
	err   error
}

// Read is the Format's: every record into the sink, faults and remarks as findings.
func (d *xmlDialect) Read(ctx context.Context, in *Source, out *Sink) error {
	seen := false
	err := readXML(ctx, in, d, func(item xmlItem) error {
		seen = true
		return item.deliver(out)
	})
	if err == nil && !seen {
		out.Finding(finding.Finding{Code: "xml.no_record", Severity: finding.Error})
	}
	return err
}

func (i xmlItem) deliver(out *Sink) error {
	for _, n := range i.notes {
		out.Finding(n)
	}
	switch {
	case i.record != nil:
		return out.Patent(i.record)
	case i.skip != "":
		out.Skip(i.skip)
	case i.cut:
		return out.Reject(i.line, nil, *i.fault)
	default:
		out.Finding(*i.fault)
	}
	return nil
}

// block reads the records of one block. A damaged one costs itself; reading goes on with the next.
func (d *xmlDialect) block(r *xmlReader, b xmlscan.Block) (items []xmlItem) {
	r.Reset(b.Bytes, b.Line)
	for {
		switch r.Next() {
		case xmlscan.Start:
			if item, ok := d.element(r); ok {
				items = append(items, item)
			}
		case xmlscan.EOF:
			if r.Err() == nil {
				return items
			}
			items = mark(items, r.Err(), b.TooBig)
			if !r.Resync() {
				return items
			}
		}
	}
}

// element reads a record or passes over a skipped element; of anything else only the tag is passed over, so that
// records inside it are found.
func (d *xmlDialect) element(r *xmlReader) (xmlItem, bool) {
	item := xmlItem{line: r.Line()}
	name := string(r.Name())
	switch {
	case contains(d.skips, name):
		r.Skip()
		item.skip = name
	case contains(d.records, name) || contains(d.inner, name):
		r.notes = nil
		item.take(d.read(r))
		item.notes = append(r.notes, r.Remarks()...)
	default:
		r.Forget()
		return item, false
	}
	item.cut = r.Err() != nil
	return item, true
}

func (i *xmlItem) take(record *PatentRecord) {
	if record == nil {
		i.skip = "passed over"
		return
	}
	record.Line = i.line
	i.record = record
}

// mark turns the item during which the error came into a fault, or adds a fault of its own.
func mark(items []xmlItem, err error, tooBig bool) []xmlItem {
	f := finding.Finding{Code: "xml.malformed", Severity: finding.Error, Value: err.Error()}
	if e, ok := err.(*xmlscan.Error); ok {
		f = e.Finding
	}
	if tooBig && f.Code == "xml.truncated" {
		f.Code = "xml.too_large"
	}
	if n := len(items); n > 0 && items[n-1].cut && items[n-1].fault == nil {
		items[n-1] = xmlItem{line: items[n-1].line, cut: true, fault: &f}
		return items
	}
	return append(items, xmlItem{fault: &f, line: f.Line})
}

func contains(list []string, name string) bool {
	for _, v := range list {
		if v == name {
			return true
		}
	}
	return false
}
