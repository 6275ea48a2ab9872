package main

import "testing"

func TestKind(t *testing.T) {
	for _, tt := range []struct{ words, want string }{
		{"MIT License\n\nPermission is hereby\n  granted, free of charge, to any person", "MIT"},
		{"Redistribution and use in source and binary forms … Neither the name of the holder may be used to\nendorse or promote products", "BSD-3-Clause"},
		{"Redistribution and use in source\nand binary forms, with or without", "BSD-2-Clause"},
		{"Apache License\nVersion 2.0 … may be used to endorse or promote", "Apache-2.0"},
		{"All rights reserved.", ""},
	} {
		if got, ok := kind(tt.words); got != tt.want || ok != (tt.want != "") {
			t.Errorf("%.30q is %q, %v, want %q", tt.words, got, ok, tt.want)
		}
	}
}
