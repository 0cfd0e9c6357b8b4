// Command service is a service that asks for what belongs to its own account.
package main

import (
	"log"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"

	"github.com/danieljoos/wincred"
	"github.com/mitchellh/go-homedir"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
	"golang.org/x/sys/windows/svc"
)

type agent struct {
	dirs []string
	user string
}

func (a *agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	a.hives()
	a.folders()
	a.variables()
	a.accounts()
	a.inventory()
	a.secrets()
	<-requests
	return false, 0
}

func (a *agent) hives() {
	k, err := registry.OpenKey(registry.CURRENT_USER, `Software\Agent`, registry.READ) // want `warning: HKEY_CURRENT_USER in a service.* \(servicehome\)`
	if err != nil {
		return
	}
	defer k.Close()
	a.remember(registry.CURRENT_USER) // want `warning: HKEY_CURRENT_USER in a service.* \(servicehome\)`
	a.remember(registry.LOCAL_MACHINE)
	setting("Theme")
	exec.Command("reg", "add", `HKCU\Software\Agent`, "/v", "Seen", "/d", "1", "/f").Run()                           // want `warning: HKEY_CURRENT_USER in a service.* \(servicehome\)`
	exec.Command("powershell", "-Command", `Get-ItemProperty HKCU:\Software\Agent`).Run()                            // want `warning: HKEY_CURRENT_USER in a service.* \(servicehome\)`
	exec.Command("powershell", "-Command", `'HKLM:\Software\Agent','HKCU:\Software\Agent' | Get-ItemProperty`).Run() // all that are installed
	exec.Command("reg", "query", `HKLM\Software\Agent`, "/v", "Seen").Run()
}

// remember is given the root.
func (a *agent) remember(root registry.Key) {
	if k, _, err := registry.CreateKey(root, `Software\Agent\Seen`, registry.WRITE); err == nil {
		k.Close()
	}
}

// setting is given the name alone: the root stands here, once.
func setting(name string) {
	root := registry.CURRENT_USER
	if k, err := registry.OpenKey(root, `Software\Agent\`+name, registry.READ); err == nil { // want `warning: HKEY_CURRENT_USER in a service.* \(servicehome\)`
		k.Close()
	}
}

func (a *agent) folders() {
	home, _ := os.UserHomeDir()           // want `warning: os.UserHomeDir in a service lies in the profile of the service's own account.*ProgramData.* \(servicehome\)`
	config, _ := os.UserConfigDir()       // want `warning: os.UserConfigDir in a service.* \(servicehome\)`
	cache, _ := os.UserCacheDir()         // want `warning: os.UserCacheDir in a service.* \(servicehome\)`
	dir, _ := homedir.Dir()               // want `warning: go-homedir.Dir in a service.* \(servicehome\)`
	tilde, _ := homedir.Expand("~/agent") // want `warning: ~ in a service.* \(servicehome\)`
	plain, _ := homedir.Expand(`D:\agent`)
	roaming, _ := windows.KnownFolderPath(windows.FOLDERID_Documents, 0) // want `warning: FOLDERID_Documents in a service.* \(servicehome\)`
	a.dirs = append(a.dirs, `C:\Users\jane\agent`)                       // want `warning: the directory of a profile is put together by hand.* \(servicehome\)`
	machine, _ := windows.KnownFolderPath(windows.FOLDERID_ProgramData, 0)
	a.dirs = append(a.dirs, home, config, cache, dir, tilde, plain, roaming, machine)
}

func (a *agent) variables() {
	a.dirs = append(a.dirs, filepath.Join(os.Getenv("USERPROFILE"), "agent")) // want `warning: %USERPROFILE% in a service.* \(servicehome\)`
	a.dirs = append(a.dirs, os.ExpandEnv(`${HOME}/agent`))                    // want `warning: %HOME% in a service.* \(servicehome\)`
	drive, _ := os.LookupEnv("HOMEDRIVE")                                     // want `warning: %HOMEDRIVE% in a service.* \(servicehome\)`
	path, _ := registry.ExpandString(`%HOMEPATH%\agent`)                      // want `warning: %HOMEPATH% in a service.* \(servicehome\)`
	a.dirs = append(a.dirs, drive, path, os.Getenv("ProgramData"), os.TempDir(), os.Getenv("TEMP"))
	a.user = os.Getenv("USERDOMAIN") + `\` + os.Getenv("USERNAME") // want `warning: %USERDOMAIN% in a service names the service's own account.* \(servicehome\)` `warning: %USERNAME% in a service.* \(servicehome\)`
}

func (a *agent) accounts() {
	u, err := user.Current() // want `warning: user.Current with its home directory in a service.* \(servicehome\)`
	if err != nil {
		return
	}
	a.dirs = append(a.dirs, filepath.Join(u.HomeDir, ".agent"))
	me, err := user.Current() // want `warning: user.Current in a service names the service's own account.* \(servicehome\)`
	if err != nil {
		return
	}
	a.dirs = append(a.dirs, filepath.Join(`D:\Data`, me.Username))
	other, err := user.Lookup("alice")
	if err != nil {
		return
	}
	a.dirs = append(a.dirs, filepath.Join(other.HomeDir, ".agent"))
}

type report struct{ LoggedOnUser, ServiceUser, Note string }

func (a *agent) inventory() {
	u, err := user.Current() // want `warning: user.Current in a service names the service's own account.* \(servicehome\)`
	if err != nil {
		return
	}
	name := u.Username
	own, err := user.Current()
	if err != nil {
		return
	}
	send(report{LoggedOnUser: name, ServiceUser: own.Username, Note: own.Username})
	me, _ := user.Current() // want `warning: user.Current in a service names the service's own account.* \(servicehome\)`
	send(map[string]string{"username": me.Username})
}

func send(any) {}

func (a *agent) secrets() {
	if c, err := wincred.GetGenericCredential("agent"); err == nil { // want `warning: wincred.GetGenericCredential in a service reaches the credential store.* \(servicehome\)`
		log.Print(len(c.CredentialBlob))
	}
}

func main() {
	if err := svc.Run("agent", &agent{}); err != nil {
		log.Fatal(err)
	}
}
