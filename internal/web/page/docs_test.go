package page

import "testing"

// TestTitleIn: a list of pages shows its language's half of a title, without the format's code.
func TestTitleIn(t *testing.T) {
	for _, one := range []struct{ title, zh, en string }{
		{"国知局清单（`cnipa-table`）· CNIPA list", "国知局清单", "CNIPA list"},
		{"EP full text (`ep-fulltext`)", "EP full text", "EP full text"},
		{"同族", "同族", "同族"},
	} {
		if zh, en := titleIn(one.title, "zh"), titleIn(one.title, "en"); zh != one.zh || en != one.en {
			t.Errorf("%s: %q and %q", one.title, zh, en)
		}
	}
}
