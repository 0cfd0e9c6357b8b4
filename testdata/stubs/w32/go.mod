module github.com/gonutz/w32/v2

go 1.26
