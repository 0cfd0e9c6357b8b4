// Command usertokenpkg asks for a user's token in one package and tells of the failure in another.
package main

import (
	"os"

	"rdslint.example/testdata/contexts/usertokenpkg/internal/notice"
	"rdslint.example/testdata/contexts/usertokenpkg/session"
)

func main() {
	if len(os.Args) != 2 {
		notice.Usage()
		os.Exit(2)
	}
	session.Token(2).Close()
}
