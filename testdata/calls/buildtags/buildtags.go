// Package buildtags has a file for Windows, one for other systems and one for a tag: what is not built for Windows is not
// judged.
package buildtags

// Open makes the objects.
func Open() { open() }
