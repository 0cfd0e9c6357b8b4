// Package dialog is a stub with the part of github.com/sqweek/dialog that the fixtures use.
package dialog

// MsgBuilder builds a message box.
type MsgBuilder struct{}

// Message makes a message box with that text.
func Message(format string, args ...interface{}) *MsgBuilder { panic("stub") }

// Title sets the title.
func (b *MsgBuilder) Title(title string) *MsgBuilder { panic("stub") }

// Info shows the message.
func (b *MsgBuilder) Info() { panic("stub") }

// Error shows the message as an error.
func (b *MsgBuilder) Error() { panic("stub") }

// YesNo asks the question.
func (b *MsgBuilder) YesNo() bool { panic("stub") }

// FileBuilder builds a file dialog.
type FileBuilder struct{}

// File makes a file dialog.
func File() *FileBuilder { panic("stub") }

// Title sets the title.
func (b *FileBuilder) Title(title string) *FileBuilder { panic("stub") }

// Load asks for a file to open.
func (b *FileBuilder) Load() (string, error) { panic("stub") }

// Save asks for a file to save to.
func (b *FileBuilder) Save() (string, error) { panic("stub") }
