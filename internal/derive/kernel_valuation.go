package derive

import (
	"context"
	"math"
	"slices"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/lang"
	"asterism/patent"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// valueIndicators are the 27 of GB/T 42748-2023: 7 of law, 10 of technology, 10 of the economy.
var valueIndicators = []string{"validity", "family", "review", "unavoidable", "claim_soundness", "claim_kinds", "dependence",
	"problem", "originality", "effect", "citations", "alternatives", "field_count", "field_breadth", "complements", "stage", "life_cycle",
	"remaining_life", "defence", "control", "rivals", "sales", "market_share", "policy", "transfer", "finance", "litigation"}

// valueScenes are those the standard names, and equal weights beside them.
var valueScenes = []string{"equal", "licence", "finance", "reporting", "infringement", "management"}

// valuationKernel adapts patent.Value. Rows with a scene hold the scene's weights in the columns of the indicators, the others a
// patent's components.
func valuationKernel() KernelAdapter {
	k := KernelAdapter{Name: "valuation", Version: "1", AnyOrder: true, Run: runValuation,
		Doc: lang.Text{Zh: "透明估值：GB/T 42748-2023 的 27 项指标（各 0–1，空为不详）按场景权重加权；权重是 scene 列非空的行。给出已知权重占比与逐项剔除的上下限。标准未规定权重",
			En: "transparent valuation: the 27 indicators of GB/T 42748-2023 (0–1 each, empty if not known) weighed by scene; rows with a scene are its weights. With the share of weight known and the bounds when any one indicator is left out. The standard prescribes no weights"},
		Input:  []lake.Column{{Name: "patent_id", Type: "VARCHAR"}},
		Output: []lake.Column{{Name: "patent_id", Type: "VARCHAR"}}}
	k.Optional = append(k.Optional, lake.Column{Name: "scene", Type: "VARCHAR"})
	for _, name := range valueIndicators {
		k.Optional = append(k.Optional, lake.Column{Name: name, Type: "DOUBLE"})
		k.Output = append(k.Output, lake.Column{Name: name, Type: "DOUBLE"})
	}
	for _, s := range valueScenes {
		k.Output = append(k.Output, lake.Column{Name: "value_" + s, Type: "DOUBLE"})
	}
	k.Output = append(k.Output, lake.Column{Name: "known_share", Type: "DOUBLE"}, lake.Column{Name: "value_low", Type: "DOUBLE"}, lake.Column{Name: "value_high", Type: "DOUBLE"},
		lake.Column{Name: "scene_low", Type: "DOUBLE"}, lake.Column{Name: "scene_high", Type: "DOUBLE"})
	return k
}

func runValuation(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
	weights := map[string][]float64{}
	components := map[string][]float64{}
	for in.Next() {
		takeValues(in.RecordBatch(), weights, components)
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	if err := in.Err(); err != nil {
		return err
	}
	if weights["equal"] == nil {
		weights["equal"] = slices.Repeat([]float64{1}, len(valueIndicators))
	}
	for scene, list := range weights {
		for k, w := range list {
			if w < 0 || math.IsInf(w, 0) {
				return fail.New(fail.Invalid, "weight of %s in scene %s: %g is no weight", valueIndicators[k], scene, w)
			}
			if math.IsNaN(w) {
				list[k] = 0
			}
		}
	}
	for _, id := range sortedKeys(components) {
		if err := writeValue(id, components[id], weights, out); err != nil {
			return err
		}
	}
	return nil
}

func takeValues(b arrow.RecordBatch, weights, components map[string][]float64) {
	ids := b.Column(0).(*array.String)
	var scenes *array.String
	at := make([]*array.Float64, len(valueIndicators))
	for i, f := range b.Schema().Fields() {
		if f.Name == "scene" {
			scenes, _ = b.Column(i).(*array.String)
		}
		if k := slices.Index(valueIndicators, f.Name); k >= 0 {
			at[k], _ = b.Column(i).(*array.Float64)
		}
	}
	for i := range int(b.NumRows()) {
		row := make([]float64, len(at))
		for k, a := range at {
			if row[k] = math.NaN(); a != nil && a.IsValid(i) {
				row[k] = a.Value(i)
			}
		}
		switch {
		case scenes != nil && scenes.IsValid(i):
			weights[strings.Clone(scenes.Value(i))] = row
		case ids.IsValid(i):
			components[strings.Clone(ids.Value(i))] = row
		}
	}
}

func writeValue(id string, components []float64, weights map[string][]float64, out *Output) error {
	row := []any{id}
	for _, x := range components {
		row = append(row, orNull(x))
	}
	equal := patent.Value(components, weights["equal"])
	low, high := equal.Score, equal.Score
	for _, scene := range valueScenes {
		w := weights[scene]
		if w == nil {
			row = append(row, nil)
			continue
		}
		v := patent.Value(components, w)
		row = append(row, orNull(v.Score))
		if !math.IsNaN(v.Score) {
			low, high = min(low, v.Score), max(high, v.Score)
		}
	}
	return out.Row(append(row, equal.Known, orNull(equal.Low), orNull(equal.High), orNull(low), orNull(high))...)
}
