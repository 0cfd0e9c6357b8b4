// Method values, method expressions and function values that go through another package.
package main

import (
	"log"
	"os"
	"time"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/contexts/methodvalue/internal/loop"
)

type weir struct{ page string }

func (w *weir) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	go loop.Every(time.Hour, w.hourly)
	var group loop.Group
	group.Go(w.grouped)
	expression := (*weir).expressed
	expression(w)
	job := &loop.Job{Do: w.done, Undo: undone}
	job.Run()
	<-requests
	return false, 0
}

func (w *weir) hourly() {
	browser.OpenURL(w.page) // want `error: .*OpenURL.* \(serviceui\)`
}

func (w *weir) grouped() error {
	return browser.OpenURL(w.page) // want `error: .*OpenURL.* \(serviceui\)`
}

func (w *weir) expressed() {
	browser.OpenURL(w.page) // want `error: .*OpenURL.* \(serviceui\)`
}

func (w *weir) done() error {
	return browser.OpenURL(w.page) // want `error: .*OpenURL.* \(serviceui\)`
}

func undone() error {
	return browser.OpenURL("https://example.com/undone") // want `error: .*OpenURL.* \(serviceui\)`
}

// A tour is the twin: the same ways, but a user runs it.
type tour struct{ page string }

func (t *tour) take() {
	go loop.Every(time.Hour, t.hourly)
	var group loop.Group
	group.Go(t.grouped)
	expression := (*tour).expressed
	expression(t)
	job := &loop.Job{Do: t.grouped, Undo: func() error { return browser.OpenURL(t.page) }}
	job.Run()
}

func (t *tour) hourly() { browser.OpenURL(t.page) }

func (t *tour) grouped() error { return browser.OpenURL(t.page) }

func (t *tour) expressed() { browser.OpenURL(t.page) }

func main() {
	if len(os.Args) > 1 && os.Args[1] == "tour" {
		(&tour{page: "https://example.com/tour"}).take()
		return
	}
	if err := svc.Run("Weir", &weir{page: "https://example.com/weir"}); err != nil {
		log.Fatal(err)
	}
}
