package main

// before: error 0, is Local\rdslint-prefix
// after: error 0, is Local\rdslint-prefix
func create() uintptr { return event(utf16("rdslint-prefix")) }
