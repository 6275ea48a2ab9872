package note

// AllTags returns the header's tags and the #tags of the body, each once, in
// order of appearance.
func (n Note) AllTags() []string { return n.Tags }
