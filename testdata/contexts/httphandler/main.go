// A service that serves HTTP by objects. One is only served in the foreground.
package main

import (
	"log"
	"net/http"
	"os"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/contexts/httphandler/status"
)

type program struct{ routes http.Handler }

func (p program) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	mux := http.NewServeMux()
	mux.Handle("/open", &opener{page: "https://example.com/open"})
	mux.Handle("/counted", counted(countedPage{}))
	mux.Handle("/rest", p.routes)
	mux.Handle("/func", http.HandlerFunc(serve))
	server := &http.Server{Addr: "127.0.0.1:0", Handler: mux}
	go server.ListenAndServe()
	go http.ListenAndServe("127.0.0.1:0", newPage())
	<-requests
	return false, 0
}

type opener struct{ page string }

func (o *opener) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	browser.OpenURL(o.page) // want `error: .*OpenURL.* \(serviceui\)`
}

func counted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		log.Print(r.URL)
		next.ServeHTTP(w, r)
	})
}

type countedPage struct{}

func (countedPage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	browser.OpenURL("https://example.com/counted") // want `error: .*OpenURL.* \(serviceui\)`
}

type page struct{}

func newPage() http.Handler { return page{} }

func (p page) ServeHTTP(w http.ResponseWriter, r *http.Request) { p.show() }

func (page) show() {
	browser.OpenURL("https://example.com/page") // want `error: .*OpenURL.* \(serviceui\)`
}

func serve(w http.ResponseWriter, r *http.Request) {
	browser.OpenURL("https://example.com/func") // want `error: .*OpenURL.* \(serviceui\)`
}

// preview is served where somebody has started the program.
type preview struct{}

func (preview) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	browser.OpenURL("https://example.com/preview")
}

// bystander has the method, but is given to nobody.
type bystander struct{}

var _ http.Handler = bystander{}

func (bystander) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	browser.OpenURL("https://example.com/bystander")
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "preview" {
		log.Print(bystander{})
		log.Fatal(http.ListenAndServe("127.0.0.1:0", preview{}))
	}
	if err := svc.Run("Pages", program{routes: status.Routes()}); err != nil {
		log.Fatal(err)
	}
}
