package cli

import (
	"fmt"

	"asterism"
	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/lang"
)

// failed says what went wrong: in Chinese, and in English below where that differs.
func (r *run) failed(err error) {
	english := err.Error()
	if chinese := inChinese(err); chinese != english {
		fmt.Fprintf(r.stderr, "asterism: %s\n          %s\n", chinese, english)
		return
	}
	fmt.Fprintf(r.stderr, "asterism: %s\n", english)
}

func inChinese(err error) string {
	texts, broken := lang.Load(asterism.Content())
	if broken != nil {
		return err.Error()
	}
	if f, ok := lake.RefusalOf(err); ok {
		return fmt.Sprintf("不能执行的 SQL，第 %d 行：%s", f.Line, wording(texts, "zh", f))
	}
	return fail.In(err, func(format string) string { return texts.Wording("zh", format) })
}
