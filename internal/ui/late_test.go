package ui

import (
	"maps"
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"
)

// lateSession is a session in which answers wait: each comes when chance has it,
// after whatever was done meanwhile.
type lateSession struct {
	*driver
	late []tea.Msg
}

func (s *lateSession) play(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil, tea.QuitMsg:
	case tea.BatchMsg:
		for _, c := range msg {
			s.play(c)
		}
	default:
		s.late = append(s.late, msg)
	}
}

func (s *lateSession) tell(msg tea.Msg) {
	_, cmd := s.m.Update(msg)
	s.play(cmd)
}

// arrive lets the i-th answer come.
func (s *lateSession) arrive(i int) {
	msg := s.late[i]
	s.late = slices.Delete(s.late, i, i+1)
	s.tell(msg)
}

// No answer ends the program by coming late, whatever lies on the screen then.
func TestAnswersComeLate(t *testing.T) {
	names := slices.Sorted(maps.Keys(degenerate))
	rapid.Check(t, func(rt *rapid.T) {
		s := &lateSession{driver: openDegenerate(t, degenerate, "80x24", nil)}
		for range rapid.IntRange(1, 60).Draw(rt, "steps") {
			all := s.m.inForce()
			switch what := rapid.IntRange(0, 19).Draw(rt, "what"); {
			case what == 0:
				s.play(s.m.Open(rapid.SampledFrom(names).Draw(rt, "article")))
			case what <= 8 && len(s.late) > 0:
				s.arrive(rapid.IntRange(0, len(s.late)-1).Draw(rt, "answer"))
			case what <= 10 || len(all) == 0:
				s.tell(keyPress(rapid.SampledFrom(typed).Draw(rt, "key")))
			default:
				if a := rapid.SampledFrom(all).Draw(rt, "action"); !leaves[a.Name] && s.m.Pending == nil {
					s.line = "action " + a.Name
					s.play(a.Run())
				}
			}
			s.cells()
		}
		for range 500 {
			if len(s.late) == 0 {
				break
			}
			s.arrive(0)
			s.cells()
		}
		if err := s.m.Lib.Close(); err != nil {
			rt.Fatal(err)
		}
	})
}
