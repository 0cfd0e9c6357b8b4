package serviceui

import "github.com/rdslint/rdslint/internal/engine"

func fixes(pass *engine.Pass, s *engine.Site, u ui) []engine.Fix { return nil }
