// Package serviceui is being written.
package serviceui
