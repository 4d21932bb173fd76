package cli

import (
	"io"
	"os"
)

// terminal tells whether w is a terminal, where a moving bar makes sense.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
