// Command loops wakes up often to see that there is nothing to do.
package main

import (
	"context"
	"os"
	"sync/atomic"
	"time"

	"golang.org/x/sys/windows"
)

var (
	stopped atomic.Bool
	user32  = windows.NewLazySystemDLL("user32.dll")
	keys    = user32.NewProc("GetAsyncKeyState")
	sleep   = windows.NewLazySystemDLL("kernel32.dll").NewProc("Sleep")
)

func main() {
	ctx := context.Background()
	go watch()
	go flagged()
	go selected(ctx)
	go ranged()
	go ticked(ctx, make(chan int))
	go native()
	go every(20 * time.Millisecond) // want `warning: the loop has no end and wakes up every 20ms .* \(cpushare\)`
	go every(time.Second)
	go later(ctx)
	f := &file{}
	go f.wait()
	w := &watcher{stop: make(chan struct{})}
	go w.run()
	go until(make(chan struct{}))
	go hurried()
	go soon()
	poll(make(chan int))
}

const interval = 5 * time.Millisecond

func pressed() bool {
	state, _, _ := keys.Call(0x70)
	return state&0x8000 != 0
}

func watch() {
	for {
		if pressed() {
			work()
		}
		time.Sleep(10 * time.Millisecond) // want `warning: the loop has no end and wakes up every 10ms though there is nothing to do.* \(cpushare\)`
	}
}

func flagged() {
	for !stopped.Load() {
		time.Sleep(interval) // want `warning: the loop has no end and wakes up every 5ms .* \(cpushare\)`
	}
}

func selected(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		default:
			time.Sleep(time.Millisecond) // want `warning: the loop has no end and wakes up every 1ms .* \(cpushare\)`
		}
	}
}

func ranged() {
	for range time.Tick(16 * time.Millisecond) { // want `warning: the loop has no end and wakes up every 16ms .* \(cpushare\)`
		if pressed() {
			work()
		}
	}
}

func ticked(ctx context.Context, jobs chan int) {
	ticker := time.NewTicker(20 * time.Millisecond) // want `warning: the loop has no end and wakes up every 20ms .* \(cpushare\)`
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-jobs:
			work()
		case <-ticker.C:
			if !pressed() {
				continue
			}
			work()
		}
	}
}

func native() {
	for {
		sleep.Call(10) // want `warning: the loop has no end and wakes up every 10ms .* \(cpushare\)`
		if stopped.Load() {
			return
		}
	}
}

func every(d time.Duration) {
	for {
		if pressed() {
			work()
		}
		time.Sleep(d)
	}
}

func later(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(30 * time.Millisecond): // want `warning: the loop has no end and wakes up every 30ms .* \(cpushare\)`
		}
	}
}

func poll(jobs chan int) {
outer:
	for {
		select {
		case <-jobs:
			work()
			continue outer
		default:
		}
		for _, name := range os.Args {
			println(name)
		}
		time.Sleep(25 * time.Millisecond) // want `warning: the loop has no end and wakes up every 25ms .* \(cpushare\)`
	}
}

type file struct{ path string }

func (f *file) there() bool {
	_, err := os.Stat(f.path)
	return err == nil
}

func (f *file) wait() {
	for !f.there() {
		time.Sleep(10 * time.Millisecond) // want `warning: the loop has no end and wakes up every 10ms .* \(cpushare\)`
	}
}

type watcher struct{ stop chan struct{} }

func (w *watcher) run() {
	for {
		select {
		case <-w.stop:
			return
		default:
			break
		}
		time.Sleep(10 * time.Millisecond) // want `warning: the loop has no end and wakes up every 10ms .* \(cpushare\)`
	}
}

func until(stop <-chan struct{}) {
	for {
		select {
		case <-stop:
			return
		default:
			time.Sleep(time.Millisecond) // want `warning: the loop has no end and wakes up every 1ms .* \(cpushare\)`
		}
	}
}

// hurried waits less and less, and counts.
func hurried() {
	rounds := 0
	d := 40 * time.Millisecond
	for !stopped.Load() {
		rounds++
		time.Sleep(d) // want `warning: the loop has no end and wakes up every 40ms .* \(cpushare\)`
		d -= d / 8
	}
	println(rounds)
}

// soon waits longer each time, but never long.
func soon() {
	d := 16 * time.Millisecond
	for !stopped.Load() {
		time.Sleep(d) // want `warning: the loop has no end and wakes up every 16ms .* \(cpushare\)`
		if d < 32*time.Millisecond {
			d *= 2
		}
	}
}

func work() { os.WriteFile("done", nil, 0o600) }
