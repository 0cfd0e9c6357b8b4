// Package dlgs is a stub with the part of github.com/gen2brain/dlgs that the fixtures use.
package dlgs

// Error shows an error message.
func Error(title, text string) (bool, error) { panic("stub") }

// Info shows a message.
func Info(title, text string) (bool, error) { panic("stub") }

// Question asks a question.
func Question(title, text string, defaultCancel bool) (bool, error) { panic("stub") }

// Entry asks for a line of text.
func Entry(title, text, defaultText string) (string, bool, error) { panic("stub") }

// Password asks for a password.
func Password(title, text string) (string, bool, error) { panic("stub") }
