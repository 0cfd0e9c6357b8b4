package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// patience is how long a run may take before it says what it is doing.
const patience = time.Second

// A progress is a line at the foot of a terminal. Without a writer it stays silent.
type progress struct {
	w io.Writer

	mu    sync.Mutex
	name  string
	start time.Time
	shown bool
	stop  chan struct{} // closed by done; nil while nothing runs
}

// stage says what the run does from now on.
func (p *progress) stage(name string) {
	if p.w == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.name = name
	if p.stop != nil {
		return
	}
	if p.start.IsZero() {
		p.start = time.Now()
	}
	p.stop = make(chan struct{})
	go p.draw(p.stop)
}

func (p *progress) draw(stop chan struct{}) {
	tick := time.NewTicker(patience / 5)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return
		case <-tick.C:
		}
		p.mu.Lock()
		if took := time.Since(p.start); p.stop == stop && took >= patience {
			fmt.Fprintf(p.w, "\r\x1b[Krdslint: %s (%ds)", p.name, int(took.Seconds()))
			p.shown = true
		}
		p.mu.Unlock()
	}
}

// done wipes the line. A later stage brings it back.
func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stop == nil {
		return
	}
	close(p.stop)
	p.stop = nil
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}
