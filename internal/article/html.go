package article

func (a *Article) readHTML(text string) {
	fields, text := a.takeFrontMatter(Clean(text))
	a.Text = text
	a.Meta.fallBack(a.Name, fields)
}
