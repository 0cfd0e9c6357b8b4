// Command tool prints what the program has in common with others.
package main

import (
	"fmt"

	"rdslint.example/testdata/contexts/bound/internal/common"
)

func main() { fmt.Println(common.New()) }
