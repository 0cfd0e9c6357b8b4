module github.com/marcsauter/single

go 1.26
