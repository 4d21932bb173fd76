package page

import (
	"fmt"
	"strconv"
	"strings"

	"asterism/internal/fail"
)

// Patents chosen on the topic map: topic is a list of topics, area a polygon on the map of a language, as "zh:x,y,x,y,…".

const mostCorners = 120

// mapConditions are the conditions that the parameters topic and area put on patents.
func (r *Request) mapConditions() (all []string, err error) {
	if topics := r.Values["topic"]; len(topics) > 1 {
		r.Values.Set("topic", strings.Join(topics, ",")) // boxes of a form
	}
	if list := r.Values.Get("topic"); list != "" {
		var numbers []any
		for _, t := range strings.Split(list, ",") {
			n, err := bounded("topic", t, 0, maxOffset)
			if err != nil {
				return nil, err
			}
			numbers = append(numbers, n)
		}
		all = append(all, "patent_id in (select patent_id from measure.topic_patent where topic in ("+literals(numbers)+"))")
	}
	if area := r.Values.Get("area"); area != "" {
		language, corners, err := polygon(area)
		if err != nil {
			return nil, err
		}
		all = append(all, "patent_id in (select patent_id from measure.topic_patent where language = "+literal(language)+" and "+inside(corners)+")")
	}
	if len(all) > 0 && !r.Has("measure.topic_patent") {
		return nil, fail.New(fail.NotFound, "%s is not built yet; run: asterism build", "measure.topic_patent")
	}
	return all, nil
}

// polygon reads an area: its language and its corners.
func polygon(area string) (language string, corners [][2]float64, err error) {
	bad := func() (string, [][2]float64, error) {
		return "", nil, fail.New(fail.Invalid, "area=%s: a language and three to %d corners, as zh:0,0,10,0,10,10", area, mostCorners)
	}
	language, list, found := strings.Cut(area, ":")
	numbers := strings.Split(list, ",")
	if !found || len(numbers)%2 == 1 || len(numbers) < 6 || len(numbers) > 2*mostCorners {
		return bad()
	}
	for i := 0; i < len(numbers); i += 2 {
		var corner [2]float64
		for k := range corner {
			v, err := strconv.ParseFloat(numbers[i+k], 64)
			if err != nil || !(v > -1e6 && v < 1e6) {
				return bad()
			}
			corner[k] = v
		}
		corners = append(corners, corner)
	}
	return language, corners, nil
}

// inside is the condition that x, y lie in a polygon: a ray to the right crosses its sides an odd number of times.
func inside(corners [][2]float64) string {
	var sides []string
	for i, a := range corners {
		b := corners[(i+1)%len(corners)]
		if a[1] == b[1] {
			continue
		}
		slope := (b[0] - a[0]) / (b[1] - a[1])
		sides = append(sides, fmt.Sprintf("case when y > %s and y <= %s and x < %s + %s * (y - %s) then 1 else 0 end",
			literal(min(a[1], b[1])), literal(max(a[1], b[1])), literal(a[0]), literal(slope), literal(a[1])))
	}
	if len(sides) == 0 {
		return "false"
	}
	return "(" + strings.Join(sides, "\n    + ") + ") % 2 = 1"
}

// chosenOnMap tells what of the map was chosen, with the addresses that take it back.
func (r *Request) chosenOnMap() (all []LinkView) {
	if t := r.Values.Get("topic"); t != "" {
		all = append(all, LinkView{Text: r.T("topics.chosen", "topics", strings.ReplaceAll(t, ",", "、")), URL: r.Here("topic", "", "page", "")})
	}
	if r.Values.Get("area") != "" {
		all = append(all, LinkView{Text: r.T("topics.area"), URL: r.Here("area", "", "page", "")})
	}
	return all
}
