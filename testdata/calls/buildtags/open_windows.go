package buildtags

import "golang.org/x/sys/windows"

func open() {
	windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr("TagsWindows")) // want "warning: .*TagsWindows.* \\(objectname\\)"
}
