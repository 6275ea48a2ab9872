// Command blank is an empty Bubble Tea program that imports glamour, as
// manicule does: what its start takes is what latency compares with.
package main

import (
	tea "charm.land/bubbletea/v2"
	_ "charm.land/glamour/v2"
)

func main() { _, _ = tea.NewProgram(empty{}, tea.WithFPS(120)).Run() }

// empty is the smallest program that draws a screen.
type empty struct{}

func (empty) Init() tea.Cmd                         { return nil }
func (m empty) Update(tea.Msg) (tea.Model, tea.Cmd) { return m, nil }
func (empty) View() tea.View                        { return tea.View{Content: "an empty program", AltScreen: true} }
