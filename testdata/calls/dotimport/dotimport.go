// Package dotimport imports x/sys by a dot.
package dotimport

import (
	. "golang.org/x/sys/windows"
)

// Ready makes the object.
func Ready() (Handle, error) {
	return CreateEvent(nil, 1, 0, StringToUTF16Ptr("DotEvent")) // want "warning: .*DotEvent.* \\(objectname\\)"
}
