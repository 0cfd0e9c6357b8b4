package main

// before: error 123
// after: error 0, is Global\rdslint-doubled
func create() uintptr { return event(utf16(`Global\\rdslint-doubled`)) }
