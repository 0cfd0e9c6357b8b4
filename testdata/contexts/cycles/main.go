// Recursion, direct and mutual, from the service and from a subcommand.
package main

import (
	"log"
	"os"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

type node struct {
	page     string
	children []*node
}

type forest struct{ root *node }

func (f forest) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	walk(f.root)
	even(4)
	<-requests
	return false, 0
}

func walk(n *node) {
	if n == nil {
		return
	}
	browser.OpenURL(n.page) // want `error: .*OpenURL.* \(serviceui\)`
	for _, child := range n.children {
		walk(child)
	}
}

func even(n int) {
	if n > 0 {
		odd(n - 1)
	}
}

func odd(n int) {
	browser.OpenURL("https://example.com/odd") // want `error: .*OpenURL.* \(serviceui\)`
	even(n - 1)
}

func ping(n int) {
	browser.OpenURL("https://example.com/ping")
	pong(n)
}

func pong(n int) {
	if n > 0 {
		ping(n - 1)
	}
}

func main() {
	if len(os.Args) > 1 {
		pong(3)
		return
	}
	if err := svc.Run("Forest", forest{&node{page: "https://example.com/root"}}); err != nil {
		log.Fatal(err)
	}
}
