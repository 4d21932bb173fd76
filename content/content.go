// Package content holds everything an analyst, economist, lawyer or case officer edits: table definitions,
// base and measure SQL, plans, reports, classifications, texts. It flows out as one embedded file system; a
// workspace overlays it with the same folders of its own.
package content

import "embed"

// FS is the product's content, rooted at this folder.
//
//go:embed all:*
var FS embed.FS
