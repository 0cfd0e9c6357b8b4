// Generic functions, methods of generic types, and function values given to them.
package main

import (
	"log"
	"os"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

type queue[T any] struct {
	items  []T
	render func(T) string
}

func (q *queue[T]) show() {
	for _, item := range q.items {
		browser.OpenURL(q.render(item)) // want `error: .*OpenURL.* \(serviceui\)`
	}
}

func (q *queue[T]) preview() {
	browser.OpenURL("https://example.com/preview")
}

func each[T any](items []T, do func(T)) {
	for _, item := range items {
		do(item)
	}
}

func openAll[S ~[]string](pages S) {
	for _, page := range pages {
		browser.OpenURL(page) // want `error: .*OpenURL.* \(serviceui\)`
	}
}

func browse[T any](_ T) {
	browser.OpenURL("https://example.com/browse")
}

type raft struct{ queue *queue[int] }

func (r raft) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	r.queue.show()
	openAll([]string{"https://example.com/raft"})
	each([]int{1, 2}, open)
	<-requests
	return false, 0
}

func open(n int) {
	browser.OpenURL("https://example.com/each") // want `error: .*OpenURL.* \(serviceui\)`
}

func main() {
	q := &queue[int]{render: func(int) string { return "https://example.com/item" }}
	if len(os.Args) > 1 {
		q.preview()
		browse(os.Args)
		return
	}
	if err := svc.Run("Raft", raft{q}); err != nil {
		log.Fatal(err)
	}
}
