package text

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
)

// SetKey names a set of texts: the text itself where there is one, else the first in byte order, how many more there
// are, and eight digits of a digest of all (SHA-256 of the texts in order, each with a line feed). Sets are equal when their
// keys are, but for a chance of 2⁻³² among sets of equal first text and size; "" is the empty set. Order and
// repetition do not matter.
func SetKey(items []string) string {
	sorted := slices.Compact(slices.Sorted(slices.Values(items)))
	switch len(sorted) {
	case 0:
		return ""
	case 1:
		return sorted[0]
	}
	sum := sha256.Sum256([]byte(strings.Join(sorted, "\n") + "\n"))
	return sorted[0] + "+" + strconv.Itoa(len(sorted)-1) + "#" + hex.EncodeToString(sum[:4])
}
