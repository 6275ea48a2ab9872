package article

import (
	"net/http"
	"path"
	"slices"
	"strings"
)

// kinds are the extensions of articles and how each is read, the likeliest
// first. Lists, links, commands and the parser all go by this table.
var kinds = []struct {
	ext    string
	format Format
}{
	{".md", Markdown},
	{".markdown", Markdown},
	{".txt", PlainText},
	{".html", HTML},
	{".htm", HTML},
	{".mkd", Markdown},
	{".mkdn", Markdown},
	{".mdown", Markdown},
	{".mdwn", Markdown},
	{".mdx", Markdown},
	{".qmd", Markdown},
	{".rmd", Markdown},
	{".text", PlainText},
	{".xhtml", HTML},
	{".rst", RST},
	{".rest", RST},
	{".adoc", AsciiDoc},
	{".asciidoc", AsciiDoc},
	{".org", Org},
	{".ipynb", Notebook},
	{".eml", Mail},
	{".mht", WebArchive},
	{".mhtml", WebArchive},
	{".gmi", Gemtext},
	{".gemini", Gemtext},
	{".textile", PlainText},
	{".wiki", PlainText},
}

// toolFiles are files without an extension that are no articles.
var toolFiles = []string{
	"Makefile", "GNUmakefile", "Dockerfile", "Containerfile", "Vagrantfile", "Gemfile", "Rakefile",
	"Procfile", "Jenkinsfile", "Brewfile", "Podfile", "CODEOWNERS", "CNAME",
}

// IsArticle reports whether the file of that name or path can be an article: it
// has an extension of the table, in any case, or none at all. Whether a file
// without extension is one is up to Parse, which refuses what is not text.
// Hidden files, whose names begin with a dot, are none.
func IsArticle(name string) bool {
	base := path.Base(name)
	ext := path.Ext(base)
	switch {
	case strings.HasPrefix(base, "."):
		return false
	case ext == "":
		return !slices.Contains(toolFiles, base)
	}
	return isExtension(ext)
}

// Extensions are those of articles, with their dots, the likeliest first.
func Extensions() []string {
	all := make([]string, len(kinds))
	for i, k := range kinds {
		all[i] = k.ext
	}
	return all
}

// isExtension reports whether an extension, with its dot, is an article's.
func isExtension(ext string) bool {
	_, ok := formatOfExtension(ext)
	return ok
}

func formatOfExtension(ext string) (Format, bool) {
	for _, k := range kinds {
		if strings.EqualFold(k.ext, ext) {
			return k.format, true
		}
	}
	return PlainText, false
}

// IsPage reports whether a name is that of a web page.
func IsPage(name string) bool {
	format, _ := formatOfExtension(path.Ext(name))
	return format == HTML
}

// formatOf goes by the name, but plain text that begins like an HTML page and
// has no extension that says otherwise is one.
func formatOf(name string, data []byte) Format {
	ext := strings.ToLower(path.Ext(name))
	format, _ := formatOfExtension(ext)
	if format == PlainText && ext != ".txt" && ext != ".text" &&
		strings.HasPrefix(http.DetectContentType(data[:min(len(data), 512)]), "text/html") {
		return HTML
	}
	return format
}
