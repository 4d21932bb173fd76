package workspace

import (
	"context"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/ingest"
	"asterism/internal/lake"
	"asterism/internal/report"
	"asterism/internal/store"
)

// Sampling is a sheet on which a reader judges patents: some that a query found (查准率), some of a control query (查全率).
type Sampling struct {
	Name    string // of the saved query
	Version int64
	Size    int    // patents of each sample, at most
	Control string // a wider or independent query whose relevant patents the first should find; "" asks for precision alone
}

// maxSample bounds the patents of a sheet.
const maxSample = 1000

// sampleHead are the columns of the sheet, Chinese with English behind; they are read back by their first word.
var sampleHead = []string{"检索式 query", "样本 sample", "专利 patent", "题名 title", "摘要 abstract", "申请人 applicants", "检索命中 found", "相关 relevant（是/否）", "备注 note"}

// SampleSheet draws the samples, the same for the same query, version and snapshot, as a table to write.
func (w *Workspace) SampleSheet(ctx context.Context, in *lake.Reader, q *store.SavedQuery, s Sampling) (*report.Table, error) {
	if s.Size < 1 || s.Size > maxSample {
		return nil, fail.New(fail.Invalid, "a sample has 1 to %d patents", maxSample)
	}
	found, err := w.foundIn(ctx, in, q.Dialect, q.Query)
	if err != nil {
		return nil, err
	}
	label := q.Name + " v" + strconv.FormatInt(q.Version, 10)
	t := &report.Table{Name: "sample", Title: label}
	for _, h := range sampleHead {
		t.Columns = append(t.Columns, report.Column{Name: h, Title: h, Kind: "text"})
	}
	if err := sampleRows(ctx, in, t, label, "查准 precision", drawn(label+"|precision", found, s.Size), found); err != nil || s.Control == "" {
		return t, err
	}
	control, err := w.foundIn(ctx, in, "auto", s.Control)
	if err != nil {
		return nil, err
	}
	return t, sampleRows(ctx, in, t, label, "查全 recall", drawn(label+"|recall|"+s.Control, control, s.Size), found)
}

// drawn takes n of a list by chance that depends on the label alone.
func drawn(label string, ids []string, n int) []string {
	h := fnv.New64a()
	h.Write([]byte(label))
	ids = slices.Clone(ids)
	rand.New(rand.NewPCG(h.Sum64(), 1)).Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	ids = ids[:min(n, len(ids))]
	slices.Sort(ids)
	return ids
}

func sampleRows(ctx context.Context, in *lake.Reader, t *report.Table, label, sample string, ids, found []string) error {
	told, err := DescribePatents(ctx, in, ids)
	for _, id := range ids {
		p := told[id]
		_, hit := slices.BinarySearch(found, id)
		t.Rows = append(t.Rows, []any{label, sample, id, p.Title, p.Abstract, p.Applicants, map[bool]string{true: "是", false: "否"}[hit], "", ""})
	}
	return err
}

// Judged are the judgements of a sheet brought back.
type Judged struct {
	Name      string
	Version   int64
	Precision Share
	Recall    Share
	Blank     int // patents without a judgement
}

// Share is a part of judged patents with its 95 % interval by Wilson (1927, doi:10.1080/01621459.1927.10502953).
type Share struct{ Yes, Of int }

// Value is the share; 0 of none.
func (s Share) Value() float64 {
	if s.Of == 0 {
		return 0
	}
	return float64(s.Yes) / float64(s.Of)
}

// Low is the lower end of the interval.
func (s Share) Low() float64 { low, _ := s.wilson(); return low }

// High is its upper end.
func (s Share) High() float64 { _, high := s.wilson(); return high }

func (s Share) wilson() (low, high float64) {
	if s.Of == 0 {
		return 0, 1
	}
	const z = 1.959963984540054
	n, p := float64(s.Of), s.Value()
	middle, spread := p+z*z/(2*n), z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, (middle-spread)/(1+z*z/n)), min(1, (middle+spread)/(1+z*z/n))
}

var yesWords = map[string]bool{"是": true, "相关": true, "y": true, "yes": true, "1": true, "true": true, "否": false, "不相关": false, "无关": false, "n": false, "no": false, "0": false, "false": false}

// ReadSamples reads a sheet back. What a query finds is looked up anew, not believed from the sheet.
func (w *Workspace) ReadSamples(ctx context.Context, in *lake.Reader, book []byte) (*Judged, error) {
	rows, err := ingest.SheetRows(book, 10*maxSample)
	if err != nil {
		return nil, err
	}
	at, err := sampleColumns(rows)
	if err != nil {
		return nil, err
	}
	j := &Judged{}
	var found []string
	for i, row := range rows[at.head+1:] {
		cell := func(c int) string {
			if c < len(row) {
				return strings.TrimSpace(row[c])
			}
			return ""
		}
		if cell(at.patent) == "" {
			continue
		}
		if j.Name == "" {
			if found, err = w.sampled(ctx, in, j, cell(at.query)); err != nil {
				return nil, err
			}
		}
		if err := j.take(cell(at.sample), cell(at.patent), cell(at.relevant), found, at.head+i+2); err != nil {
			return nil, err
		}
	}
	if j.Name == "" {
		return nil, fail.New(fail.Invalid, "the sheet has no patents")
	}
	return j, nil
}

// take counts one judgement. Precision: found patents that are relevant; recall: relevant patents that are found.
func (j *Judged) take(sample, patent, judgement string, found []string, line int) error {
	if judgement == "" {
		j.Blank++
		return nil
	}
	relevant, ok := yesWords[strings.ToLower(judgement)]
	if !ok {
		return fail.New(fail.Invalid, "row %d: relevant is %q; write 是 or 否", line, judgement)
	}
	_, hit := slices.BinarySearch(found, patent)
	switch {
	case strings.HasPrefix(sample, "查准") && hit:
		j.Precision.Of++
		if relevant {
			j.Precision.Yes++
		}
	case strings.HasPrefix(sample, "查全") && relevant:
		j.Recall.Of++
		if hit {
			j.Recall.Yes++
		}
	}
	return nil
}

// sampled finds the version of the saved query that a sheet is about, and what it finds.
func (w *Workspace) sampled(ctx context.Context, in *lake.Reader, j *Judged, label string) ([]string, error) {
	at := strings.LastIndex(label, " v")
	if at < 0 {
		return nil, fail.New(fail.Invalid, "the sheet does not tell its query: %q", label)
	}
	j.Name = label[:at]
	j.Version, _ = strconv.ParseInt(label[at+2:], 10, 64)
	versions, err := w.store.QueryVersions(ctx, j.Name)
	if err != nil {
		return nil, err
	}
	for _, q := range versions {
		if q.Version == j.Version && q.Query != "" {
			return w.foundIn(ctx, in, q.Dialect, q.Query)
		}
	}
	return nil, fail.New(fail.NotFound, "no saved query %s", label)
}

type sampleAt struct{ head, query, sample, patent, relevant int }

// sampleColumns finds the header line and the columns by the first word of their names.
func sampleColumns(rows [][]string) (sampleAt, error) {
	for i, row := range rows[:min(len(rows), 20)] {
		at := sampleAt{i, -1, -1, -1, -1}
		for c, name := range row {
			for prefix, into := range map[string]*int{"检索式": &at.query, "样本": &at.sample, "专利": &at.patent, "相关": &at.relevant} {
				if strings.HasPrefix(strings.TrimSpace(name), prefix) {
					*into = c
				}
			}
		}
		if at.query >= 0 && at.sample >= 0 && at.patent >= 0 && at.relevant >= 0 {
			return at, nil
		}
	}
	return sampleAt{}, fail.New(fail.Invalid, "this is no sampling sheet: the columns 检索式, 样本, 专利, 相关 are not there")
}
