// Package sharedmem is being written.
package sharedmem
