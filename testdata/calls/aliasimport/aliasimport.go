// Package aliasimport imports x/sys under another name.
package aliasimport

import (
	xw "golang.org/x/sys/windows"
)

// Open makes the object.
func Open() (xw.Handle, error) {
	return xw.CreateEvent(nil, 1, 0, xw.StringToUTF16Ptr("AliasEvent")) // want "warning: .*AliasEvent.* \\(objectname\\)"
}
