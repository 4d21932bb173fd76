package cli

import (
	"runtime"

	"asterism"
)

type versionVerb struct{}

func (v *versionVerb) Run(r *run) error {
	facts := map[string]string{"version": asterism.Version, "go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH}
	return r.print(facts, func() { r.say("asterism %s (%s, %s)", facts["version"], facts["go"], facts["platform"]) })
}
