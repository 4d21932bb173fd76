package workspace

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"asterism/internal/fail"

	"github.com/goccy/go-yaml"
)

// Config is asterism.yaml. Precedence: environment (ASTERISM_<KEY>), file, default; unknown keys are errors.
type Config struct {
	Title       string `yaml:"title"`        // shown on every page; default: the folder's name
	Language    string `yaml:"language"`     // zh or en; default zh
	Listen      string `yaml:"listen"`       // default 127.0.0.1:8080; loopback only until accounts exist
	Store       string `yaml:"store"`        // default store.db in the workspace; postgres://… for PostgreSQL
	MemoryLimit string `yaml:"memory_limit"` // of the analytical engine, e.g. 4GB; default: a part of the machine's
	SpillFolder string `yaml:"spill_folder"` // default lake/spill
	Threads     int    `yaml:"threads"`      // default: all cores
}

const configFile = "asterism.yaml"

// readConfig reads asterism.yaml of a workspace folder and lays the environment over it.
func readConfig(dir string) (Config, error) {
	c := Config{Title: filepath.Base(dir), Language: "zh", Listen: "127.0.0.1:8080"}
	data, err := os.ReadFile(filepath.Join(dir, configFile))
	if errors.Is(err, fs.ErrNotExist) {
		return c, fail.New(fail.NotFound, "%s is no workspace (no %s); run: asterism -w %s init", dir, configFile, dir)
	}
	if err != nil {
		return c, fail.As(fail.Unavailable, err, "read %s", configFile)
	}
	var given Config
	if err := yaml.UnmarshalWithOptions(data, &given, yaml.Strict()); err != nil && !errors.Is(err, io.EOF) {
		return c, fail.New(fail.Invalid, "%s: %v", configFile, err)
	}
	c.take(given)
	return c, c.environment()
}

// take lays the file's values over the defaults; a key that is absent or blank leaves the default.
func (c *Config) take(given Config) {
	own := given.fields()
	for key, field := range c.fields() {
		if *own[key] != "" {
			*field = *own[key]
		}
	}
	if given.Threads != 0 {
		c.Threads = given.Threads
	}
}

func (c *Config) environment() error {
	for key, field := range c.fields() {
		if v, ok := os.LookupEnv("ASTERISM_" + strings.ToUpper(key)); ok {
			*field = v
		}
	}
	if v, ok := os.LookupEnv("ASTERISM_THREADS"); ok {
		n, err := strconv.Atoi(v)
		if err != nil {
			return fail.New(fail.Invalid, "ASTERISM_THREADS=%q is no number", v)
		}
		c.Threads = n
	}
	if c.Language != "zh" && c.Language != "en" {
		return fail.New(fail.Invalid, "language %q: zh or en", c.Language)
	}
	return nil
}

func (c *Config) fields() map[string]*string {
	return map[string]*string{"title": &c.Title, "language": &c.Language, "listen": &c.Listen, "store": &c.Store,
		"memory_limit": &c.MemoryLimit, "spill_folder": &c.SpillFolder}
}

// Redacted returns the configuration with the store's password masked, for printing.
func (c Config) Redacted() Config {
	scheme, rest, found := strings.Cut(c.Store, "://")
	user, host, at := strings.Cut(rest, "@")
	if found && at {
		name, _, _ := strings.Cut(user, ":")
		c.Store = fmt.Sprintf("%s://%s:***@%s", scheme, name, host)
	}
	return c
}
