// Package single offers a Global\ lock. What it is worth depends on who calls it: seen with its callers, the finding stands
// here; seen alone, at the call that crosses into it.
package single

import (
	"errors"

	"golang.org/x/sys/windows"
)

// ErrRunning says that another instance runs.
var ErrRunning = errors.New("already running")

// Acquire takes the lock, or returns ErrRunning.
func Acquire() (windows.Handle, error) {
	mutex, err := windows.CreateMutex(nil, false, windows.StringToUTF16Ptr(`Global\PainterOnce`)) // want:module `warning: .*PainterOnce.* \(objectname\)`
	if err == windows.ERROR_ALREADY_EXISTS {
		return 0, ErrRunning
	}
	return mutex, err
}
