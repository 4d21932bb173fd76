package workspace

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"asterism/internal/fail"
)

const watchHead = "标题,公开（公告）号,申请号,申请日,申请人,IPC主分类号,法律状态,授权日,法律事件\n"

const watchedBefore = watchHead + `合成示例：灯甲,CN104000001A,CN201310163325.7,2013-04-08,合成甲有限公司,H01L33/48,实质审查,,
合成示例：灯乙,CN104000002B,CN201310163326.1,2013-04-09,合成乙有限公司,H01L33/48,授权,2014-05-01,
合成示例：灯丙,CN104000003B,CN201310163327.6,2013-04-10,合成丙有限公司,H01L33/48,授权,2014-05-02,
合成示例：水泵,CN104000004A,CN201310163331.2,2013-05-09,合成丁有限公司,F04B1/00,实质审查,,
`

const watchedAfter = watchHead + `合成示例：灯甲,CN104000001B,CN201310163325.7,2013-04-08,合成甲有限公司,H01L33/48,授权,2015-06-01,
合成示例：灯乙,CN104000002B,CN201310163326.1,2013-04-09,合成乙有限公司,H01L33/48,未缴年费,2014-05-01,
合成示例：灯丙,CN104000003B,CN201310163327.6,2013-04-10,合成丙有限公司,H01L33/48,授权,2014-05-02,2015-07-01 专利申请权、专利权的转移
合成示例：灯戊,CN104000005A,CN201310163332.7,2013-05-09,合成戊有限公司,H01L33/48,实质审查,,
合成示例：泵己,CN104000006A,CN201310163333.1,2013-05-09,合成己有限公司,F04B1/00,实质审查,,
`

// A query kept at one snapshot tells at a later one exactly what is new, granted, lapsed and transferred of what it finds, and of nothing else.
func TestQueryChanges(t *testing.T) {
	ctx := context.Background()
	w := searchWorkspace(t, watchedBefore)
	then, err := w.Lake().Current()
	if err != nil {
		t.Fatal(err)
	}
	importText(t, w, watchedAfter)
	buildAll(t, w)
	now, err := w.Lake().Read(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer now.Close()
	c, err := w.QueryChanges(ctx, now, then.ID, "auto", "ipc:H01L33/low")
	if err != nil {
		t.Fatal(err)
	}
	if c.TotalBefore != 3 || c.Now != 4 {
		t.Errorf("%d patents before, %d now", c.TotalBefore, c.Now)
	}
	for kind, lists := range map[string][2][]string{
		"new": {c.New, {"CN201310163332"}}, "gone": {c.Gone, nil}, "granted": {c.Granted, {"CN201310163325"}}, "lapsed": {c.Lapsed, {"CN201310163326"}},
		"transferred": {c.Transferred, {"CN201310163327"}},
	} {
		if !slices.Equal(lists[0], lists[1]) {
			t.Errorf("%s: %v, want %v", kind, lists[0], lists[1])
		}
	}
	same, err := w.QueryChanges(ctx, now, now.Snapshot().ID, "auto", "ipc:H01L33/low")
	if err != nil || len(same.New)+len(same.Gone)+len(same.Granted)+len(same.Lapsed)+len(same.Transferred) > 0 {
		t.Errorf("a snapshot differs from itself: %+v %v", same, err)
	}
	if err := os.Remove(filepath.Join(w.Lake().Dir(), "snapshots", "1.json")); err != nil {
		t.Fatal(err)
	}
	late, err := w.QueryChanges(ctx, now, 1, "auto", "ipc:H01L33/low")
	if err != nil || late.Before <= 1 || late.Before > then.ID || len(late.New) != 1 {
		t.Errorf("after the snapshot was collected: %+v %v", late, err)
	}
	if _, err := w.QueryChanges(ctx, now, now.Snapshot().ID+1, "auto", "lamp"); fail.KindOf(err) != fail.NotFound {
		t.Errorf("a snapshot that never was: %v", err)
	}
}
