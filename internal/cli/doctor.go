package cli

import (
	"asterism/internal/fail"
)

type doctorVerb struct{}

func (v *doctorVerb) Run(r *run) error {
	w, err := r.openRead()
	if err != nil {
		return err
	}
	defer w.Close()
	checks := w.Doctor(r)
	if err := r.print(checks, func() {
		for _, c := range checks {
			r.say("%-4s %-18s %s", c.State, c.Name, c.Detail)
			if c.Do != "" {
				r.say("     → %s", c.Do)
			}
		}
	}); err != nil {
		return err
	}
	for _, c := range checks {
		if c.State == "FAIL" {
			return fail.New(fail.Unavailable, "%s: %s", c.Name, c.Detail)
		}
	}
	return nil
}
