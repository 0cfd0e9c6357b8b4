package main

// before: error 0, is Local\Global/rdslint-slash
// after: error 0, is Local\rdslint-slash
func create() uintptr { return event(utf16("Global/rdslint-slash")) }
