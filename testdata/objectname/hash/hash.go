// Package hash shows names that are certainly without a prefix, though their text is not known: a hexadecimal hash.
package hash

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"golang.org/x/sys/windows"
)

// Encoded has no literal; the report stands at the call.
func Encoded(path string) windows.Handle {
	sum := sha256.Sum256([]byte(path))
	mutex, _ := windows.CreateMutex(nil, false, windows.StringToUTF16Ptr(hex.EncodeToString(sum[:]))) // want "warning: .*\\(objectname\\)"
	return mutex
}

// Formatted has only a verb.
func Formatted(path string) windows.Handle {
	mutex, _ := windows.CreateMutex(nil, false, windows.StringToUTF16Ptr(fmt.Sprintf("%x", sha256.Sum256([]byte(path))))) // want "warning: .*\\(objectname\\)"
	return mutex
}

// Suffixed ends in a literal; the report stands there.
func Suffixed(path string) windows.Handle {
	sum := sha256.Sum256([]byte(path))
	mutex, _ := windows.CreateMutex(nil, false, windows.StringToUTF16Ptr(hex.EncodeToString(sum[:])+"-hashlock")) // want "warning: .*hashlock.*\\(objectname\\)"
	return mutex
}

// Qualified has a prefix.
func Qualified(path string) windows.Handle {
	sum := sha256.Sum256([]byte(path))
	mutex, _ := windows.CreateMutex(nil, false, windows.StringToUTF16Ptr(`Local\`+hex.EncodeToString(sum[:])))
	return mutex
}
