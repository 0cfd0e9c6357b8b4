// Command silent is a service that asks for its account without taking it for the user's.
package main

import (
	"log"
	"os"
	"os/user"
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
	"golang.org/x/sys/windows/svc"
)

type agent struct{ dirs []string }

func (a *agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	a.says()
	a.migrateSettings()
	a.uninstalled()
	a.folders(2, 0)
	a.linux()
	<-requests
	return false, 0
}

// says logs the account and asks whether it is that of the system.
func (a *agent) says() {
	if u, err := user.Current(); err == nil {
		log.Printf("running as %s, home %s", u.Username, u.HomeDir)
		if strings.EqualFold(u.Username, `NT AUTHORITY\SYSTEM`) {
			log.Print("as the system")
		}
	}
	log.Println("account", os.Getenv("USERNAME"))
	if strings.HasSuffix(os.Getenv("USERNAME"), "$") || os.Getenv("USERPROFILE") == "" {
		log.Print("as the machine")
	}
}

// migrateSettings takes over what version 1 left in its own profile.
func (a *agent) migrateSettings() {
	from := filepath.Join(os.Getenv("APPDATA"), "Agent", "settings.json")
	os.Rename(from, filepath.Join(os.Getenv("ProgramData"), "Agent", "settings.json"))
	legacyDir := os.Getenv("LOCALAPPDATA")
	os.RemoveAll(filepath.Join(legacyDir, "Agent"))
}

func (a *agent) legacy() string {
	oldHome, _ := os.UserHomeDir()
	return oldHome
}

// uninstalled looks at all roots.
func (a *agent) uninstalled() {
	for _, root := range []registry.Key{registry.LOCAL_MACHINE, registry.CURRENT_USER, registry.USERS} {
		if k, err := registry.OpenKey(root, `Software\Agent`, registry.READ); err == nil {
			k.Close()
		}
	}
	a.dirs = append(a.dirs, a.legacy())
}

// folders asks for those of the user whose token it is.
func (a *agent) folders(session uint32, token windows.Token) {
	if windows.WTSQueryUserToken(session, &token) != nil {
		return
	}
	defer token.Close()
	roaming, _ := token.KnownFolderPath(windows.FOLDERID_RoamingAppData, 0)
	home, _ := token.GetUserProfileDirectory()
	a.dirs = append(a.dirs, roaming, home)
}

func main() {
	if err := svc.Run("agent", &agent{}); err != nil {
		log.Fatal(err)
	}
}
