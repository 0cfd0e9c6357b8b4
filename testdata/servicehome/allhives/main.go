// Command allhives is a service that sets something for all users, and for the one who runs it where it may not do that.
package main

import (
	"log"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
	"golang.org/x/sys/windows/svc"
)

const settings = `Software\Microsoft\Windows\CurrentVersion\Internet Settings`

type agent struct{}

func (agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	admin := windows.GetCurrentProcessToken().IsElevated()
	save(admin, []string{"S-1-5-21-1-2-3-1001"})
	early(admin)
	other(admin)
	neither(admin)
	<-requests
	return false, 0
}

// save goes through the hives of all users, unless it is one user's program.
func save(admin bool, sids []string) {
	if admin {
		for _, sid := range sids {
			read(registry.USERS, sid+`\`)
		}
	} else {
		read(registry.CURRENT_USER, "")
	}
}

func early(admin bool) {
	if admin {
		read(registry.USERS, `.DEFAULT\`)
		return
	}
	read(registry.CURRENT_USER, "")
}

// other does both.
func other(admin bool) {
	if admin {
		read(registry.USERS, `.DEFAULT\`)
	}
	read(registry.CURRENT_USER, "") // want `warning: HKEY_CURRENT_USER in a service.* \(servicehome\)`
}

func neither(admin bool) {
	if admin {
		read(registry.LOCAL_MACHINE, "")
	} else {
		read(registry.CURRENT_USER, "") // want `warning: HKEY_CURRENT_USER in a service.* \(servicehome\)`
	}
}

func read(root registry.Key, prefix string) {
	k, err := registry.OpenKey(root, prefix+settings, registry.READ)
	if err != nil {
		log.Print(err)
		return
	}
	k.Close()
}

func main() {
	if err := svc.Run("agent", agent{}); err != nil {
		log.Fatal(err)
	}
}
