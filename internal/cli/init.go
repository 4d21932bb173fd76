package cli

import "asterism"

type initVerb struct {
	Dir string `arg:"" optional:"" help:"目录，默认为 -w 所指 · the folder; default: that of -w."`
}

func (v *initVerb) Run(r *run) error {
	dir := v.Dir
	if dir == "" {
		dir = r.Workspace
	}
	if err := asterism.Init(dir); err != nil {
		return err
	}
	return r.print(map[string]string{"workspace": dir}, func() {
		r.say("已建立工作区 %s。下一步 · next:", dir)
		r.say("  asterism -w %s import 文件…", dir)
		r.say("  asterism -w %s build", dir)
		r.say("  asterism -w %s serve", dir)
	})
}
