// Package zenity is a stub with the part of github.com/ncruces/zenity that the fixtures use.
package zenity

// Option is an option of a dialog.
type Option interface{ apply() }

// Title sets a dialog's title.
func Title(title string) Option { return nil }

// Info shows a message.
func Info(text string, options ...Option) error { panic("stub") }

// Error shows an error message.
func Error(text string, options ...Option) error { panic("stub") }

// Warning shows a warning.
func Warning(text string, options ...Option) error { panic("stub") }

// Question asks a question.
func Question(text string, options ...Option) error { panic("stub") }

// Entry asks for a line of text.
func Entry(text string, options ...Option) (string, error) { panic("stub") }

// SelectFile asks for a file.
func SelectFile(options ...Option) (string, error) { panic("stub") }

// Notify shows a notification.
func Notify(text string, options ...Option) error { panic("stub") }
