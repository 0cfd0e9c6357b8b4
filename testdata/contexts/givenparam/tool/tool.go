// Package tool does what it is told by several.
package tool

// Do does it.
func Do(step func()) { step() }
