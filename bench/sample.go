package main

import (
	"sort"
	"time"
)

// sample is the times of one thing, in seconds.
type sample []float64

// timing is the wall clock and the processor time of the runs of one thing. Under load only the second can be compared.
type timing struct{ Wall, CPU sample }

func (t *timing) add(wall, cpu float64) {
	t.Wall, t.CPU = append(t.Wall, wall), append(t.CPU, cpu)
}

// Over is how many times longer this took than the other, by the wall clock.
func (t timing) Over(o timing) float64 { return t.Wall.Median() / o.Wall.Median() }

// CPUOver is Over by processor time.
func (t timing) CPUOver(o timing) float64 { return t.CPU.Median() / o.CPU.Median() }

func since(start time.Time) float64 { return time.Since(start).Seconds() }

func (s sample) sorted() sample {
	t := append(sample(nil), s...)
	sort.Float64s(t)
	return t
}

// Median of an even number is the mean of the middle two; 0 of none.
func (s sample) Median() float64 {
	if len(s) == 0 {
		return 0
	}
	t := s.sorted()
	return (t[(len(t)-1)/2] + t[len(t)/2]) / 2
}

// Worst is the longest; 0 of none.
func (s sample) Worst() float64 {
	if len(s) == 0 {
		return 0
	}
	return s.sorted()[len(s)-1]
}
