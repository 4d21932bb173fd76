// Package lang loads the bilingual texts of content/i18n and fills their places. Each file is a topic, each key
// holds both languages side by side, so that a missing translation is seen where it is missing.
package lang

import (
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"

	"github.com/goccy/go-yaml"
)

// Languages lists the languages every text must have, the default first.
var Languages = []string{"zh", "en"}

// Text is a text in both languages, as content files hold it.
type Text struct {
	Zh string `yaml:"zh" json:"zh"`
	En string `yaml:"en" json:"en"`
}

// In returns the text in a language, Chinese where that is empty.
func (t Text) In(language string) string {
	if language == "en" && t.En != "" {
		return t.En
	}
	return t.Zh
}

// Catalog maps "topic.key" to its texts, and the English texts of errors to their Chinese wording.
type Catalog struct {
	texts    map[string]Text
	wordings map[string]string
}

// Load reads i18n/*.yaml of a content tree. Nested maps become dotted keys; a map with zh or en is a text, or,
// where these hold maps themselves (as findings do: what, why, do), one text per inner key. A plain entry at the top
// of a file words an English text in Chinese, as failure.yaml does for errors.
func Load(content fs.FS) (*Catalog, error) {
	names, err := fs.Glob(content, "i18n/*.yaml")
	if err != nil {
		return nil, err
	}
	c := &Catalog{texts: map[string]Text{}, wordings: map[string]string{}}
	for _, name := range names {
		if err := c.load(content, name); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *Catalog) load(content fs.FS, name string) error {
	data, err := fs.ReadFile(content, name)
	if err != nil {
		return err
	}
	tree := map[string]any{}
	if err := yaml.Unmarshal(data, &tree); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for en, zh := range tree {
		if zh, ok := zh.(string); ok {
			c.wordings[en] = zh
		}
	}
	c.add(strings.TrimSuffix(path.Base(name), ".yaml"), tree)
	return nil
}

func (c *Catalog) add(key string, tree map[string]any) {
	zh, hasZh := tree["zh"]
	en, hasEn := tree["en"]
	if !hasZh && !hasEn {
		for k, v := range tree {
			if sub, ok := v.(map[string]any); ok {
				c.add(key+"."+k, sub)
			}
		}
		return
	}
	c.set(key, "zh", zh)
	c.set(key, "en", en)
}

func (c *Catalog) set(key, language string, v any) {
	if parts, ok := v.(map[string]any); ok {
		for k, inner := range parts {
			c.set(key+"."+k, language, inner)
		}
		return
	}
	t := c.texts[key]
	if s, ok := v.(string); ok && language == "zh" {
		t.Zh = s
	} else if ok {
		t.En = s
	}
	c.texts[key] = t
}

// Text returns the text of a key with {name} places filled from name, value pairs. An unknown key is returned
// itself: visible, never empty.
func (c *Catalog) Text(language, key string, pairs ...any) string {
	t, ok := c.texts[key]
	if !ok {
		return key
	}
	s := t.In(language)
	for i := 0; i+1 < len(pairs); i += 2 {
		s = strings.ReplaceAll(s, "{"+fmt.Sprint(pairs[i])+"}", fmt.Sprint(pairs[i+1]))
	}
	return s
}

// Wording gives an English text of the code in a language; what nobody worded stays English.
func (c *Catalog) Wording(language, en string) string {
	if zh, ok := c.wordings[en]; ok && language != "en" {
		return zh
	}
	return en
}

// Has tells whether a key exists.
func (c *Catalog) Has(key string) bool { _, ok := c.texts[key]; return ok }

// Add gives a key its texts: words that other content files hold.
func (c *Catalog) Add(key string, t Text) { c.texts[key] = t }

// Under lists the keys that begin with a prefix, sorted.
func (c *Catalog) Under(prefix string) []string {
	var keys []string
	for k := range c.texts {
		if strings.HasPrefix(k, prefix) {
			keys = append(keys, k)
		}
	}
	sort.Strings(keys)
	return keys
}

// Missing lists keys that lack a language.
func (c *Catalog) Missing() []string {
	var keys []string
	for k, t := range c.texts {
		if t.Zh == "" || t.En == "" {
			keys = append(keys, k)
		}
	}
	sort.Strings(keys)
	return keys
}
