// Command asterism imports patent and enterprise files, builds tables, and serves pages and reports over them.
package main

import (
	"os"

	"asterism/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
