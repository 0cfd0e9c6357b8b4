module github.com/getlantern/systray

go 1.26
