package cli

import "github.com/goccy/go-yaml"

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
	return r.print(c, func() { r.say("%s", text) })
}
