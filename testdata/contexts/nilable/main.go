// A field that is only set outside the service tells the two apart.
package main

import (
	"log"

	"github.com/gen2brain/beeep"
	"golang.org/x/sys/windows/svc"
)

type icon struct{ title string }

func (i *icon) notify(text string) error {
	return beeep.Notify(i.title, text, "")
}

type tracker struct{ icon *icon }

func (t *tracker) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	t.tell("up")
	<-requests
	t.tellAnyway("down")
	return false, 0
}

func (t *tracker) tell(text string) {
	if t.icon == nil {
		log.Print(text)
		return
	}
	t.icon.notify(text)
}

func (t *tracker) tellAnyway(text string) {
	if t.icon != nil {
		t.icon.notify(text)
	} else {
		beeep.Notify("Tracker", text, "") // want `error: .*Notify.* \(serviceui\)`
	}
}

func main() {
	t := &tracker{}
	isService, err := svc.IsWindowsService()
	if err != nil {
		log.Fatal(err)
	}
	if !isService {
		t.icon = &icon{title: "Tracker"}
		t.tell("hello")
		return
	}
	if err := svc.Run("Tracker", t); err != nil {
		log.Fatal(err)
	}
}
