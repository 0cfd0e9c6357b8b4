// Command library shows blocks of a library that wraps file mappings; its Open creates, too.
package main

import (
	"log"

	"github.com/hidez8891/shm"
)

func main() {
	frames, err := shm.Create("Global\\CameraFrames", 1<<20) // want "warning: .*CameraFrames.* \\(sharedmem\\)"
	if err != nil {
		log.Fatal(err)
	}
	defer frames.Close()
	events, err := shm.Open(`Global\CameraEvents`, 4096) // want `warning: .*CameraEvents.* \(sharedmem\)`
	if err != nil {
		log.Fatal(err)
	}
	defer events.Close()
	own, err := shm.Create(`Local\CameraOwn`, 4096)
	if err != nil {
		log.Fatal(err)
	}
	defer own.Close()
	plain, err := shm.Create("CameraPlain", 4096) // want "warning: .*CameraPlain.* \\(objectname\\)"
	if err != nil {
		log.Fatal(err)
	}
	defer plain.Close()
}
