package workspace

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Check is one line of the self-examination; State is OK, WARN or FAIL, Do says how to mend it.
type Check struct {
	Name   string `json:"name"`
	State  string `json:"state"`
	Detail string `json:"detail"`
	Do     string `json:"do,omitempty"`
}

// Doctor examines the workspace and the machine: can it write, is every file of the snapshot there and whole,
// are the engines for PDF and Chinese fonts present, is the content sound.
func (w *Workspace) Doctor(ctx context.Context) []Check {
	return []Check{w.checkFolder(), w.checkLake(ctx), w.checkStale(), w.checkContent(), checkProgram("chromium", "PDF 报告 · PDF reports"), checkFonts()}
}

func (w *Workspace) checkFolder() Check {
	c := Check{Name: "folder 目录", State: "OK", Detail: w.dir}
	f, err := os.CreateTemp(w.dir, ".doctor-*")
	if err != nil {
		return Check{c.Name, "FAIL", err.Error(), "检查权限与磁盘空间 · check rights and free space"}
	}
	f.Close()
	os.Remove(f.Name())
	return c
}

// checkLake opens every part of the current snapshot and counts its rows.
func (w *Workspace) checkLake(ctx context.Context) Check {
	c := Check{Name: "lake 数据湖", State: "OK"}
	s, err := w.lake.Current()
	if err != nil {
		return Check{c.Name, "FAIL", err.Error(), "从备份恢复，或用 --at 读更早的快照 · restore, or read an earlier snapshot"}
	}
	parts := 0
	for _, t := range s.Tables {
		for _, p := range t.Parts {
			info, err := os.Stat(filepath.Join(w.lake.Dir(), p.Path))
			if err != nil || info.Size() != p.Bytes {
				return Check{c.Name, "FAIL", fmt.Sprintf("%s: %s 缺失或不完整 · missing or not whole", t.Name, p.Path), "重新导入相关批次，或删除后再 build · import again, or build"}
			}
			parts++
		}
	}
	c.Detail = fmt.Sprintf("快照 snapshot %d，%d 个表 tables，%d 个文件 parts", s.ID, len(s.Tables), parts)
	return c
}

func (w *Workspace) checkStale() Check {
	c := Check{Name: "tables 各表", State: "OK", Detail: "与导入数据一致 · built from the present data"}
	stale, err := w.Graph().Stale(w.lake)
	if err != nil {
		return Check{c.Name, "FAIL", err.Error(), ""}
	}
	if len(stale) > 0 {
		return Check{c.Name, "WARN", fmt.Sprintf("%d 个表需要重建 · tables are older than the data", len(stale)), "asterism build"}
	}
	return c
}

func (w *Workspace) checkContent() Check {
	c := Check{Name: "content 内容", State: "OK", Detail: fmt.Sprintf("%d plans, %d reports", len(w.Plans()), len(w.Reports()))}
	if n := len(w.Findings()); n > 0 {
		return Check{c.Name, "WARN", fmt.Sprintf("%d 处问题 · findings", n), "asterism build -w DIR 会逐条列出 · lists them"}
	}
	return c
}

func checkProgram(name, use string) Check {
	c := Check{Name: name, State: "OK", Detail: use}
	if _, err := exec.LookPath(name); err != nil {
		return Check{name, "WARN", "未安装，不能生成 " + use, "apt-get install " + name + "；其他格式不受影响 · other formats work"}
	}
	return c
}

func checkFonts() Check {
	c := Check{Name: "fonts 中文字体", State: "OK", Detail: "PDF"}
	out, err := exec.Command("fc-list", ":lang=zh", "family").Output()
	if err != nil || len(out) == 0 {
		return Check{c.Name, "WARN", "未找到中文字体，PDF 中的汉字会成方框 · no Chinese font for PDF", "apt-get install fonts-noto-cjk"}
	}
	return c
}
