package cli

import (
	"os"
	"path/filepath"
	"strings"

	"asterism"
	"asterism/internal/fail"
)

type reportVerb struct {
	Words []string `arg:"" optional:"" placeholder:"NAME PARAM=VALUE" help:"报告名与参数，如 landscape region=370900；list 列出；issue NAME … 发布编号版本 · a report and its parameters; list; issue NAME … freezes a numbered edition."`
	Out   []string `short:"o" placeholder:"FILE" help:"写到 .html .pdf .docx .xlsx .csv（可多次）· write to, by extension; repeatable."`
	At    int64    `help:"快照编号，默认最新 · snapshot; default: the current one."`
	Lang  string   `enum:"zh,en," default:"" help:"zh 或 en，默认工作区的语言 · default: the workspace's language."`
}

func (v *reportVerb) Run(r *run) error {
	w, err := r.openRead()
	if err != nil {
		return err
	}
	defer w.Close()
	if v.Lang == "" {
		v.Lang = w.Config().Language
	}
	switch {
	case len(v.Words) == 0 || v.Words[0] == "list":
		return v.list(r, w)
	case v.Words[0] == "issue":
		return v.issue(r, w)
	}
	return v.render(r, w)
}

func (v *reportVerb) list(r *run, w *asterism.Workspace) error {
	return r.print(w.Reports(), func() {
		for _, p := range w.Reports() {
			r.say("%-20s %s · %s", p.Name, p.Title.Zh, p.Title.En)
		}
	})
}

func (v *reportVerb) render(r *run, w *asterism.Workspace) error {
	params, err := pairs(v.Words[1:])
	if err != nil {
		return err
	}
	doc, err := w.Report(r, v.Words[0], v.At, v.Lang, params)
	if err != nil {
		return err
	}
	if len(v.Out) == 0 {
		return doc.Write(r, "html", r.stdout)
	}
	for _, name := range v.Out {
		if err := writeFile(name, func(f *os.File) error { return doc.Write(r, extension(name), f) }); err != nil {
			return err
		}
		r.note("✓ %s", name)
	}
	return nil
}

func (v *reportVerb) issue(r *run, w *asterism.Workspace) error {
	if len(v.Words) < 2 {
		return fail.New(fail.Invalid, "report issue NAME [PARAM=VALUE …]: which report?")
	}
	params, err := pairs(v.Words[2:])
	if err != nil {
		return err
	}
	edition, err := w.Issue(r, actor(), v.Words[1], v.At, v.Lang, params)
	if err != nil {
		return err
	}
	return r.print(edition, func() {
		r.say("已发布 %s 第 %d 版（快照 %d）· edition issued", v.Words[1], edition.Number, edition.Snapshot)
	})
}

func extension(name string) string {
	return strings.TrimPrefix(strings.ToLower(filepath.Ext(name)), ".")
}

// pairs reads PARAM=VALUE words.
func pairs(words []string) (map[string]string, error) {
	m := map[string]string{}
	for _, word := range words {
		name, value, ok := strings.Cut(word, "=")
		if !ok {
			return nil, fail.New(fail.Invalid, "%q: a parameter is written NAME=VALUE", word)
		}
		m[name] = value
	}
	return m, nil
}

// writeWorkbook is writeFile for what is only ever a workbook: another extension would be opened wrongly.
func writeWorkbook(name string, write func(*os.File) error) error {
	if extension(name) != "xlsx" {
		return fail.New(fail.Invalid, "%s: this is written as .xlsx only", name)
	}
	return writeFile(name, write)
}
