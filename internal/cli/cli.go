// Package cli is the command line: one file a verb, listed in verbs.go. Results go to stdout, progress and
// findings to stderr; exit 0 done, 1 failed, 2 wrong usage.
package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"asterism"
	"asterism/internal/fail"

	"github.com/alecthomas/kong"
)

// Globals are the flags every verb knows.
type Globals struct {
	Workspace string `short:"w" default:"." placeholder:"DIR" help:"工作区目录 · the workspace folder."`
	JSON      bool   `help:"以 JSON 输出结果 · print the result as JSON."`
	Quiet     bool   `short:"q" help:"不显示进度 · no progress."`
}

// run is what a verb gets: where to read and write, and the globals.
type run struct {
	context.Context
	Globals
	stdin          io.Reader
	stdout, stderr io.Writer
}

type commandLine struct {
	Globals
	Verbs
}

// exitCode carries kong's wish to end (after --help) through a panic, as its API wants.
type exitCode int

// Main runs one command line and returns the exit code.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	defer func() {
		if p := recover(); p != nil {
			c, ok := p.(exitCode)
			if !ok {
				panic(p)
			}
			code = int(c)
		}
	}()
	line := commandLine{}
	parser := kong.Must(&line, options(stdout, stderr)...)
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(stderr, "asterism: %v\n", err)
		fmt.Fprintln(stderr, "asterism --help 列出命令 · lists the verbs")
		return 2
	}
	return execute(parsed, &run{Globals: line.Globals, stdin: stdin, stdout: stdout, stderr: stderr})
}

func options(stdout, stderr io.Writer) []kong.Option {
	return []kong.Option{
		kong.Name("asterism"),
		kong.Description("Asterism 群星：创新型产业集群的观察、专利导航与服务 · see, navigate and serve innovative industrial clusters"),
		kong.Writers(stdout, stderr),
		kong.Exit(func(c int) { panic(exitCode(c)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, Summary: true, NoExpandSubcommands: true}),
		kong.Vars{"version": asterism.Version},
	}
}

// execute runs the verb; an interrupt cancels it, so that work in hand stops at a whole state.
func execute(parsed *kong.Context, r *run) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	r.Context = ctx
	err := parsed.Run(r)
	if err == nil {
		return 0
	}
	if ctx.Err() != nil {
		fmt.Fprintln(r.stderr, "asterism: 已取消 · cancelled")
		return 1
	}
	r.failed(err)
	return fail.KindOf(err).Exit()
}

// open opens the workspace of the command line, for verbs that do without its content.
func (r *run) open() (*asterism.Workspace, error) { return asterism.Open(r, r.Workspace) }

// openRead opens the workspace of the command line, reads its content and says what is wrong with it.
func (r *run) openRead() (*asterism.Workspace, error) {
	w, err := r.open()
	if err != nil {
		return nil, err
	}
	if err := w.Load(); err != nil {
		w.Close()
		return nil, err
	}
	for _, f := range w.Findings() {
		r.finding(w.Catalog(), w.Config().Language, f)
	}
	return w, nil
}

// print writes v as JSON when asked for, else by the verb's own text.
func (r *run) print(v any, text func()) error {
	if !r.JSON {
		text()
		return nil
	}
	e := json.NewEncoder(r.stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// say writes a line of the result.
func (r *run) say(format string, args ...any) { fmt.Fprintf(r.stdout, format+"\n", args...) }

// note writes a line that is not the result.
func (r *run) note(format string, args ...any) { fmt.Fprintf(r.stderr, format+"\n", args...) }
