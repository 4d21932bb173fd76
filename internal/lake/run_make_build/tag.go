//go:build duckdb_arrow

// Package run_make_build is empty. A build without the tag duckdb_arrow finds no file in it and stops with one
// line that ends in its name: the answer to what went wrong.
package run_make_build
