package page

import (
	"embed"
	"encoding/json"
	"fmt"
)

// Config is a glamour style: the same keys, so that glamour's style files
// work. It is our own type because glamour's lives in a package that loads
// every highlighter and colour theme of its own before main begins: 17 ms.
//
// What differs from glamour: margins of the document, block prefixes and
// suffixes that only make room (a page always has one blank line between
// blocks), templates other than {{.text}} with words around it, and code
// themes by name are not used. A link's address is not printed.
type Config struct {
	Document              Block  `json:"document"`
	BlockQuote            Block  `json:"block_quote"`
	Paragraph             Block  `json:"paragraph"`
	List                  Block  `json:"list"`
	Heading               Block  `json:"heading"`
	H1                    Block  `json:"h1"`
	H2                    Block  `json:"h2"`
	H3                    Block  `json:"h3"`
	H4                    Block  `json:"h4"`
	H5                    Block  `json:"h5"`
	H6                    Block  `json:"h6"`
	Text                  Look   `json:"text"`
	Strikethrough         Look   `json:"strikethrough"`
	Emph                  Look   `json:"emph"`
	Strong                Look   `json:"strong"`
	HorizontalRule        Look   `json:"hr"`
	Item                  Look   `json:"item"`
	Enumeration           Look   `json:"enumeration"`
	Task                  Task   `json:"task"`
	Link                  Look   `json:"link"`
	LinkText              Look   `json:"link_text"`
	Image                 Look   `json:"image"`
	ImageText             Look   `json:"image_text"`
	Code                  Look   `json:"code"`
	CodeBlock             Code   `json:"code_block"`
	Table                 Table  `json:"table"`
	DefinitionList        Block  `json:"definition_list"`
	DefinitionTerm        Look   `json:"definition_term"`
	DefinitionDescription Look   `json:"definition_description"`
	HTMLBlock             Block  `json:"html_block"`
	HTMLSpan              Look   `json:"html_span"`
	Alerts                Alerts `json:"alerts"` // ours: quotes that begin with "[!NOTE]" and the like
	Quiet                 *Look  `json:"quiet"`  // ours: bylines, borders, bullets, notices; else as "hr"
}

// Look is how a piece of text looks; what it leaves out comes from around it.
// Colours are "#rrggbb" or a number of the 256-colour palette.
type Look struct {
	BlockPrefix     string  `json:"block_prefix"`
	BlockSuffix     string  `json:"block_suffix"`
	Prefix          string  `json:"prefix"`
	Suffix          string  `json:"suffix"`
	Format          string  `json:"format"`
	Color           *string `json:"color"`
	BackgroundColor *string `json:"background_color"`
	Underline       *bool   `json:"underline"`
	Bold            *bool   `json:"bold"`
	Upper           *bool   `json:"upper"`
	Lower           *bool   `json:"lower"`
	Title           *bool   `json:"title"`
	Italic          *bool   `json:"italic"`
	CrossedOut      *bool   `json:"crossed_out"`
	Faint           *bool   `json:"faint"`
	Inverse         *bool   `json:"inverse"`
	Blink           *bool   `json:"blink"`
}

// Block is the look of a block.
type Block struct {
	Look
	Indent      *uint   `json:"indent"`
	IndentToken *string `json:"indent_token"`
	Margin      *uint   `json:"margin"`
}

// Task is the look of a task list's boxes.
type Task struct {
	Look
	Ticked   string `json:"ticked"`
	Unticked string `json:"unticked"`
}

// Table is the look of a table and of its borders.
type Table struct {
	Block
	CenterSeparator *string `json:"center_separator"`
	ColumnSeparator *string `json:"column_separator"`
	RowSeparator    *string `json:"row_separator"`
}

// Code is the look of a code block; Chroma names the looks of its tokens.
type Code struct {
	Block
	Chroma *Tokens `json:"chroma"`
}

// Tokens are the looks of a program's parts; see token.
type Tokens struct {
	Text              Look `json:"text"`
	Comment           Look `json:"comment"`
	CommentPreproc    Look `json:"comment_preproc"`
	Keyword           Look `json:"keyword"`
	KeywordType       Look `json:"keyword_type"`
	NameBuiltin       Look `json:"name_builtin"`
	NameTag           Look `json:"name_tag"`
	NameAttribute     Look `json:"name_attribute"`
	NameFunction      Look `json:"name_function"`
	LiteralNumber     Look `json:"literal_number"`
	LiteralString     Look `json:"literal_string"`
	GenericDeleted    Look `json:"generic_deleted"`
	GenericInserted   Look `json:"generic_inserted"`
	GenericSubheading Look `json:"generic_subheading"`
	Background        Look `json:"background"`
}

// Style is how a page looks. It is not changed once a page uses it.
type Style struct {
	Name    string
	Dark    bool // made for dark backgrounds
	Justify bool // paragraphs are set flush on both sides where that leaves no holes
	Logical bool // rows keep the order of the text: for terminals that reorder Hebrew and Arabic themselves
	Config  Config
}

//go:embed styles/*.json
var styles embed.FS

// Light is made for long reading on light backgrounds.
func Light() *Style { return own("light", false) }

// Dark is made for long reading on dark backgrounds.
func Dark() *Style { return own("dark", true) }

// Plain has no colours: bold, italic, underlined and reversed text only.
func Plain() *Style { return own("plain", false) }

// Sepia is brown ink, for a ground of the colour of old paper.
func Sepia() *Style { return own("sepia", false) }

// Contrast has the strongest contrasts, on black or on white.
func Contrast(dark bool) *Style {
	if dark {
		return own("contrast-dark", true)
	}
	return own("contrast-light", false)
}

// own reads one of the styles that come with the program; a test reads all.
func own(name string, dark bool) *Style {
	data, _ := styles.ReadFile("styles/" + name + ".json")
	s, err := ParseStyle(name, data)
	if err != nil {
		return &Style{Name: name, Dark: dark}
	}
	s.Dark = dark
	return s
}

// ParseStyle reads a glamour style file. Unknown keys are passed over. Dark is
// told by the colour of its text when it has one that is "#rrggbb" or a grey
// of the 256-colour palette.
func ParseStyle(name string, data []byte) (*Style, error) {
	s := &Style{Name: name}
	if err := json.Unmarshal(data, &s.Config); err != nil {
		return nil, fmt.Errorf("read style %s: %w", name, err)
	}
	if c := s.Config.Document.Color; c != nil {
		s.Dark = bright(*c)
	}
	return s, nil
}
