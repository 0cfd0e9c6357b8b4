// Commands of kong: only the service's own runs in the service.
package main

import (
	"github.com/alecthomas/kong"

	"rdslint.example/testdata/contexts/kongcmd/internal/run"
)

var cli struct {
	Service run.Service `cmd:"" help:"Run as a service."`
	Login   run.Login   `cmd:"" help:"Log in."`
}

func main() {
	ctx := kong.Parse(&cli)
	ctx.FatalIfErrorf(ctx.Run())
}
