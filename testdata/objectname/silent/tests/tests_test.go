package tests

import "testing"

func TestEvent(t *testing.T) {
	if Event("TestsEvent") == 0 {
		t.Fatal("no event")
	}
}
