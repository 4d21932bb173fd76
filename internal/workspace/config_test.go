package workspace

import (
	"os"
	"path/filepath"
	"testing"

	"asterism/internal/fail"
)

func write(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, configFile), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestConfig(t *testing.T) {
	c, err := readConfig(write(t, "title: 泰安\nthreads: 2\n"))
	if err != nil || c.Title != "泰安" || c.Threads != 2 || c.Listen != "127.0.0.1:8080" || c.Language != "zh" {
		t.Fatalf("%+v, %v", c, err)
	}
	if c, err := readConfig(write(t, initial)); err != nil || c.Language != "zh" {
		t.Errorf("the file that init writes: %+v, %v", c, err)
	}
	if _, err := readConfig(write(t, "titel: x\n")); fail.KindOf(err) != fail.Invalid {
		t.Errorf("an unknown key passed: %v", err)
	}
	if _, err := readConfig(t.TempDir()); fail.KindOf(err) != fail.NotFound {
		t.Errorf("a folder without asterism.yaml opened: %v", err)
	}
	t.Setenv("ASTERISM_LANGUAGE", "en")
	if c, err := readConfig(write(t, "language: zh\n")); err != nil || c.Language != "en" {
		t.Errorf("the environment must win: %+v, %v", c, err)
	}
}

func TestConfig_redacted(t *testing.T) {
	c := Config{Store: "postgres://ast:secret@localhost/x"}
	if got := c.Redacted().Store; got != "postgres://ast:***@localhost/x" {
		t.Error(got)
	}
}
