// Package slots makes names that begin with text of its own and end with what its callers give. What is wrong with the
// beginning is said here, and not again at each call.
package slots

import "golang.org/x/sys/windows"

// Free returns the event that tells of a free slot.
func Free(id string) (windows.Handle, error) {
	return windows.CreateEvent(nil, 0, 0, windows.StringToUTF16Ptr("SpoolSlot-"+id)) // want "warning: .*SpoolSlot-.* \\(objectname\\)"
}

// Jobs returns the job object of a slot's processes.
func Jobs(id string) (windows.Handle, error) {
	return windows.CreateJobObject(nil, windows.StringToUTF16Ptr(`\Spool_`+id)) // want "error: .*Spool_.* holds a backslash.* \\(objectname\\)"
}
