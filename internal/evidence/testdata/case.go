package main

// before: error 3
// after: error 0, is Global\rdslint-case
func create() uintptr { return event(utf16(`global\rdslint-case`)) }
