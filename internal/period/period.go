// Package period holds the spans of time that statistics and plans speak of: years, quarters, months and China's
// five-year plans. In flow texts as people and files write them (2015, 2015-Q1, 2015年3月, “十三五”末), out flow
// half-open ranges of days and texts in Chinese and English.
package period

import (
	"fmt"
	"time"
)

// Kind is how long a period is.
type Kind string

const (
	Year    Kind = "year"
	Quarter Kind = "quarter"
	Month   Kind = "month"
	Plan    Kind = "plan" // a five-year plan
)

// Period is one span. Comparable with ==; the zero value is no period.
type Period struct {
	Kind  Kind
	Year  int  // the year; of a plan its first
	Index int  // quarter 1–4, month 1–12, number of the plan; 0 for a year
	AtEnd bool // meant at its end, as in 十三五末: a stock, not a flow
}

// OfYear is the period of a calendar year.
func OfYear(year int) Period { return Period{Kind: Year, Year: year} }

// OfPlan is the n-th five-year plan: the 1st 1953–1957, the 2nd 1958–1962, from the 3rd (1966–1970) on without a
// gap, so that the 12th is 2011–2015. It reports false for n below 1.
func OfPlan(n int) (Period, bool) {
	switch {
	case n < 1:
		return Period{}, false
	case n <= 2:
		return Period{Kind: Plan, Year: 1953 + 5*(n-1), Index: n}, true
	}
	return Period{Kind: Plan, Year: 1966 + 5*(n-3), Index: n}, true
}

// PlanOf is the five-year plan a year lies in; 1949–1952 and 1963–1965 had none.
func PlanOf(year int) (Period, bool) {
	for n := 1; n <= 2; n++ {
		if p, _ := OfPlan(n); year >= p.Year && year < p.Year+5 {
			return p, true
		}
	}
	if year < 1966 {
		return Period{}, false
	}
	return OfPlan(3 + (year-1966)/5)
}

// Start is the first day, at midnight UTC.
func (p Period) Start() time.Time {
	month := 1
	switch p.Kind {
	case Quarter:
		month = 3*p.Index - 2
	case Month:
		month = p.Index
	}
	return time.Date(p.Year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
}

// End is the day after the last: ranges are half-open.
func (p Period) End() time.Time {
	switch p.Kind {
	case Quarter:
		return p.Start().AddDate(0, 3, 0)
	case Month:
		return p.Start().AddDate(0, 1, 0)
	case Plan:
		return p.Start().AddDate(5, 0, 0)
	}
	return p.Start().AddDate(1, 0, 0)
}

// Contains tells whether the day of t, in t's own zone, lies in the period.
func (p Period) Contains(t time.Time) bool {
	day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	return !day.Before(p.Start()) && day.Before(p.End())
}

// LastYear is the year the period ends in.
func (p Period) LastYear() int { return p.End().AddDate(0, 0, -1).Year() }

// Years lists the calendar years the period touches.
func (p Period) Years() []int {
	var years []int
	for y := p.Year; y <= p.LastYear(); y++ {
		years = append(years, y)
	}
	return years
}

// Next is the period of the same kind that follows; after the 2nd plan (1958–1962) it is the 3rd (1966–1970).
func (p Period) Next() Period {
	next := p
	switch p.Kind {
	case Quarter:
		next.Year, next.Index = p.Year+p.Index/4, p.Index%4+1
	case Month:
		next.Year, next.Index = p.Year+p.Index/12, p.Index%12+1
	case Plan:
		plan, _ := OfPlan(p.Index + 1)
		next.Year, next.Index = plan.Year, plan.Index
	default:
		next.Year++
	}
	return next
}

// String writes the period as Parse reads it: 2015, 2015-Q1, 2015-03, FYP12.
func (p Period) String() string {
	switch p.Kind {
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", p.Year, p.Index)
	case Month:
		return fmt.Sprintf("%04d-%02d", p.Year, p.Index)
	case Plan:
		return fmt.Sprintf("FYP%d", p.Index)
	}
	return fmt.Sprintf("%04d", p.Year)
}
