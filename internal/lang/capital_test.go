package lang_test

import (
	"testing"

	"asterism/internal/lang"
)

func TestCapital(t *testing.T) {
	for given, want := range map[string]string{"": "", "type of patent": "Type of patent", "IPC section": "IPC section", "patent_id": "patent_id", "专利类型": "专利类型"} {
		if got := lang.Capital(given); got != want {
			t.Errorf("%q becomes %q, want %q", given, got, want)
		}
	}
}
