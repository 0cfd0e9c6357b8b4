// Package cgo calls through cgo: names in C. count, and no C compiler is needed to read them.
package cgo
