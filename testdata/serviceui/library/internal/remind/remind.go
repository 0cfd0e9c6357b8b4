// Package remind reminds of meetings.
package remind

import (
	"log"

	"github.com/gen2brain/beeep"
)

// Now shows a reminder at once.
func Now(meeting string) { show("It is time for " + meeting) }

func show(text string) {
	if err := beeep.Notify("Calendar", text, ""); err != nil { // want:module `error: .*Notify.* \(serviceui\)`
		log.Print(err)
	}
}
