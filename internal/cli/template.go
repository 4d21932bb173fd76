package cli

import (
	"os"

	"asterism"
	"asterism/internal/ingest"
)

type templateVerb struct {
	Table string `arg:"" optional:"" help:"表名；不写则列出全部 · table; none lists them all."`
	Out   string `short:"o" placeholder:"FILE.xlsx" help:"写到；默认标准输出 · write to; default: standard output."`
	Lang  string `enum:"zh,en" default:"zh" help:"表头语言 · language of the header."`
}

func (v *templateVerb) Run(r *run) error {
	if v.Table == "" {
		return v.list(r)
	}
	if v.Out == "" {
		return ingest.Template(asterism.Content(), v.Table, v.Lang, r.stdout)
	}
	return writeWorkbook(v.Out, func(f *os.File) error {
		return ingest.Template(asterism.Content(), v.Table, v.Lang, f)
	})
}

func (v *templateVerb) list(r *run) error {
	tables, err := ingest.LoadTables(asterism.Content())
	if err != nil {
		return err
	}
	return r.print(tables.All(), func() {
		for _, t := range tables.All() {
			r.say("%-24s %s · %s", t.Name, t.Title.Zh, t.Title.En)
		}
	})
}
