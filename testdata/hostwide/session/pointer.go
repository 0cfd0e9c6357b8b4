package main

import "unsafe"

func address(st *[8]uint16) uintptr { return uintptr(unsafe.Pointer(st)) }

func pointer(p *uint16) uintptr { return uintptr(unsafe.Pointer(p)) }
