package cli

import (
	"fmt"
	"text/tabwriter"
	"time"

	"asterism"
)

type snapshotsVerb struct {
	List snapshotsListVerb `cmd:"" default:"1" help:"列出快照 · list."`
	Diff snapshotsDiffVerb `cmd:"" help:"比较两个快照的行数 · compare row counts."`
	GC   snapshotsGCVerb   `cmd:"" name:"gc" help:"清理旧快照（保留最近 5 个、24 小时内及正被读取的）· collect garbage."`
}

type snapshotsListVerb struct{}

func (v *snapshotsListVerb) Run(r *run) error {
	w, err := r.open()
	if err != nil {
		return err
	}
	defer w.Close()
	all, err := w.Lake().Snapshots()
	if err != nil {
		return err
	}
	return r.print(all, func() {
		t := tabwriter.NewWriter(r.stdout, 0, 4, 2, ' ', 0)
		fmt.Fprintln(t, "编号 id\t时间 created\t表 tables\t批次 batches\t原因 reason")
		for _, s := range all {
			fmt.Fprintf(t, "%d\t%s\t%d\t%d\t%s\n", s.ID, s.Created.Local().Format(time.DateTime), len(s.Tables), len(s.Batches), s.Reason)
		}
		t.Flush()
	})
}

type snapshotsDiffVerb struct {
	From int64 `arg:"" help:"快照 · snapshot."`
	To   int64 `arg:"" help:"快照 · snapshot."`
}

func (v *snapshotsDiffVerb) Run(r *run) error {
	w, err := r.open()
	if err != nil {
		return err
	}
	defer w.Close()
	changes, err := w.Diff(v.From, v.To)
	if err != nil {
		return err
	}
	return r.print(changes, func() { differences(r, changes) })
}

func differences(r *run, changes []asterism.Change) {
	t := tabwriter.NewWriter(r.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "表 table\t前 before\t后 after\t差 change")
	for _, c := range changes {
		fmt.Fprintf(t, "%s\t%d\t%d\t%+d\n", c.Table, c.Before, c.After, c.After-c.Before)
	}
	t.Flush()
}

type snapshotsGCVerb struct{}

func (v *snapshotsGCVerb) Run(r *run) error {
	w, err := r.open()
	if err != nil {
		return err
	}
	defer w.Close()
	result, err := w.Lake().GC(r)
	if err != nil {
		return err
	}
	return r.print(result, func() {
		r.say("清理 %d 个快照、%d 个文件，共 %d 字节 · snapshots, files, bytes removed", len(result.Snapshots), result.Files, result.Bytes)
	})
}
