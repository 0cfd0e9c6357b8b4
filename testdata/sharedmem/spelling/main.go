// Command spelling shows the border between two rules: the spelling of a block's name, and a missing prefix outside service
// code, are objectname's, and the one finding there.
package main

import "golang.org/x/sys/windows"

func main() {
	block("GLOBAL\\ScopeTrace")  // want "error: .*case.* \\(objectname\\)"
	block("Global/ScopeBuffer")  // want "error: .*slash.* \\(objectname\\)"
	block(`Global\\ScopeFrames`) // want `error: .*backslash.* \(objectname\)`
	block("ScopeSettings")       // want "warning: .*ScopeSettings.* \\(objectname\\)"
}

func block(name string) windows.Handle {
	handle, _ := windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, 4096, windows.StringToUTF16Ptr(name))
	return handle
}
