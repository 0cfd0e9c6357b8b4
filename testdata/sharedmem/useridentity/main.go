// Command useridentity shows Global\ names made of the user's name, SID, profile or domain, but not of the session id: one
// user's two sessions collide.
package main

import (
	"fmt"
	"log"
	"os"
	"os/user"
	"path/filepath"

	"golang.org/x/sys/windows"
)

func main() {
	me, err := user.Current()
	if err != nil {
		log.Fatal(err)
	}
	block("Global\\MirrorSID-" + me.Uid) // want "warning: .*MirrorSID.* \\(sharedmem\\)"

	name := fmt.Sprintf(`Global\MirrorName-%s`, os.Getenv("USERNAME")) // want `warning: .*MirrorName.* \(sharedmem\)`
	block(name)

	domain := fmt.Sprintf("Global\\MirrorDomain-%s-%s", os.Getenv("USERDOMAIN"), me.Name) // want "warning: .*MirrorDomain.* \\(sharedmem\\)"
	block(domain)

	home, err := os.UserHomeDir()
	if err != nil {
		log.Fatal(err)
	}
	block(`Global\MirrorHome-` + filepath.Base(home)) // want `warning: .*MirrorHome.* \(sharedmem\)`

	token, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		log.Fatal(err)
	}
	block(`Global\MirrorToken-` + token.User.Sid.String()) // want `warning: .*MirrorToken.* \(sharedmem\)`
}

func block(name string) windows.Handle {
	handle, _ := windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, 4096, windows.StringToUTF16Ptr(name))
	return handle
}
