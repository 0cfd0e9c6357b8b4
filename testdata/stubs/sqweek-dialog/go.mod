module github.com/sqweek/dialog

go 1.26
