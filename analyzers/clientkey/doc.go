// Package clientkey is being written.
package clientkey
