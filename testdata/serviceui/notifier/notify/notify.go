// Package notify hides what shows messages.
package notify

import "github.com/go-toast/toast"

// A Message can be shown.
type Message interface{ Push() error }

// Restart returns a message.
func Restart(text string) Message {
	return &toast.Notification{Title: "Agent", Message: text}
}

// Either returns a message, or what shows nothing.
func Either(text string, show bool) Message {
	if show {
		return &toast.Notification{Message: text}
	}
	return quiet{}
}

// Quiet returns what shows nothing.
func Quiet() Message { return quiet{} }

type quiet struct{}

func (quiet) Push() error { return nil }
