// Package objectname is being written.
package objectname
