// Package asterism is the public face of Asterism 群星: it opens a workspace folder, imports files into its lake,
// builds its tables, and serves queries, reports and pages over them. The kernels (packages patent, text, …) can
// be used without it.
package asterism

import (
	"context"
	"io/fs"

	"asterism/content"
	"asterism/internal/workspace"
)

// Version is stamped by the release build.
var Version = "0.1.0-dev"

// Workspace is an open workspace folder: Import, Build, Query, Report, PlanStatus, Undo, Issue, Doctor, Close.
type Workspace = workspace.Workspace

// Change is a table's row count in two snapshots, as Workspace.Diff gives it.
type Change = workspace.Change

// Init makes an empty workspace in dir, which it creates when absent.
func Init(dir string) error { return workspace.Init(dir) }

// Open opens the workspace in dir. Close it.
func Open(ctx context.Context, dir string) (*Workspace, error) { return workspace.Open(ctx, dir) }

// Content is the product's own content: tables, measures, plans, reports, texts.
func Content() fs.FS { return content.FS }
