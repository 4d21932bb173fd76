package fail

import (
	"errors"
	"io"
	"io/fs"
	"testing"
)

func TestIn(t *testing.T) {
	words := map[string]string{": ": "：", "no batch %s in snapshot %d": "快照 %[2]d 中没有批次 %[1]s", "undo batch %s": "撤销批次 %s",
		"SQL refused: %w": "不能执行的 SQL：%w", "no such file": "没有这个文件"}
	say := func(format string) string {
		if w, ok := words[format]; ok {
			return w
		}
		return format
	}
	undo := New(NotFound, "no batch %s in snapshot %d", "b1", 7)
	Wrap(&undo, "undo batch %s", "b1")
	for _, c := range []struct {
		err  error
		want string
	}{
		{undo, "撤销批次 b1：快照 7 中没有批次 b1"},
		{New(Invalid, "SQL refused: %w", undo), "不能执行的 SQL：撤销批次 b1：快照 7 中没有批次 b1"},
		{As(NotFound, &fs.PathError{Op: "stat", Path: "甲.csv", Err: fs.ErrNotExist}, "import"), "import：甲.csv: 没有这个文件"},
		{New(Invalid, "%s", "100%"), "100%"},
		{io.EOF, "EOF"},
		{errors.Join(undo), "撤销批次 b1：快照 7 中没有批次 b1"},
	} {
		if got := In(c.err, say); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
