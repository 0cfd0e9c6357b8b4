// Package ids makes what a program says of itself.
package ids

import "os"

// An Intro is what it says.
type Intro struct{ ClientID, Name string }

// New returns what a program says that has a name.
func New(name string) Intro { return Intro{ClientID: name, Name: name} }

// Machine returns what the machine is called.
func Machine() string {
	clientID, _ := os.Hostname() // want:module `warning: the computer's name is taken for a client's identity \("clientID"\).* \(hostid\)`
	return clientID
}
