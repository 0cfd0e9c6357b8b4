// Tables of functions: an argument picks one, so the service does not run the others.
package main

import (
	"log"
	"os"

	"github.com/pkg/browser"

	"rdslint.example/testdata/contexts/table/internal/commands"
	"rdslint.example/testdata/contexts/table/internal/dispatch"
)

func tour() error { return browser.OpenURL("https://example.com/tour") }

func faq() error { return browser.OpenURL("https://example.com/faq") }

func main() {
	var table dispatch.Table
	table.Add("tour", tour)
	table.Add("story", func() error { return browser.OpenURL("https://example.com/story") })
	more := map[string]func() error{}
	more["faq"] = faq
	switch {
	case len(os.Args) < 2:
		log.Fatal("no command")
	case os.Args[1] == "more":
		if err := dispatch.From(more, "faq"); err != nil {
			log.Fatal(err)
		}
	case os.Args[1] == "table":
		if err := table.Run("tour"); err != nil {
			log.Fatal(err)
		}
	}
	if err := commands.Run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}
