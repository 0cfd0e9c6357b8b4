module gopkg.in/natefinch/npipe.v2

go 1.26
