package derive

import (
	"slices"

	"asterism/internal/fail"
	"asterism/internal/lang"

	"github.com/goccy/go-yaml"
)

// ReweightedScheme is the text of a scheme's file with other weights of its indicators and groups, under an id and title of its own: a file for content/indices. The document and
// conditions of recognition stay behind: weights that a person chose are nobody's regime.
func ReweightedScheme(spec []byte, id string, title lang.Text, weights map[string]float64) ([]byte, error) {
	var scheme yaml.MapSlice
	if err := yaml.UnmarshalWithOptions(spec, &scheme, yaml.UseOrderedMap()); err != nil {
		return nil, fail.As(fail.Invalid, err, "scheme")
	}
	var kept yaml.MapSlice
	for _, item := range scheme {
		switch item.Key {
		case "id":
			item.Value = id
		case "title":
			item.Value = yaml.MapSlice{{Key: "zh", Value: title.Zh}, {Key: "en", Value: title.En}}
		case "mark":
			item.Value = "proposal"
		case "indicators", "groups":
			item.Value = reweighted(item.Value, weights)
		case "regime", "conditions":
			continue
		}
		kept = append(kept, item)
	}
	text, err := yaml.MarshalWithOptions(kept, yaml.Indent(2), yaml.IndentSequence(true))
	if err != nil {
		return nil, fail.As(fail.Internal, err, "scheme")
	}
	_, err = ReadIndexFile("indices/"+id+".yaml", text)
	return text, err
}

// reweighted sets the weights of a list's members that have one in weights.
func reweighted(list any, weights map[string]float64) any {
	members, _ := list.([]any)
	out := make([]any, len(members))
	for i, m := range members {
		member, ok := m.(yaml.MapSlice)
		out[i] = m
		if !ok {
			continue
		}
		name, _ := member.ToMap()["id"].(string)
		if w, ok := weights[name]; ok {
			member = slices.DeleteFunc(slices.Clone(member), func(item yaml.MapItem) bool { return item.Key == "weight" })
			out[i] = append(member, yaml.MapItem{Key: "weight", Value: w})
		}
	}
	return out
}
