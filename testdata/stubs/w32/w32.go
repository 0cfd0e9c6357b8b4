// Package w32 is a stub with the part of github.com/gonutz/w32/v2 that the fixtures use.
package w32

type (
	// HANDLE is a kernel handle.
	HANDLE uintptr
	// HWND is a window handle.
	HWND HANDLE
	// SECURITY_ATTRIBUTES carries a security descriptor.
	SECURITY_ATTRIBUTES struct {
		Length             uint32
		SecurityDescriptor uintptr
		InheritHandle      int32
	}
)

// ERROR_ALREADY_EXISTS is the last error of a Create call that opened instead.
const ERROR_ALREADY_EXISTS = 183

// CreateMutex calls CreateMutexW.
func CreateMutex(attr *SECURITY_ATTRIBUTES, initialOwner bool, name string) HANDLE { return 0 }

// OpenMutex calls OpenMutexW.
func OpenMutex(desiredAccess uint32, inheritHandle bool, name string) HANDLE { return 0 }

// GetLastError calls GetLastError.
func GetLastError() uint32 { return 0 }

// CloseHandle calls CloseHandle.
func CloseHandle(handle HANDLE) bool { return false }

// MessageBox calls MessageBoxW.
func MessageBox(hwnd HWND, text, caption string, flags uint) int { return 0 }
