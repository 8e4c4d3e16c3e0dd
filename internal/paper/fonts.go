package paper

import (
	_ "embed"
)

// Liberation Serif has the metrics of Times New Roman, which the decree asks for, and every Vietnamese letter.
// SIL Open Font License 1.1: fonts/LICENSE.
var (
	//go:embed fonts/LiberationSerif-Regular.ttf
	regular []byte
	//go:embed fonts/LiberationSerif-Bold.ttf
	bold []byte
	//go:embed fonts/LiberationSerif-Italic.ttf
	italic []byte
	//go:embed fonts/LiberationSerif-BoldItalic.ttf
	boldItalic []byte
)
