//go:build windows && trace

package buildtags

import "golang.org/x/sys/windows"

// Trace is only built with the tag trace.
func Trace() {
	windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr("TagsTrace"))
}
