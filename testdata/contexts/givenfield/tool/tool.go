// Package tool takes steps. There are several, and which of them a service takes is not known.
package tool

// A Task is one step.
type Task struct{ Step func() }

// Do takes it.
func (t *Task) Do() {
	if t.Step != nil {
		t.Step()
	}
}
