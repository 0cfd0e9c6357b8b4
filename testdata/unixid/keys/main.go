// Command keys keeps things of users by their numbers.
package main

import (
	"log"
	"os"
	"os/user"
	"strconv"
)

type registry struct {
	users map[int]string
	names map[string]string
}

var all = registry{users: map[int]string{}, names: map[string]string{}}

func main() {
	all.users[os.Getuid()] = os.Args[0]                       // want `warning: map key .* \(unixid\)`
	all.names["user-"+strconv.Itoa(os.Getuid())] = os.Args[0] // want `warning: map key .* \(unixid\)`
	if u, err := user.Current(); err == nil {
		all.names[u.Uid] = u.Username
	}
	own := map[int]bool{}
	own[os.Getuid()] = true
	log.Print(all, own)
}
