package derive

import (
	"io/fs"
	"os"
	"testing"
)

// content is the product's content as it stands in the tree.
func content() fs.FS { return os.DirFS("../../content") }

func TestContent(t *testing.T) {
	result, err := Test(t.Context(), content(), joined(), func(c Case) {
		if c.Failure != "" {
			t.Errorf("%s (%s) %s:\n%s", c.File, c.Table, c.Name, c.Failure)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d cases hold", result.Passed)
}
