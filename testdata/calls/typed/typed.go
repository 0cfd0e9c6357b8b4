// Package typed calls through the typed wrappers of x/sys.
package typed

import "golang.org/x/sys/windows"

// Open makes the objects.
func Open() error {
	name, err := windows.UTF16PtrFromString("TypedMutex") // want "warning: .*TypedMutex.* \\(objectname\\)"
	if err != nil {
		return err
	}
	mutex, err := windows.CreateMutex(nil, false, name)
	if mutex == 0 {
		return err
	}
	job, err := windows.UTF16PtrFromString("TypedJob") // want "warning: .*TypedJob.* \\(objectname\\)"
	if err != nil {
		return err
	}
	_, err = windows.CreateJobObject(nil, job)
	return err
}
