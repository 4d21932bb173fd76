// Package text works on the words of Chinese and English sources: folding, tokens and the
// positional index of search (Index: build, merge, patterns, ranking), the names of firms and
// people and which of them are one party, check digits of organisation codes, quantities with Chinese units, string
// similarity. Pure functions.
//
// It uses golang.org/x/text/unicode/norm for NFKC beside the standard library: Unicode's compatibility table is data
// that a copy here would only let grow old.
package text
