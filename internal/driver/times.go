package driver

import (
	"slices"
	"time"
)

// A Took says how long a step of a run took.
type Took struct {
	Step string
	Time time.Duration
}

// A stopwatch measures steps that follow each other. A nil one measures nothing.
type stopwatch struct {
	last time.Time
	took []Took
}

func newStopwatch() *stopwatch { return &stopwatch{last: time.Now()} }

// lap ends a step. One that comes again takes longer.
func (w *stopwatch) lap(step string) {
	if w == nil {
		return
	}
	now := time.Now()
	w.took = Add(w.took, Took{step, now.Sub(w.last)})
	w.last = now
}

// steps returns what was measured.
func (w *stopwatch) steps() []Took {
	if w == nil {
		return nil
	}
	return w.took
}

// Add adds steps to those there are, in the order in which they came first.
func Add(took []Took, more ...Took) []Took {
	for _, m := range more {
		if i := slices.IndexFunc(took, func(t Took) bool { return t.Step == m.Step }); i >= 0 {
			took[i].Time += m.Time
		} else {
			took = append(took, m)
		}
	}
	return took
}
