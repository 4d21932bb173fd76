package store

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// cluster is one PostgreSQL server for the whole test run, started on first use and stopped by TestMain.
var cluster struct {
	once sync.Once
	dir  string
	dsn  string // without a database name
	skip string // why there is none
	n    int
}

func TestMain(m *testing.M) {
	if os.Getenv("STORE_TEST_CHILD") != "" {
		child()
		return
	}
	code := m.Run()
	stopPostgres()
	os.Exit(code)
}

// postgres gives a test its own empty database on a real server, or skips.
func postgres(t *testing.T) string {
	t.Helper()
	cluster.once.Do(startPostgres)
	if cluster.skip != "" {
		t.Skip("no PostgreSQL for this test: " + cluster.skip)
	}
	cluster.n++
	name := fmt.Sprintf("t%d", cluster.n)
	if out, err := asPostgres(tool("createdb"), "-h", cluster.dir, "-p", port(), "-U", "postgres", name).CombinedOutput(); err != nil {
		t.Fatalf("createdb: %v\n%s", err, out)
	}
	return fmt.Sprintf("postgres:///%s?host=%s&port=%s&user=postgres", name, cluster.dir, port())
}

func startPostgres() {
	if tool("initdb") == "" || tool("pg_ctl") == "" {
		cluster.skip = "initdb and pg_ctl are neither in PATH nor under /usr/lib/postgresql"
		return
	}
	dir, err := os.MkdirTemp("", "pg") // short: a socket path has at most 107 bytes
	if err != nil {
		cluster.skip = err.Error()
		return
	}
	cluster.dir = dir
	os.Chmod(dir, 0o777)
	data := filepath.Join(dir, "data")
	options := fmt.Sprintf("-p %s -k %s -c listen_addresses='' -c fsync=off", port(), dir)
	for _, c := range []*exec.Cmd{
		asPostgres(tool("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"),
		asPostgres(tool("pg_ctl"), "-D", data, "-w", "-l", filepath.Join(dir, "log"), "-o", options, "start"),
	} {
		if out, err := c.CombinedOutput(); err != nil {
			cluster.skip = fmt.Sprintf("%v: %s", err, out)
			return
		}
	}
}

func stopPostgres() {
	if cluster.dir == "" {
		return
	}
	asPostgres(tool("pg_ctl"), "-D", filepath.Join(cluster.dir, "data"), "-m", "immediate", "stop").Run()
	os.RemoveAll(cluster.dir)
}

// port is only part of the socket's name here (no network is listened on); a free one is taken all the same.
var port = sync.OnceValue(func() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "54321"
	}
	defer l.Close()
	_, p, _ := net.SplitHostPort(l.Addr().String())
	return p
})

// tool finds a PostgreSQL program, newest version first; a wrapper in PATH comes last.
func tool(name string) string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if len(found) > 0 {
		return found[len(found)-1]
	}
	path, _ := exec.LookPath(name)
	return path
}

// asPostgres runs a program as the user postgres when we are root, since the server refuses root.
func asPostgres(name string, args ...string) *exec.Cmd {
	if os.Geteuid() != 0 {
		return exec.Command(name, args...)
	}
	quoted := make([]string, 0, len(args)+1)
	for _, a := range append([]string{name}, args...) {
		quoted = append(quoted, "'"+strings.ReplaceAll(a, "'", `'\''`)+"'")
	}
	cmd := exec.Command("su", "-s", "/bin/sh", "postgres", "-c", strings.Join(quoted, " "))
	cmd.Dir = "/"
	return cmd
}
