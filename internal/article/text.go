package article

func (a *Article) readPlain(text string) {
	fields, text := a.takeFrontMatter(text)
	a.Text = text
	a.Meta.fallBack(a.Name, fields)
}
