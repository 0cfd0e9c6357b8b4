package engine

import (
	"github.com/rdslint/rdslint/internal/engine/summary"
)

// export returns the package's summary as importers see it in a modular driver, or nil if there is nothing to tell.
func (p *Package) export() *summary.Package { return nil }
