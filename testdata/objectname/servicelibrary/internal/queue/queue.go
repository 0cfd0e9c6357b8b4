// Package queue is called by a service only. Seen with its callers it is service code; seen alone it is open, and a missing
// prefix is reported at once.
package queue

import "golang.org/x/sys/windows"

// Filled returns the event that is set when there is work.
func Filled() windows.Handle {
	name := windows.StringToUTF16Ptr("MailQueueFilled") // want:module "warning: .*session 0.* \\(objectname\\)" want:package "warning: .*MailQueueFilled.* \\(objectname\\)"
	event, _ := windows.CreateEvent(nil, 0, 0, name)
	return event
}
