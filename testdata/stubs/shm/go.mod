module github.com/hidez8891/shm

go 1.26
