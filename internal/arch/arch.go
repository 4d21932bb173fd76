// Package arch holds no code: its test reads layers.txt and fails when an import, a name or a habit breaks it.
package arch
