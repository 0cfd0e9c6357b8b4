// The defaults of settings that a library keeps by name.
package main

import (
	"log"
	"net"

	"github.com/Microsoft/go-winio"
	"github.com/spf13/viper"
)

func main() {
	viper.SetDefault("pipe", `\\.\pipe\orchard`) // want `note: named pipe "\\\\.\\pipe\\orchard" is one for the whole machine.* \(pipename\)`
	if err := viper.ReadInConfig(); err != nil {
		log.Print(err)
	}
	serve(viper.GetString("Pipe"))

	own := viper.New()
	own.SetDefault("pipe", `\\.\pipe\orchard-own`) // want `note: named pipe "\\\\.\\pipe\\orchard-own" is one for the whole machine.* \(pipename\)`
	own.SetDefault("trace", `\\.\pipe\orchard-trace`)
	serve(own.GetString("pipe"))
	serve(own.GetString("events")) // nothing says which
	serve(viper.GetString("trace"))
}

func serve(name string) {
	l, err := winio.ListenPipe(name, nil)
	if err != nil {
		log.Fatal(err)
	}
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		go answer(c)
	}
}

func answer(c net.Conn) {
	defer c.Close()
	_, _ = c.Write([]byte("hello"))
}
