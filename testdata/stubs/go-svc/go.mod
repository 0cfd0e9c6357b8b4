module github.com/judwhite/go-svc

go 1.26
