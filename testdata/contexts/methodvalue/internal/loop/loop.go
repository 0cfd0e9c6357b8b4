// Package loop runs what it is given.
package loop

import (
	"sync"
	"time"
)

// Every runs do again and again.
func Every(pause time.Duration, do func()) {
	for range time.Tick(pause) {
		do()
	}
}

// A Group runs functions beside each other.
type Group struct{ wg sync.WaitGroup }

// Go runs do.
func (g *Group) Go(do func() error) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		do()
	}()
}

// A Job is something to do later.
type Job struct {
	Do   func() error
	Undo func() error
}

// Run does it.
func (j *Job) Run() error {
	defer j.Undo()
	return j.Do()
}
