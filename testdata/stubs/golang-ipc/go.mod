module github.com/james-barrow/golang-ipc

go 1.26
