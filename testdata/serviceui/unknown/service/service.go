// Package service is called so, which proves nothing.
package service

import (
	"github.com/pkg/browser"
	"golang.org/x/sys/windows"
)

// Open opens a file.
func Open(name string) error { return browser.OpenFile(name) }

// Alert shows a message. Nobody calls it here.
func Alert(text string) {
	windows.MessageBox(0, windows.StringToUTF16Ptr(text), nil, windows.MB_OK)
}
