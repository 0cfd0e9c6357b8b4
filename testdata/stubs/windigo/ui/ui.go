// Package ui is a stub with the part of github.com/rodrigocfd/windigo/ui that the fixtures use.
package ui

// Parent is a window that others can belong to.
type Parent interface{ parent() }

// Main is a main window.
type Main struct{}

func (me *Main) parent() {}

// VarOptsMain are the options of NewMain.
type VarOptsMain struct{}

// OptsMain makes options for NewMain.
func OptsMain() *VarOptsMain { panic("stub") }

// Title sets the title.
func (o *VarOptsMain) Title(title string) *VarOptsMain { panic("stub") }

// NewMain makes a main window.
func NewMain(opts *VarOptsMain) *Main { panic("stub") }

// RunAsMain shows the window and runs its message loop.
func (me *Main) RunAsMain() int { panic("stub") }

// MsgError shows an error message.
func MsgError(wnd Parent, title, caption, body string) { panic("stub") }

// MsgOkCancel asks a question.
func MsgOkCancel(wnd Parent, title, caption, body, okText string) bool { panic("stub") }
