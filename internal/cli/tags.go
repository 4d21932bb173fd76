package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/internal/workspace"
)

type tagsVerb struct {
	List   tagsListVerb   `cmd:"" help:"列出标引集 · list the sets."`
	Add    tagsAddVerb    `cmd:"" help:"建立标引集或加入专利 · make a set, or add patents to it."`
	Export tagsExportVerb `cmd:"" help:"导出标引人的标引表 · write the sheet of one reader."`
	Import tagsImportVerb `cmd:"" help:"导入填好的标引表 · read a filled sheet back."`
}

type tagsListVerb struct{}

func (v *tagsListVerb) Run(r *run) error {
	w, err := r.open()
	if err != nil {
		return err
	}
	defer w.Close()
	sets, err := w.TagSets(r)
	if err != nil {
		return err
	}
	return r.print(sets, func() {
		t := tabwriter.NewWriter(r.stdout, 0, 4, 2, ' ', 0)
		fmt.Fprintln(t, "标引集 set\t专利 patents\t标引人 readers")
		for _, s := range sets {
			fmt.Fprintf(t, "%s\t%d\t%s\n", s.Name, s.Patents, readersOf(s))
		}
		t.Flush()
	})
}

func readersOf(s workspace.TagSet) string {
	names := make([]string, len(s.Readers))
	for i, one := range s.Readers {
		names[i] = one.Name
	}
	return strings.Join(names, " ")
}

type tagsAddVerb struct {
	Set     string   `arg:"" help:"标引集 · the set."`
	Patents []string `arg:"" optional:"" help:"专利标识 · patents."`
	File    string   `placeholder:"FILE" help:"每行一个专利标识的文件 · a file with a patent a line."`
}

func (v *tagsAddVerb) Run(r *run) error {
	ids := v.Patents
	if v.File != "" {
		text, err := os.ReadFile(v.File)
		if err != nil {
			return fail.As(fail.NotFound, err, "read the patents")
		}
		ids = append(ids, strings.Fields(string(text))...)
	}
	w, err := r.open()
	if err != nil {
		return err
	}
	defer w.Close()
	n, err := w.AddToSet(r, actor(), v.Set, ids)
	if err != nil {
		return err
	}
	return r.print(map[string]any{"set": v.Set, "added": n}, func() { r.say("%s：加入 %d 件 · patents added", v.Set, n) })
}

type tagsExportVerb struct {
	Set    string `arg:"" help:"标引集 · the set."`
	Reader string `arg:"" help:"标引人 · the reader."`
	Out    string `short:"o" placeholder:"FILE.xlsx" help:"写到；默认 标引_<标引人>.xlsx · write to."`
}

func (v *tagsExportVerb) Run(r *run) error {
	w, err := r.open()
	if err != nil {
		return err
	}
	defer w.Close()
	if v.Out == "" {
		v.Out = "标引_" + strings.NewReplacer("/", "_", "\\", "_").Replace(v.Reader) + ".xlsx"
	}
	if err := writeWorkbook(v.Out, func(f *os.File) error { return w.WriteTagSheet(r, v.Set, v.Reader, w.Config().Language, f) }); err != nil {
		return err
	}
	return r.print(map[string]any{"set": v.Set, "reader": v.Reader, "file": v.Out}, func() {
		r.say("已写 %s；填好后：asterism tags import %[1]s --dry-run · written; fill it, then import it", v.Out)
	})
}

type tagsImportVerb struct {
	File   string `arg:"" help:"填好的标引表 · the filled sheet."`
	Reason string `help:"说明 · a note."`
	DryRun bool   `help:"只预览 · show the changes only."`
}

func (v *tagsImportVerb) Run(r *run) error {
	w, err := r.open()
	if err != nil {
		return err
	}
	defer w.Close()
	f, err := os.Open(v.File)
	if err != nil {
		return fail.As(fail.NotFound, err, "read the tags")
	}
	defer f.Close()
	c, err := w.PreviewTags(r, f)
	if err != nil {
		return err
	}
	for i := range c.Findings {
		c.Findings[i].File = filepath.Base(v.File)
	}
	r.groups(w.Catalog(), w.Config().Language, finding.Summary(c.Findings))
	if v.DryRun {
		return r.print(c, func() { showTags(r, c) })
	}
	if len(c.Changes) == 0 && c.Refused() == 0 {
		return r.print(c, func() { r.say("没有要写入的 · nothing to keep") })
	}
	if err := w.ApplyTags(r, actor(), v.Reason, c); err != nil {
		return err
	}
	return r.print(c, func() {
		r.say("已记 %d 处；请运行 asterism build · %[1]d tags kept; run: asterism build", len(c.Changes))
	})
}

func showTags(r *run, c *workspace.TagChanges) {
	t := tabwriter.NewWriter(r.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "行 line\t专利 patent\t标引项 tag\t取值 value\t")
	for _, one := range c.Changes {
		fmt.Fprintf(t, "%d\t%s\t%s\t%s\t%s\n", one.Line, one.PatentID, one.Tag, one.Value, map[bool]string{true: "取消 taken back", false: "给出 given"}[one.IsTakenBack])
	}
	t.Flush()
	r.say("%s（%s）：%d 行，%d 处改动，%d 处不能接受；未写入 · rows, changes, refused; nothing was written", c.Set, c.Reader, c.Rows, len(c.Changes), c.Refused())
}
