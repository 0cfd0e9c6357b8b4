// Package webview2 is a stub with the part of github.com/jchv/go-webview2 that the fixtures use.
package webview2

// WebView is a window with a page.
type WebView interface {
	Run()
	Terminate()
	Destroy()
	SetTitle(title string)
	Navigate(url string)
}

// New makes a window.
func New(debug bool) WebView { panic("stub") }
