package main

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

func pointer(p *uint16) uintptr { return uintptr(unsafe.Pointer(p)) }

func guid(g *windows.GUID) uintptr { return uintptr(unsafe.Pointer(g)) }
