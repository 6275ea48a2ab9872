package picture

import (
	"errors"
	"strings"
	"testing"
)

func TestDrawings(t *testing.T) {
	for svg, title := range map[string]string{
		`<svg xmlns="http://www.w3.org/2000/svg"><title>The  tide
in a day</title><path d="M0 0"/></svg>`: "The tide in a day",
		`<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE svg PUBLIC "a" "b"><!-- x --><svg><desc>What it shows</desc></svg>`: "What it shows",
		`<svg><title>A <tspan>title</tspan> &amp; more</title><desc>d</desc></svg>`:                                               "A title & more",
		`<svg><g><title>of a part</title></g><title>of all</title></svg>`:                                                         "of all",
		`<svg><g><title>of a part</title></g></svg>`:                                                                              "",
		`<svg/>`:              "",
		`<svg><title>cut off`: "cut off",
		`<s:svg xmlns:s="x"><s:title>By prefix</s:title></s:svg><svg>`: "By prefix",
	} {
		var d Drawing
		if _, err := Decode([]byte(svg)); !errors.As(err, &d) || d.Title != title {
			t.Errorf("%s: %v, title %q, not %q", svg, err, d.Title, title)
		}
	}
	for _, other := range []string{"text about <svg>", "<html><svg><title>x</title></svg></html>", "", strings.Repeat(" ", maxSVGHead) + "<svg>"} {
		var d Drawing
		if _, err := Decode([]byte(other)); errors.As(err, &d) {
			t.Errorf("%.30q is taken for a drawing", other)
		}
	}
}
