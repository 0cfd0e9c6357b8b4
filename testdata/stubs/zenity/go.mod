module github.com/ncruces/zenity

go 1.26
