package cli

import (
	"context"
	"fmt"
	"os"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/report"
	"asterism/internal/search"
	"asterism/internal/workspace"
)

type searchVerb struct {
	Query   string   `arg:"" help:"检索式，如 “发光二极管 ipc:H01L33/low” 或 “tiab=(LED or 发光) not status=失效” · a query."`
	Dialect string   `default:"auto" placeholder:"NAME" help:"检索语言：auto plain incopat patsnap cnipa orbit cql us，默认自动识别 · the language of the query; default: found out."`
	Limit   int      `default:"20" help:"列出的条数 · how many to list."`
	Offset  int      `help:"从第几条之后列起 · hits to pass over."`
	Sort    string   `enum:"relevance,date,cited" default:"relevance" help:"次序：relevance 相关度、date 申请日、cited 被引 · order."`
	Facets  []string `placeholder:"NAME" help:"分面：applicant inventor year class ipc region status type office event …（逗号分隔）· facets."`
	Similar string   `placeholder:"PATENT" help:"列出与一件专利相近的专利，限于检索结果 · patents like this one among those found."`
	Out     string   `short:"o" placeholder:"FILE" help:"导出全部结果：.xlsx .csv .json · export the set."`
	At      int64    `help:"快照编号，默认最新 · snapshot; default: the current one."`
}

// searchResult is what --json prints.
type searchResult struct {
	Query   string           `json:"query"`
	Dialect string           `json:"dialect"`
	Total   int              `json:"total"`
	Clauses []search.Clause  `json:"clauses"`
	Hits    []searchHit      `json:"hits"`
	Facets  []search.Facet   `json:"facets,omitempty"`
	Similar []search.Similar `json:"similar,omitempty"`
}

type searchHit struct {
	Patent string  `json:"patent_id"`
	Score  float64 `json:"score"`
	Date   string  `json:"application_date,omitempty"`
	Title  string  `json:"title"`
}

func (v *searchVerb) Run(r *run) error {
	w, err := r.openRead()
	if err != nil {
		return err
	}
	defer w.Close()
	in, err := w.Lake().Read(r, v.At)
	if err != nil {
		return err
	}
	defer in.Close()
	err = w.Search(in, func(e *search.Engine) error { return v.search(r, in, e) })
	if p, ok := err.(*search.Problem); ok {
		r.caret(v.Query, p)
	}
	return err
}

// caret shows where a query is wrong.
func (r *run) caret(query string, p *search.Problem) {
	if !strings.Contains(query, "\n") {
		r.note("  %s\n  %s^", query, blanks(query[:p.Pos]))
	}
}

// blanks is as wide as s on a terminal: Chinese characters take two columns.
func blanks(s string) string {
	var b strings.Builder
	for _, c := range s {
		b.WriteByte(' ')
		if c >= 0x2E80 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func (v *searchVerb) search(r *run, in *lake.Reader, e *search.Engine) error {
	if v.Sort == "relevance" {
		v.Sort = ""
	}
	for _, name := range v.Facets {
		if !search.HasFacet(name) {
			return fail.New(fail.Invalid, "no facet %q; there are: %s", name, strings.Join(search.Facets, " "))
		}
	}
	found, err := e.Search(r, search.Request{Query: v.Query, Dialect: v.Dialect, Offset: v.Offset, Limit: v.Limit, Facets: v.Facets, Sort: v.Sort})
	if err != nil {
		return err
	}
	if v.Out != "" {
		return v.export(r, in, e, found)
	}
	result := &searchResult{Query: v.Query, Dialect: found.Dialect, Total: found.Total, Clauses: found.Clauses, Facets: found.Facets, Hits: []searchHit{}}
	var ids []string
	if v.Similar != "" {
		result.Similar, err = workspace.Similar(r, in, e, v.Similar, found.Set, v.Limit)
		for _, s := range result.Similar {
			result.Hits = append(result.Hits, searchHit{Patent: s.Patent, Score: s.Score})
			ids = append(ids, s.Patent)
		}
	} else {
		for _, h := range found.Hits {
			result.Hits = append(result.Hits, searchHit{Patent: h.Patent, Score: h.Score})
			ids = append(ids, h.Patent)
		}
	}
	if err != nil {
		return err
	}
	if err := titles(r, in, ids, result.Hits); err != nil {
		return err
	}
	return r.print(result, func() { result.say(r) })
}

func titles(ctx context.Context, in *lake.Reader, ids []string, hits []searchHit) error {
	told, err := workspace.DescribePatents(ctx, in, ids)
	if err != nil {
		return err
	}
	for i := range hits {
		hits[i].Title, hits[i].Date = told[hits[i].Patent].Title, told[hits[i].Patent].Date
	}
	return nil
}

func (s *searchResult) say(r *run) {
	r.say("%d 件 · patents（%s）", s.Total, s.Dialect)
	for _, c := range s.Clauses[min(1, len(s.Clauses)):] {
		r.say("%s%8d  %s", strings.Repeat("  ", c.Depth), c.Count, shorten(c.Text, 60))
	}
	for _, h := range s.Hits {
		r.say("%-18s %-10s %7.3f  %s", h.Patent, h.Date, h.Score, shorten(h.Title, 60))
	}
	for _, f := range s.Facets {
		r.say("%s:", f.Name)
		for _, v := range f.Values {
			r.say("%10d  %s", v.Count, strings.TrimSpace(v.Value+" "+v.Label))
		}
	}
}

// export writes the patents found with all columns.
func (v *searchVerb) export(r *run, in *lake.Reader, e *search.Engine, found *search.Result) error {
	rows, err := workspace.SetRows(r, in, e.IDs(found.Set))
	if err != nil {
		return err
	}
	return writeFile(v.Out, func(f *os.File) error {
		return fail.As(fail.Unavailable, report.WriteTable(f, extension(v.Out), exported(rows), report.TableOptions{}), "write the result")
	})
}

// translate is compute translate --from incopat --to patsnap 'QUERY': no file, no workspace.
func (r *run) translate(words []string) error {
	options, query := map[string]string{"from": "auto"}, ""
	for i := 0; i < len(words); i++ {
		name, isOption := strings.CutPrefix(words[i], "--")
		name, value, joined := strings.Cut(name, "=")
		switch {
		case isHelp(words[i]):
			r.say("asterism compute translate --from NAME --to NAME 'QUERY'\n\n把检索式译成另一种检索语言；译不了的逐条说明。\nA query in another language; what that cannot say is told.\n\n%s", strings.Join(search.DialectNames(), " "))
			return nil
		case !isOption && query == "":
			query = words[i]
		case !isOption:
			return fail.New(fail.Invalid, "one query at a time: put it in quotes")
		case name == "json":
			r.JSON = true
		case name != "from" && name != "to":
			return fail.New(fail.Invalid, "translate takes --from and --to, not --%s", name)
		case !joined && i+1 < len(words):
			i++
			options[name] = words[i]
		default:
			options[name] = value
		}
	}
	if _, ok := search.FindDialect(options["to"]); !ok {
		return fail.New(fail.Invalid, "no query language %q; there are: auto %s", options["to"], strings.Join(search.DialectNames(), " "))
	}
	written, warnings, err := search.Translate(options["from"], options["to"], query)
	if p, ok := err.(*search.Problem); ok {
		r.caret(query, p)
	}
	if err != nil {
		return err
	}
	for _, w := range warnings {
		r.note("! %s\n  %s", w.Zh, w.En)
	}
	return r.print(map[string]any{"query": written, "warnings": warnings}, func() { fmt.Fprintln(r.stdout, written) })
}
