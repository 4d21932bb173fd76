package cli

import (
	"os"
	"path/filepath"

	"asterism"
	"asterism/internal/fail"
)

type demoVerb struct {
	Dir    string  `placeholder:"DIR" help:"保存到该目录；未给时用 -w 的目录，也未给 -w 时用用户缓存目录下 asterism/demo · where to keep it; else the folder of -w, else asterism/demo in the user cache."`
	Scale  float64 `default:"1" help:"规模：1 为 6 万件专利 · 1 is 60,000 patents; 83 is 5 million."`
	Seed   uint64  `default:"2015" help:"随机种子 · seed."`
	Listen string  `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"监听地址 · address."`
	Serve  bool    `negatable:"" default:"true" help:"完成后启动网页 · serve when done."`
	Fresh  bool    `help:"删除已有示例重新生成 · make it anew."`
}

func (v *demoVerb) Run(r *run) error {
	dir, err := v.dir(r.Workspace)
	if err != nil {
		return err
	}
	bar := r.progress("合成 demo")
	defer bar.done()
	w, err := asterism.Demo(r, dir, asterism.DemoOptions{Scale: v.Scale, Seed: v.Seed, Fresh: v.Fresh,
		Step: func(s string) { r.note("… %s", s) }, Progress: func(done, total int64) { bar.set(done, total, "合成 demo") }})
	if err != nil {
		return err
	}
	defer w.Close()
	bar.done()
	r.note("✓ 合成数据（非真实）· synthetic data: %s", dir)
	if !v.Serve {
		return nil
	}
	return asterism.Serve(r, w, v.Listen, func(url string) { r.note("%s  (Ctrl+C 停止 · to stop)", url) })
}

// dir is the folder of --dir or of -w; "." is what -w is when nobody gave it.
func (v *demoVerb) dir(workspace string) (string, error) {
	if workspace != "." {
		if v.Dir != "" && !sameFolder(v.Dir, workspace) {
			return "", fail.New(fail.Invalid, "-w %s and --dir %s name different folders", workspace, v.Dir)
		}
		return workspace, nil
	}
	if v.Dir != "" {
		return v.Dir, nil
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(cache, "asterism", "demo"), nil
}

func sameFolder(a, b string) bool {
	x, errA := filepath.Abs(a)
	y, errB := filepath.Abs(b)
	return errA == nil && errB == nil && x == y
}
