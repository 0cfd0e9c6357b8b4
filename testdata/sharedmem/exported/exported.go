// Package exported shows an exported helper of a library that nobody in the module calls: unknown context. How bad it is
// depends on who calls it, so it is not reported where importers are not seen.
package exported

import "golang.org/x/sys/windows"

// Samples returns the block with the samples.
func Samples() windows.Handle {
	name := windows.StringToUTF16Ptr(`Global\ProbeSamples`) // want:module `warning: .*ProbeSamples.* \(sharedmem\)`
	block, _ := windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, 4096, name)
	return block
}
