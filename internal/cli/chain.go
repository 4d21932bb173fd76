package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"asterism/internal/chain"
	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/internal/store"
	"asterism/internal/workspace"
)

type chainVerb struct {
	List     chainListVerb     `cmd:"" help:"列出产业链 · list the chains."`
	Export   chainExportVerb   `cmd:"" help:"导出技术分解表 · write a chain as a decomposition table."`
	Import   chainImportVerb   `cmd:"" help:"导入技术分解表 · read a decomposition table back."`
	Versions chainVersionsVerb `cmd:"" help:"列出版本 · list the versions of a chain."`
	Restore  chainRestoreVerb  `cmd:"" help:"恢复一个版本 · put a former version in force."`
}

type chainListVerb struct{}

// listedChain is a chain as it is printed.
type listedChain struct {
	*chain.Chain
	Own   bool `json:"own"` // the workspace's own version is in force
	Count int  `json:"node_count"`
}

func (v *chainListVerb) Run(r *run) error {
	w, err := r.openRead()
	if err != nil {
		return err
	}
	defer w.Close()
	all, err := w.Chains()
	if err != nil {
		return err
	}
	listed := []listedChain{}
	for _, c := range all {
		file, err := w.ChainFile(c.ID)
		if err != nil {
			return err
		}
		one := listedChain{Chain: c, Own: file.Own}
		c.Each(func(*chain.Node, int, string) { one.Count++ })
		listed = append(listed, one)
	}
	return r.print(listed, func() {
		t := tabwriter.NewWriter(r.stdout, 0, 4, 2, ' ', 0)
		fmt.Fprintln(t, "标识 id\t名称 title\t环节 nodes\t本工作区的 own")
		for _, c := range listed {
			fmt.Fprintf(t, "%s\t%s · %s\t%d\t%s\n", c.ID, c.Title.Zh, c.Title.En, c.Count, map[bool]string{true: "✓", false: "–"}[c.Own])
		}
		t.Flush()
	})
}

type chainExportVerb struct {
	Chain string `arg:"" help:"产业链标识（asterism chain list）· id of the chain."`
	Out   string `short:"o" placeholder:"FILE.xlsx" help:"写到；默认 <标识>.xlsx · write to; default: <id>.xlsx."`
	Lang  string `enum:"zh,en" default:"zh" help:"表头的语言 · language of the headings: zh or en."`
}

func (v *chainExportVerb) Run(r *run) error {
	w, err := r.openRead()
	if err != nil {
		return err
	}
	defer w.Close()
	if v.Out == "" {
		v.Out = v.Chain + ".xlsx"
	}
	if err := writeWorkbook(v.Out, func(f *os.File) error { return w.WriteChainSheet(v.Chain, v.Lang, f) }); err != nil {
		return err
	}
	return r.print(map[string]any{"chain": v.Chain, "file": v.Out}, func() {
		r.say("已写 %s；改好后：asterism chain import %[1]s --dry-run · written; change it, then import it", v.Out)
	})
}

type chainImportVerb struct {
	File   string `arg:"" help:"技术分解表 · the decomposition table."`
	Chain  string `help:"产业链标识，用于没有写明标识的表 · id of the chain, for a table that names none."`
	Reason string `help:"修改原因 · why it was changed."`
	DryRun bool   `help:"只预览 · show the changes only."`
}

func (v *chainImportVerb) Run(r *run) error {
	w, err := r.openRead()
	if err != nil {
		return err
	}
	defer w.Close()
	f, err := os.Open(v.File)
	if err != nil {
		return fail.As(fail.NotFound, err, "read decomposition table")
	}
	defer f.Close()
	p, err := w.PreviewChain(f, v.Chain)
	if err != nil {
		return err
	}
	w.WordFaults(w.Config().Language, p.Findings)
	for i := range p.Findings {
		p.Findings[i].File = filepath.Base(v.File)
	}
	r.groups(w.Catalog(), w.Config().Language, finding.Summary(p.Findings))
	if v.DryRun {
		return r.print(p, func() { v.show(r, p) })
	}
	saved, err := w.ApplyChain(r, actor(), v.Reason, p)
	if err != nil {
		return err
	}
	return r.print(map[string]any{"chain": p.Chain.ID, "version": saved.Version, "changes": p.Changes, "findings": len(p.Findings)}, func() {
		v.show(r, p)
		r.say("已存为版本 %d；请运行 asterism build · kept as version %[1]d; run: asterism build", saved.Version)
	})
}

var chainKinds = map[string]string{"added": "新增 added", "removed": "删除 removed", "moved": "移动 moved", "changed": "修改 changed"}

func (v *chainImportVerb) show(r *run, p *workspace.ChainPreview) {
	t := tabwriter.NewWriter(r.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "变动 change\t环节 node\t字段 field\t原值 before\t新值 after")
	for _, c := range p.Changes {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", chainKinds[c.Kind], c.Title.Zh, c.Field, shorten(c.Before, 32), shorten(c.After, 32))
	}
	t.Flush()
	r.say("%s：%d 行，%d 处改动，%d 处不能接受 · rows, changes, refused", p.Chain.ID, p.Rows, len(p.Changes), len(p.Findings))
}

type chainVersionsVerb struct {
	Chain string `arg:"" help:"产业链标识 · id of the chain."`
}

func (v *chainVersionsVerb) Run(r *run) error {
	w, err := r.openRead()
	if err != nil {
		return err
	}
	defer w.Close()
	all, err := w.Store().ChainVersions(r, v.Chain)
	if err == nil && len(all) == 0 {
		_, err = w.ChainFile(v.Chain)
	}
	if err != nil {
		return err
	}
	return r.print(append([]*store.ChainVersion{}, all...), func() {
		t := tabwriter.NewWriter(r.stdout, 0, 4, 2, ' ', 0)
		fmt.Fprintln(t, "版本 version\t时间 time\t操作人 actor\t原因 reason")
		for _, one := range all {
			fmt.Fprintf(t, "%d\t%s\t%s\t%s\n", one.Version, one.Time.Local().Format(time.DateTime), one.Actor, one.Note)
		}
		t.Flush()
	})
}

type chainRestoreVerb struct {
	Chain   string `arg:"" help:"产业链标识 · id of the chain."`
	Version int64  `arg:"" help:"版本；0 为产品自带的 · version; 0 is the product's own."`
	Reason  string `help:"原因 · why."`
}

func (v *chainRestoreVerb) Run(r *run) error {
	w, err := r.openRead()
	if err != nil {
		return err
	}
	defer w.Close()
	saved, err := w.RestoreChain(r, actor(), v.Reason, v.Chain, v.Version)
	if err != nil {
		return err
	}
	return r.print(saved, func() { r.say("已恢复；请运行 asterism build · restored; run: asterism build") })
}
