package cli

type undoVerb struct {
	Batch string `arg:"" help:"批次编号（asterism batches）· batch id."`
}

func (v *undoVerb) Run(r *run) error {
	w, err := r.open()
	if err != nil {
		return err
	}
	defer w.Close()
	s, err := w.Undo(r, actor(), v.Batch)
	if err != nil {
		return err
	}
	return r.print(map[string]any{"snapshot": s.ID, "undone": v.Batch}, func() {
		r.say("已撤销批次 %s，快照 %d；请再运行 build · undone; run build", v.Batch, s.ID)
	})
}
