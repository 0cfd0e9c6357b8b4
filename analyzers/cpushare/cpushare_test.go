package cpushare_test

import (
	"testing"

	"github.com/rdslint/rdslint/internal/linttest"
)

func TestFixtures(t *testing.T) { linttest.Run(t, "cpushare") }
