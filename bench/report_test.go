package main

import "testing"

func TestKeep(t *testing.T) {
	page := "# P\n\nhead\n\n## A\n\nNot measured in this run.\n\n## B\n\nnew\n\n## C\n\nNot measured in this run.\n"
	former := "# P\n\nold head\n\n## A\n\n7 s\n\n## B\n\nold\n\n## C\n\nNot measured in this run.\n"
	want := "# P\n\nhead\n\n## A\n\n*From an earlier run, not side by side with the others.*\n\n7 s\n\n## B\n\nnew\n\n## C\n\nNot measured in this run.\n"
	once := keep(page, former)
	if once != want {
		t.Errorf("%q\n%q", once, want)
	}
	if twice := keep(page, once); twice != want {
		t.Errorf("again: %q", twice)
	}
}
