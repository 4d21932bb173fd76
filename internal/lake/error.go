package lake

import (
	"context"
	"errors"
	"strings"

	"github.com/duckdb/duckdb-go/v2"

	"asterism/internal/fail"
)

// storageError gives errors of the file system a kind: what the operator can mend is Unavailable.
func storageError(err error) error {
	if err == nil {
		return nil
	}
	if diskFull(err) {
		return fail.As(fail.Unavailable, err, "no space left for the lake")
	}
	return fail.As(fail.Internal, err, "lake storage")
}

// What DuckDB's messages say where its error types do not: it passes on the system's text.
var (
	fullTexts  = []string{"no space left on device", "file too large", "disk quota exceeded", "max_temp_directory_size", "not enough space on the disk"}
	queryTypes = map[duckdb.ErrorType]bool{duckdb.ErrorTypeParser: true, duckdb.ErrorTypeSyntax: true, duckdb.ErrorTypeBinder: true,
		duckdb.ErrorTypeCatalog: true, duckdb.ErrorTypeConversion: true, duckdb.ErrorTypeOutOfRange: true, duckdb.ErrorTypeInvalidInput: true,
		duckdb.ErrorTypeMismatchType: true, duckdb.ErrorTypeExpression: true, duckdb.ErrorTypeParameterNotResolved: true,
		duckdb.ErrorTypeParameterNotAllowed: true, duckdb.ErrorTypeNotImplemented: true, duckdb.ErrorTypeDivideByZero: true}
)

// engineError gives DuckDB's errors a kind. ctx tells whether an interrupt was ours.
func engineError(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if cause := ctx.Err(); cause != nil {
		return interrupted(cause)
	}
	text := strings.ToLower(err.Error())
	for _, t := range fullTexts {
		if strings.Contains(text, t) {
			return fail.As(fail.Unavailable, err, "no space left for the lake")
		}
	}
	var d *duckdb.Error
	if !errors.As(err, &d) {
		return storageError(err)
	}
	return duckError(d)
}

func duckError(d *duckdb.Error) error {
	switch {
	case d.Type == duckdb.ErrorTypeOutOfMemory:
		return fail.As(fail.Unavailable, d, "memory limit reached")
	case d.Type == duckdb.ErrorTypePermission:
		return fail.As(fail.Denied, d, "not allowed")
	case queryTypes[d.Type]:
		return fail.As(fail.Invalid, d, "query")
	}
	return fail.As(fail.Internal, d, "query engine")
}

func interrupted(cause error) error {
	if errors.Is(cause, context.DeadlineExceeded) {
		return fail.As(fail.Unavailable, cause, "time limit reached")
	}
	return fail.As(fail.Unavailable, cause, "cancelled")
}
