package main

import (
	"context"

	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/store"
)

// askNotes prepares a query. The library is opened only if something asks for
// articles.
func (c *cli) askNotes(ctx context.Context, col *store.Collection, q search.Query) (library.NoteQuery, error) {
	var lib *library.Library
	defer func() {
		if lib != nil {
			lib.Close()
		}
	}()
	return library.AskNotes(ctx, q, func() (_ *library.Articles, err error) {
		if lib, err = c.library(ctx, col); err != nil {
			return nil, err
		}
		return lib.Articles(), nil
	})
}
