// Command unknownlock shows a single-instance lock with no prefix. Local\ keeps it as it is; Global\ is not offered, as it
// would shut out the host's second user.
package main

import (
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

func main() {
	_, err := windows.CreateMutex(nil, false, windows.StringToUTF16Ptr("IndexerOnce")) // want "warning: .*IndexerOnce.* \\(objectname\\)"
	if err == windows.ERROR_ALREADY_EXISTS {
		fmt.Fprintln(os.Stderr, "indexer is already running")
		os.Exit(1)
	}
	fmt.Println("indexing")
}
