package ui

import (
	"cmp"
	"slices"
	"strings"

	"manicule/internal/session"
	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"
)

func (m *Model) startReview() tea.Cmd {
	return startReview(m.env, cmp.Or(m.opts.Review, session.ReviewCount))
}

func (m *Model) showStatistics() tea.Cmd { return showStatistics(m.env) }

// showHelp lists the keys of the present mode first, then the others.
func (m *Model) showHelp() tea.Cmd {
	here := m.mode().title
	all := boundModes(m.opts.Keys)
	first := slices.IndexFunc(all, func(k *mode) bool { return k.title == here })
	all = slices.Concat(all[first:first+1], all[:first], all[first+1:])
	m.push(newPager(m.env, "keys", func(width int) []helpLine {
		var lines []helpLine
		for i, k := range all {
			if i > 0 {
				lines = append(lines, helpLine{})
			}
			lines = append(append(lines, helpLine{text: k.title}), keyLines(k, width, m.labelWidth()-1)...)
		}
		return lines
	}))
	return nil
}

// keyLines are the mode's keys, as many of each as fit into the room for
// labels, and what they do in lines of the width.
func keyLines(k *mode, width, label int) []helpLine {
	var lines []helpLine
	for _, a := range k.actions {
		names := ""
		for _, key := range a.keys[:min(len(a.keys), 3)] {
			if more := strings.TrimSpace(names + " " + keyName(key)); names == "" || term.Width(more) <= label {
				names = more
			}
		}
		lines = append(lines, labelled(names, a.help, width)...)
	}
	return lines
}

func (m *Model) showPalette() tea.Cmd {
	showPalette(m.env, m.mode())
	return nil
}
