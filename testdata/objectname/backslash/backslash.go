// Package backslash shows any other backslash in a name: object directories cannot be created by name. No fix knows which
// character the author would rather have.
package backslash

import "golang.org/x/sys/windows"

// Below has a directory below the prefix.
func Below() windows.Handle {
	return event(`Global\Contoso\Ready`) // want `error: .*backslash.* \(objectname\)`
}

// Vendor has a directory instead of the prefix.
func Vendor() windows.Handle {
	return event("Contoso\\Ready") // want "error: .*backslash.* \\(objectname\\)"
}

// Later has the backslash in a later segment; the report stands at the name's first.
func Later(tenant string) windows.Handle {
	return event(
		"Local\\" + // want "error: .*backslash.* \\(objectname\\)"
			tenant +
			`\Ready`,
	)
}

func event(name string) windows.Handle {
	handle, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(name))
	return handle
}
