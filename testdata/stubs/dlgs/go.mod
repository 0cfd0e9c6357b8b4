module github.com/gen2brain/dlgs

go 1.26
