package derive

import (
	"fmt"
	"math"
	"strconv"
	"time"
)

// defaultTolerance is the relative difference two doubles may have and still be the same.
const defaultTolerance = 1e-9

// text writes a value of a test or of the lake the way a test file writes it.
func show(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case time.Time:
		if v.Equal(v.Truncate(24 * time.Hour)) {
			return v.UTC().Format(time.DateOnly)
		}
		return v.UTC().Format(time.DateTime)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return fmt.Sprint(v)
}

// same compares a wanted value with a found one: numbers by relative tolerance, everything else as text. Null
// equals only null.
func same(want, got any, tolerance float64) bool {
	if want == nil || got == nil {
		return want == nil && got == nil
	}
	if tolerance == 0 {
		tolerance = defaultTolerance
	}
	if w, ok := want.(string); ok {
		return w == show(got)
	}
	w, wantNumber := number(want)
	f, gotNumber := number(got)
	if wantNumber && gotNumber {
		return math.Abs(w-f) <= tolerance*math.Max(math.Abs(w), math.Abs(f))
	}
	return show(want) == show(got)
}

// number reads numbers, and texts that hold one: the lake gives decimals as texts.
func number(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case int64:
		return float64(v), true
	case int32:
		return float64(v), true
	case int:
		return float64(v), true
	case uint64:
		return float64(v), true
	case string:
		f, err := strconv.ParseFloat(v, 64)
		return f, err == nil
	}
	return 0, false
}
