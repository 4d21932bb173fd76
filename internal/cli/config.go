package cli

import (
	"bytes"

	"github.com/goccy/go-yaml"
)

type configVerb struct{}

func (v *configVerb) Run(r *run) error {
	w, err := r.open()
	if err != nil {
		return err
	}
	defer w.Close()
	c := w.Config().Redacted()
	text, err := yaml.Marshal(c)
	if err != nil {
		return err
	}
	keys := map[string]any{} // named as in asterism.yaml
	if err := yaml.Unmarshal(text, &keys); err != nil {
		return err
	}
	return r.print(keys, func() { r.say("%s", bytes.TrimSpace(text)) })
}
