//go:build !unix

package peak

import "os"

// Memory is zero: the system does not tell.
func Memory(*os.ProcessState) int64 { return 0 }
