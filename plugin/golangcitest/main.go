// Golangcitest is golangci-lint with the plugin, as golangci-lint custom builds it. Its tests run it on the fixtures. It is a
// module of its own, so that golangci-lint is no dependency of rdslint.
package main

import (
	"fmt"
	"os"
	"runtime"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/rdslint/rdslint/plugin"
)

func main() {
	info := commands.BuildInfo{Version: "custom", GoVersion: runtime.Version()}
	if err := commands.Execute(info); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitcodes.Failure)
	}
}
