module github.com/jchv/go-webview2

go 1.26
