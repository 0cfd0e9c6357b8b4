// Command bound is a user's program: its page calls the methods that are bound to it, whose callers nobody sees.
package main

import (
	"log"
	"net/http"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"

	"rdslint.example/testdata/contexts/bound/internal/common"
	"rdslint.example/testdata/contexts/bound/internal/notes"
)

type app struct{}

// Preview is called by the page.
func (*app) Preview() error {
	return http.ListenAndServe("127.0.0.1:47211", nil) // want `warning: address "127\.0\.0\.1:47211" is a fixed port.* \(loopbackport\)`
}

func main() {
	err := wails.Run(&options.App{Title: "Notes", Bind: []interface{}{&app{}, notes.New(), common.New()}})
	if err != nil {
		log.Fatal(err)
	}
}
