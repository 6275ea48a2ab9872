package pane

// Modes are the tables of what is built of here, in the order of the help
// page.
func Modes(e *Env) []*Mode {
	return []*Mode{pagerMode(&Pager{Env: e}), WaitMode(&Awaited{Env: e})}
}
