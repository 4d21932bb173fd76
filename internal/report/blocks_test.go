package report

import (
	"testing"

	"asterism/internal/lang"
)

// TestUnitIn: a Chinese measure word without an English one is not shown in English; other texts fall back to Chinese.
func TestUnitIn(t *testing.T) {
	counted := lang.Text{Zh: "个"}
	if got := unitIn(counted, "en"); got != "" {
		t.Errorf("English shows %q", got)
	}
	if got := unitIn(counted, "zh"); got != "个" {
		t.Errorf("Chinese shows %q", got)
	}
}
