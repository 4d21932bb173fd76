package cli

import (
	"fmt"
	"os"
	"os/user"
	"strings"
	"text/tabwriter"

	"asterism/internal/fail"
	"asterism/internal/ingest"
)

type importVerb struct {
	Paths     []string          `arg:"" help:"文件、文件夹或 - (标准输入) · files, folders, or - for standard input."`
	Format    string            `help:"指定格式，不自动识别 · name the format instead of detecting it."`
	Set       map[string]string `placeholder:"FIELD=VALUE" help:"为缺少该字段的文件设常量，如 applicant_region=370900 · a constant for a field the file lacks."`
	Map       string            `placeholder:"FILE.yaml" help:"列映射文件 · a column mapping to use."`
	SaveMap   string            `placeholder:"FILE.yaml" help:"只试读一个表格文件，保存猜出的列映射，供修改 · try one table file and save the guessed mapping, to edit; imports nothing."`
	Complete  map[string]string `placeholder:"KEY=VALUE" help:"本批次在什么范围内完整：source, query, place, technology, period, type, cut_off · what the batch is complete for."`
	DryRun    bool              `help:"只显示前 20 行映射结果 · show the first 20 mapped rows only."`
	Jobs      int               `help:"并行数，默认全部核 · files at once; default: all cores."`
	Synthetic bool              `help:"标为合成数据 · mark as synthetic data."`
}

func (v *importVerb) Run(r *run) error {
	w, err := r.open()
	if err != nil {
		return err
	}
	defer w.Close()
	bar := r.progress("导入 import")
	defer bar.done()
	result, err := w.Import(r, actor(), v.request(r, bar))
	if err != nil {
		return err
	}
	bar.done()
	if v.SaveMap != "" {
		if err := v.save(result); err != nil {
			return err
		}
	}
	r.groups(w.Catalog(), w.Config().Language, result.Findings)
	return r.print(result, func() { v.summary(r, result) })
}

func (v *importVerb) request(r *run, bar *progress) ingest.Request {
	return ingest.Request{Paths: v.Paths, Stdin: r.stdin, Format: v.Format, Set: v.Set, Map: v.Map, Complete: v.Complete,
		DryRun: v.DryRun || v.SaveMap != "", Jobs: v.Jobs, Synthetic: v.Synthetic, Progress: bar.file}
}

func (v *importVerb) save(result *ingest.Result) error {
	if result.Preview == nil || result.Preview.Mapping == nil {
		return fail.New(fail.Invalid, "no mapping was guessed: --save-map wants one table file")
	}
	text, err := result.Preview.Mapping.YAML()
	if err != nil {
		return err
	}
	return fail.As(fail.Unavailable, os.WriteFile(v.SaveMap, text, 0o644), "save the mapping")
}

func (v *importVerb) summary(r *run, result *ingest.Result) {
	if result.Preview != nil {
		preview(r, result.Preview)
	}
	t := tabwriter.NewWriter(r.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "文件 file\t格式 format\t记录 records\t接受 accepted\t跳过 skipped\t拒绝 rejected\t问题 findings\t")
	for _, f := range result.Files {
		same := ""
		if f.DuplicateOf != "" {
			same = "与批次 " + f.DuplicateOf + " 相同 · same as"
		}
		fmt.Fprintf(t, "%s\t%s\t%d\t%d\t%d\t%d\t%d\t%s\n", f.File, f.Format, f.Records, f.Accepted, f.Skipped, f.Rejected, f.Findings, same)
	}
	t.Flush()
	switch {
	case result.Preview != nil:
		r.say("试读，未写入 · dry run, nothing was written")
	case result.Batch == "":
		r.say("没有新内容 · nothing new (%.1f s)", result.Seconds)
	default:
		r.say("批次 batch %s，%.1f s。撤销 · undo: asterism undo %s", result.Batch, result.Seconds, result.Batch)
	}
}

func preview(r *run, p *ingest.Preview) {
	t := tabwriter.NewWriter(r.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, strings.Join(p.Columns, "\t"))
	for _, row := range p.Rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = shorten(c, 24)
		}
		fmt.Fprintln(t, strings.Join(cells, "\t"))
	}
	t.Flush()
}

// shorten cuts a cell for a terminal, marking the cut.
func shorten(s string, n int) string {
	runes := []rune(strings.Join(strings.Fields(s), " "))
	if len(runes) <= n {
		return string(runes)
	}
	return string(runes[:n-1]) + "…"
}

// actor names who acts on the command line: the operating system's user.
func actor() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return "cli:" + u.Username
	}
	return "cli"
}
