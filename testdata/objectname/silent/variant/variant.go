// Package variant opens a job by its path in the object manager: a wrapper takes that for a Win32 name only where an option
// beside the name says so.
package variant

import "rdslint.example/testdata/objectname/silent/variant/job"

// Open opens the job of a container.
func Open(id string) uintptr {
	return job.Open(&job.Options{Native: true, Name: `\Container_` + id})
}
