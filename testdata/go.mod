module rdslint.example/testdata

go 1.26.0

require (
	github.com/getlantern/systray v0.0.0
	github.com/gonutz/w32/v2 v2.0.0
	github.com/hidez8891/shm v0.0.0
	github.com/judwhite/go-svc v0.0.0
	github.com/ncruces/zenity v0.0.0
)

require (
	fyne.io/systray v1.12.2 // indirect
	git.sr.ht/~jackmordaunt/go-toast v1.1.2 // indirect
	github.com/Microsoft/go-winio v0.6.4 // indirect
	github.com/esiqveland/notify v0.13.3 // indirect
	github.com/gen2brain/beeep v0.11.3 // indirect
	github.com/go-ole/go-ole v1.3.0 // indirect
	github.com/go-toast/toast v0.0.0-20190211030409-01e6764cf0a4 // indirect
	github.com/godbus/dbus/v5 v5.1.0 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/jackmordaunt/icns/v3 v3.0.1 // indirect
	github.com/kardianos/minwinsvc v1.0.2 // indirect
	github.com/kardianos/service v1.3.0 // indirect
	github.com/lxn/win v0.0.0-20210218163916-a377121e959e // indirect
	github.com/nfnt/resize v0.0.0-20180221191011-83c6a9932646 // indirect
	github.com/nu7hatch/gouuid v0.0.0-20131221200532-179d4d0c4d8d // indirect
	github.com/pkg/browser v0.0.0-20240102092130-5ac0b6a4141c // indirect
	github.com/sergeymakinen/go-bmp v1.0.0 // indirect
	github.com/sergeymakinen/go-ico v1.0.0-beta.0 // indirect
	github.com/spf13/cobra v1.10.2 // indirect
	github.com/spf13/pflag v1.0.9 // indirect
	github.com/tadvi/systray v0.0.0-20190226123456-11a2b8fa57af // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/term v0.45.0 // indirect
)

replace github.com/hidez8891/shm => ./stubs/shm

replace github.com/gonutz/w32/v2 => ./stubs/w32

replace github.com/getlantern/systray => ./stubs/getlantern-systray

replace github.com/ncruces/zenity => ./stubs/zenity

replace github.com/judwhite/go-svc => ./stubs/go-svc
