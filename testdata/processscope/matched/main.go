// Command matched finds programs by a pattern.
package main

import (
	"log"
	"path/filepath"
	"regexp"

	"github.com/shirou/gopsutil/v4/process"
)

func main() {
	list, err := process.Processes()
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range list {
		name, err := p.Name()
		if err != nil {
			continue
		}
		if ok, err := filepath.Match("edit*.exe", name); err == nil && ok {
			_ = p.Kill() // want `warning: every process of .* \(processscope\)`
		}
		found, _ := regexp.MatchString(`(?i)^view\w*\.exe$`, name)
		if !found {
			continue
		}
		_ = p.Kill() // want `warning: every process of .* \(processscope\)`
	}
}
