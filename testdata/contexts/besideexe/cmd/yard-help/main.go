// Nobody starts the help but who asks for it.
package main

import "rdslint.example/testdata/contexts/besideexe/internal/roles"

func main() { roles.Help() }
