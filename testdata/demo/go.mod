module example.com/parceltrack

go 1.26.0

require (
	fyne.io/systray v1.12.2
	golang.org/x/sys v0.49.0
)

require github.com/godbus/dbus/v5 v5.1.0 // indirect
