package derive

import (
	"context"
	"math"
	"slices"

	"asterism/econ"
	"asterism/internal/fail"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// regionProfile is what a region's page tells of its structure: total, specialisation, concentration and variety, a row a region.
func regionProfile() KernelAdapter {
	return KernelAdapter{Name: "region-profile", Version: "1", AnyOrder: true, Run: runProfile, Input: slices.Concat(words("region", "industry", "industry_group"), doubles("value")),
		Doc: lang.Text{Zh: "地区产业结构一览：合计，krugman、krugman_other、hoover、hachman、hhi、lq_count（同 krugman），等效行业数 1/HHI，熵及其相关、无关部分（同 variety；industry_group 全空或只有一组时后两项为空）",
			En: "structure of regions in a row each: total, krugman, krugman_other, hoover, hachman, hhi, lq_count (as krugman), equivalent number 1/HHI, entropy and its related and unrelated parts (as variety; the parts are null where industry_group is empty or one group only)"},
		Output: slices.Concat(words("region"), doubles("value"), wholeColumns("industry_count", "lq_count"), doubles("krugman", "krugman_other", "hoover", "hachman", "hhi", "equivalent", "entropy", "unrelated", "related"))}
}

func runProfile(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
	sums, group := map[pair]float64{}, map[string]string{}
	var bad error
	err := rowsOf(ctx, in, func(w []string, _ []int64, value float64) {
		if !(value >= 0) && bad == nil {
			bad = fail.New(fail.Invalid, "%s, %s: value %g: amounts are not below 0", w[0], w[1], value)
		}
		if g, ok := group[w[1]]; ok && g != w[2] && bad == nil {
			bad = fail.New(fail.Invalid, "%s, %s: industry in two groups, %s and %s", w[0], w[1], g, w[2])
		}
		sums[pair{w[0], w[1]}] += value
		group[w[1]] = w[2]
	})
	if err == nil {
		err = bad
	}
	if err != nil {
		return err
	}
	t, err := tableOf(sums, nil, nil)
	if err != nil {
		return err
	}
	groups := t.groups(group)
	for r, s := range econ.Specialise(t.Table) {
		if err := out.Row(t.profile(r, s, groups)...); err != nil {
			return err
		}
	}
	return nil
}

// groups numbers the groups of the industries; nil where they tell nothing apart.
func (t *regionTable) groups(group map[string]string) []int {
	number, list := map[string]int{}, make([]int, len(t.industries))
	for i, name := range t.industries {
		g := group[name]
		if g == "" {
			return nil
		}
		if _, ok := number[g]; !ok {
			number[g] = len(number)
		}
		list[i] = number[g]
	}
	if len(number) < 2 {
		return nil
	}
	return list
}

func (t *regionTable) profile(r int, s econ.Specialisation, groups []int) []any {
	amounts, count, total := t.Of(r), 0, 0.0
	for _, a := range amounts {
		total += a
		if a > 0 {
			count++
		}
	}
	v := econ.Varieties(amounts, make([]int, len(amounts)))
	v.Unrelated, v.Related = math.NaN(), math.NaN()
	if groups != nil {
		v = econ.Varieties(amounts, groups)
	}
	row := []any{t.regions[r], total, count, s.Specialised}
	return numbersOrNull(row, s.Krugman, s.KrugmanOther, s.Hoover, s.Hachman, s.HHI, 1/s.HHI, v.Total, v.Unrelated, v.Related)
}
