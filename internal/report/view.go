package report

import "asterism/internal/lang"

// view is the YAML of a ```chart, ```table or ```figures block.
type view struct {
	Query   string               `yaml:"query"`
	Title   lang.Text            `yaml:"title"`
	Note    lang.Text            `yaml:"note"`
	Unit    lang.Text            `yaml:"unit"`
	Columns map[string]lang.Text `yaml:"columns"` // words for columns, over the vocabulary
	Hide    []string             `yaml:"hide"`    // columns of the query a table leaves out
	Rows    int                  `yaml:"rows"`    // a printed table shows at most so many; files hold all

	Kind     string    `yaml:"kind"`     // columns, stack, bars, line, heat, tree, ring, bubble, network
	X        string    `yaml:"x"`        // column of categories (rows of a heat map, first node of an edge)
	Y        []string  `yaml:"y"`        // columns of values
	Series   string    `yaml:"series"`   // or: column that names the series (columns of a heat map, second node)
	Parent   string    `yaml:"parent"`   // tree: column that names the group
	Size     string    `yaml:"size"`     // bubble: column of sizes
	Label    string    `yaml:"label"`    // bubble: column of names
	XTitle   lang.Text `yaml:"x_title"`  // bubble
	YTitle   lang.Text `yaml:"y_title"`  // bubble
	Joined   bool      `yaml:"joined"`   // bubble: points in order of time
	Doubtful string    `yaml:"doubtful"` // column that is true where the category's data are not complete
	Percent  bool      `yaml:"percent"`

	Figures []figureSpec `yaml:"figures"` // figures: the few numbers at the head of a chapter
}

type figureSpec struct {
	Title lang.Text `yaml:"title"`
	Value string    `yaml:"value"` // query.column, with "| format" as in text
	Unit  lang.Text `yaml:"unit"`
	Note  lang.Text `yaml:"note"`
}
