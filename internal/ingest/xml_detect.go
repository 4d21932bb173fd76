package ingest

import (
	"bytes"

	"asterism/internal/ingest/xmlscan"
)

// xmlRoot is the name of the first element of a file's head, with its prefix, and that of its first child; empty where
// there is none.
func xmlRoot(head []byte) (root, child string) {
	var s xmlscan.Scanner
	s.Reset(bytes.TrimSpace(head), 1)
	for {
		switch s.Next() {
		case xmlscan.Start:
			if root != "" {
				return root, string(s.Name())
			}
			root = string(s.Name())
		case xmlscan.EOF:
			return root, ""
		}
	}
}

// detectRoot makes a Detect that knows files by the name of their first element.
func detectRoot(roots ...string) func(Head) int {
	return func(h Head) int {
		if root, _ := xmlRoot(h.Bytes); contains(roots, root) {
			return 100
		}
		return 0
	}
}

// detectWrapped is detectRoot for records that may also stand in a wrapper of any name.
func detectWrapped(roots ...string) func(Head) int {
	return func(h Head) int {
		root, child := xmlRoot(h.Bytes)
		switch {
		case contains(roots, root):
			return 100
		case contains(roots, child):
			return 90
		}
		return 0
	}
}
