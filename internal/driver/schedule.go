package driver

import (
	"container/heap"
	"context"
	"go/ast"
	"runtime"
	"sync"
)

// A task is something to do, once all that it stands after is done.
type task struct {
	run  func()
	cost int // about how long it takes, in bytes of source

	waits  int     // for so many others
	before []*task // those that wait for it
	urgent int     // what is left to do from its start on, if there were any number of processors
}

// size returns how much there is to look at.
func size(files []*ast.File) (size int) {
	for _, f := range files {
		size += int(f.FileEnd - f.FileStart)
	}
	return size
}

// after makes t wait for another task.
func (t *task) after(other *task) {
	t.waits++
	other.before = append(other.before, t)
}

// schedule runs tasks in as many goroutines as there are processors. In the list each stands behind those that it waits for. Of those
// that can run, the one comes first behind which most is left to do, so that no processor is idle at the end.
func schedule(ctx context.Context, tasks []*task) error {
	s := &scheduler{left: len(tasks)}
	s.more.L = &s.mu
	for i := len(tasks) - 1; i >= 0; i-- {
		t := tasks[i]
		for _, next := range t.before {
			t.urgent = max(t.urgent, next.urgent)
		}
		t.urgent += t.cost + 1
		if t.waits == 0 {
			heap.Push(&s.ready, t)
		}
	}
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for t := s.next(); t != nil; t = s.next() {
				if ctx.Err() == nil {
					t.run()
				}
				s.done(t)
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}

// A scheduler hands out tasks.
type scheduler struct {
	mu    sync.Mutex
	more  sync.Cond // a task is ready, or none is left
	ready agenda
	left  int // tasks that are not done
}

// next returns a task to run, or nil when all are done.
func (s *scheduler) next() *task {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.ready) == 0 && s.left > 0 {
		s.more.Wait()
	}
	if s.left == 0 {
		return nil
	}
	return heap.Pop(&s.ready).(*task)
}

func (s *scheduler) done(t *task) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left--
	for _, next := range t.before {
		if next.waits--; next.waits == 0 {
			heap.Push(&s.ready, next)
		}
	}
	s.more.Broadcast()
}

// An agenda is a heap of tasks, the most urgent one first.
type agenda []*task

func (a agenda) Len() int           { return len(a) }
func (a agenda) Less(i, j int) bool { return a[i].urgent > a[j].urgent }
func (a agenda) Swap(i, j int)      { a[i], a[j] = a[j], a[i] }

// Push adds a task, for container/heap.
func (a *agenda) Push(t any) { *a = append(*a, t.(*task)) }

// Pop removes the last task, for container/heap.
func (a *agenda) Pop() any {
	old := *a
	t := old[len(old)-1]
	*a = old[:len(old)-1]
	return t
}
