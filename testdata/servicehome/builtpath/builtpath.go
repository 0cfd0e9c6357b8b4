// Package builtpath puts the paths of profiles together.
package builtpath

import (
	"fmt"
	"os"
	"path/filepath"
)

const profiles = `C:\Users`

// Keys is where the keys of a user are taken to lie.
func Keys(username string) string {
	return filepath.Join(profiles, username, ".ssh") // want `warning: the directory of a profile is put together by hand.* \(servicehome\)`
}

// Documents begins with the drive.
func Documents(user string) string {
	return fmt.Sprintf(`%s\Users\%s\Documents`, os.Getenv("SystemDrive"), user) // want `warning: the directory of a profile is put together by hand.* \(servicehome\)`
}

// Desktop begins with the public profile.
func Desktop(user string) string {
	return filepath.Join(os.Getenv("PUBLIC"), "..", user, "Desktop") // want `warning: the directory of a profile is put together by hand.* \(servicehome\)`
}

// Debug is somebody's own, on one machine: no service is known to ask for it.
func Debug() string { return `C:\Users\jane\debug.log` }

// Shared is nobody's own.
func Shared() []string {
	return []string{`C:\Users\Public\Documents`, `C:\Users\Default\NTUSER.DAT`, `C:\Users\*\ntuser.dat`, filepath.Join(os.Getenv("PUBLIC"), "Documents"), `/v1/users/me`}
}

// All looks at every profile that there is.
func All() (found []string) {
	entries, _ := os.ReadDir(profiles)
	for _, e := range entries {
		found = append(found, filepath.Join(profiles, e.Name(), "agent.json"))
	}
	return found
}
