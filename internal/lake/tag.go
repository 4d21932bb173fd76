package lake

// The tag duckdb_arrow must be set, or this import stops the build with one line that says what to do.
import _ "asterism/internal/lake/run_make_build"
