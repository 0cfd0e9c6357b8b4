// Command silent waits as it should.
package main

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sys/windows"
)

var ready atomic.Bool

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	limited()
	deadline()
	timed()
	until(ctx)
	waitFor(context.Background())
	slow(context.Background())
	progress(make(chan bool))
	drain(make(chan int))
	accept()
	go works(make(chan int))
	blocked(0)
	decoded(ctx, os.Stdin)
	rows(ctx, nil)
	once()
	first(ctx, make(chan int), make(chan int))
	given(time.After(time.Second))
	(&attempt{time.NewTimer(time.Second)}).run()
	list()
	lines()
	go pick(func() bool { return true })
	go tenth()
	go settled()
	go patient()
	go bounded()
	go after(ctx)
	go field(&pace{5})
	longer(time.Millisecond)
	locked(&limiter{})
	chosen(os.Getenv("AGENT_PRIORITY"))
	if runtime.GOOS == "linux" {
		linux()
	}
}

// The caller says how long.
func given(timeout <-chan time.Time) {
	for {
		select {
		case <-timeout:
			return
		default:
			time.Sleep(time.Millisecond)
		}
	}
}

type attempt struct{ timer *time.Timer }

func (a *attempt) run() {
	for {
		select {
		case <-a.timer.C:
			return
		default:
			time.Sleep(time.Millisecond)
		}
	}
}

// Whoever works holds the lock.
func locked(l *limiter) {
	turn := l.turn.Load()
	for l.turn.Load() == turn {
		time.Sleep(100 * time.Microsecond)
		l.working.RLock()
		l.working.RUnlock()
	}
}

type limiter struct {
	turn    atomic.Int64
	working sync.RWMutex
}

// A priority that somebody has asked for.
func chosen(name string) {
	if class, ok := classes[name]; ok {
		_ = prioritise(class)
	}
}

var classes = map[string]uint32{
	"realtime": windows.REALTIME_PRIORITY_CLASS,
	"high":     windows.HIGH_PRIORITY_CLASS,
	"normal":   windows.NORMAL_PRIORITY_CLASS,
	"low":      windows.IDLE_PRIORITY_CLASS,
}

func prioritise(class uint32) error {
	return windows.SetPriorityClass(windows.CurrentProcess(), class)
}

// A limit.
func limited() {
	for i := 0; i < 100; i++ {
		if ready.Load() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	tries := 0
	for {
		if ready.Load() {
			return
		}
		if tries++; tries > 10 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// A deadline.
func deadline() {
	end := time.Now().Add(time.Second)
	for !ready.Load() {
		if time.Now().After(end) {
			return
		}
		time.Sleep(time.Millisecond)
	}
	for time.Now().Before(end) {
		time.Sleep(time.Millisecond)
	}
}

func timed() {
	timeout := time.After(time.Second)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-timeout:
			return
		case <-tick.C:
			if ready.Load() {
				return
			}
		}
	}
}

// The context ends by itself.
func until(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// It may.
func waitFor(ctx context.Context) {
	for !done() {
		if ready.Load() {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func done() bool { return false }

// A cancellation poll of 50 ms.
func slow(ctx context.Context) {
	tick := time.NewTicker(50 * time.Millisecond)
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// It shows that something goes on.
func progress(end chan bool) {
	tick := time.NewTicker(20 * time.Millisecond)
	for {
		select {
		case <-end:
			return
		case <-tick.C:
			fmt.Print(".")
		}
	}
}

func drain(c chan int) {
	for {
		select {
		case <-c:
		default:
			return
		}
	}
}

// A failing Accept is tried again.
func accept() {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return
	}
	for {
		conn, err := l.Accept()
		if err != nil {
			log.Print(err)
			continue
		}
		go conn.Close()
	}
}

// Something else waits.
func works(c chan int) {
	for {
		if n := <-c; n == 0 {
			time.Sleep(time.Millisecond)
		}
	}
}

func blocked(h windows.Handle) {
	tick := time.NewTicker(10 * time.Millisecond)
	for range tick.C {
		if event, _ := windows.WaitForSingleObject(h, 100); event == windows.WAIT_OBJECT_0 {
			return
		}
	}
}

// The empty default asks for the end; the loop waits for input.
func decoded(ctx context.Context, in io.Reader) {
	dec := json.NewDecoder(in)
	for {
		select {
		case <-ctx.Done():
			return
		default:
		}
		var v int
		if err := dec.Decode(&v); err != nil {
			return
		}
	}
}

func rows(ctx context.Context, r *sql.Rows) {
	for r.Next() {
		select {
		case <-ctx.Done():
			return
		default:
		}
		r.Columns()
	}
}

// No loop.
func once() { time.Sleep(time.Nanosecond) }

// The default gives one channel priority over another.
func first(ctx context.Context, a, b chan int) {
	for {
		select {
		case <-ctx.Done():
			return
		default:
		}
		select {
		case <-ctx.Done():
			return
		case <-a:
		case <-b:
		}
	}
}

// Each packet of a list.
func list() {
	for _, s := range os.Args {
		println(s)
		time.Sleep(10 * time.Millisecond)
	}
}

// Some failures last, and end the loop.
func lines() {
	in := bufio.NewReader(os.Stdin)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			if errors.Is(err, io.EOF) {
				return
			}
			continue
		}
		fmt.Println(line)
	}
}

// What the function does is not known.
func pick(next func() bool) {
	for {
		if !next() {
			time.Sleep(10 * time.Millisecond)
		}
	}
}

func tenth() {
	for {
		time.Sleep(100 * time.Millisecond)
	}
}

// The first interval is not what the loop waits for.
func settled() {
	ticker := time.NewTicker(spread(time.Minute, rand.N(time.Minute)))
	defer ticker.Stop()
	for {
		<-ticker.C
		ticker.Reset(time.Minute)
		if ready.Load() {
			log.Print("ready")
		}
	}
}

func spread(d, less time.Duration) time.Duration {
	if d -= less; d > 0 {
		return d
	}
	return 1 // a ticker wants more than nothing
}

// The longer nothing comes, the longer it waits.
func patient() {
	d := time.Millisecond
	for !ready.Load() {
		time.Sleep(d)
		d *= 2
	}
}

func bounded() {
	const most = 2 * time.Second
	d := 10 * time.Millisecond
	for !ready.Load() {
		time.Sleep(d)
		if d *= 2; d > most {
			d = most
		}
	}
}

func after(ctx context.Context) {
	d := 5 * time.Millisecond
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(d):
			d = min(time.Duration(float64(d)*1.5), time.Second)
		}
	}
}

func longer(d time.Duration) {
	for !ready.Load() {
		time.Sleep(d)
		if d < time.Second {
			d += d / 2
		}
	}
}

type pace struct{ ms uint32 }

func field(p *pace) {
	for !ready.Load() {
		windows.SleepEx(p.ms, false)
		p.ms <<= 1
	}
}

func linux() {
	for {
		time.Sleep(time.Millisecond)
	}
}
