package ui

// paneModes are the tables of what is built of here, in the order of the help
// page.
func paneModes(e *env) []*mode {
	return []*mode{pagerMode(&pager{env: e}), waitMode(&awaited{env: e})}
}
