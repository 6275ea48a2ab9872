package main

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver
)

// zoteroTables are what of Zotero's tables an importer asks for.
const zoteroTables = `
CREATE TABLE itemTypes (itemTypeID INTEGER PRIMARY KEY, typeName TEXT);
INSERT INTO itemTypes VALUES (1,'annotation'),(2,'attachment'),(3,'note'),(4,'webpage'),(5,'journalArticle');
CREATE TABLE items (itemID INTEGER PRIMARY KEY, itemTypeID INT, dateAdded TEXT, key TEXT);
CREATE TABLE fields (fieldID INTEGER PRIMARY KEY, fieldName TEXT);
INSERT INTO fields VALUES (1,'title'),(2,'url'),(3,'date'),(4,'websiteTitle');
CREATE TABLE itemDataValues (valueID INTEGER PRIMARY KEY, value);
CREATE TABLE itemData (itemID INT, fieldID INT, valueID INT);
CREATE TABLE creators (creatorID INTEGER PRIMARY KEY, firstName TEXT, lastName TEXT, fieldMode INT);
INSERT INTO creators VALUES (1,'Ann','Roe',0);
CREATE TABLE itemCreators (itemID INT, creatorID INT, creatorTypeID INT, orderIndex INT);
CREATE TABLE collections (collectionID INTEGER PRIMARY KEY, collectionName TEXT, parentCollectionID INT);
INSERT INTO collections VALUES (1,'Sea',NULL),(2,'Shore',1);
CREATE TABLE collectionItems (collectionID INT, itemID INT, orderIndex INT);
CREATE TABLE tags (tagID INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE itemTags (itemID INT, tagID INT, type INT);
CREATE TABLE itemNotes (itemID INTEGER PRIMARY KEY, parentItemID INT, note TEXT, title TEXT);
CREATE TABLE itemAttachments (itemID INTEGER PRIMARY KEY, parentItemID INT, linkMode INT, contentType TEXT, path TEXT);
CREATE TABLE itemAnnotations (itemID INTEGER PRIMARY KEY, parentItemID INT, type INT, authorName TEXT, text TEXT, comment TEXT, color TEXT, sortIndex TEXT);
CREATE TABLE deletedItems (itemID INTEGER PRIMARY KEY, dateDeleted TEXT);
`

// makeZotero makes a data folder: of a hundred items one is in the bin, some
// have no page saved with them, some only a PDF.
func makeZotero(name string, lib library) error {
	if err := errors.Join(os.RemoveAll(name), os.MkdirAll(filepath.Join(name, "storage"), 0o755)); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", filepath.Join(name, "zotero.sqlite"))
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(zoteroTables); err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	z := zoteroMaker{tx: tx, folder: name, tags: map[string]int{}}
	for _, e := range lib {
		z.entry(e)
	}
	return errors.Join(z.err, tx.Commit())
}

type zoteroMaker struct {
	tx     *sql.Tx
	folder string
	next   int
	values int
	tags   map[string]int
	err    error
}

func (z *zoteroMaker) do(query string, args ...any) {
	if z.err == nil {
		_, z.err = z.tx.Exec(query, args...)
	}
}

func (z *zoteroMaker) item(kind int, e entry) int {
	z.next++
	z.do("INSERT INTO items VALUES (?,?,?,?)", z.next, kind, e.saved.Format("2006-01-02 15:04:05"), fmt.Sprintf("KEY%05d", z.next))
	return z.next
}

func (z *zoteroMaker) field(item, field int, value string) {
	z.values++
	z.do("INSERT INTO itemDataValues VALUES (?,?)", z.values, value)
	z.do("INSERT INTO itemData VALUES (?,?,?)", item, field, z.values)
}

func (z *zoteroMaker) entry(e entry) {
	id := z.item(4, e)
	z.field(id, 1, e.title)
	z.field(id, 2, e.url)
	z.field(id, 3, e.saved.Format("2006-01-00")+" "+e.saved.Format("January 2006"))
	z.do("INSERT INTO itemCreators VALUES (?,1,1,0)", id)
	z.do("INSERT INTO collectionItems VALUES (?,?,0)", 1+e.n%2, id)
	for _, tag := range e.tags {
		if z.tags[tag] == 0 {
			z.tags[tag] = len(z.tags) + 1
			z.do("INSERT INTO tags VALUES (?,?)", z.tags[tag], tag)
		}
		z.do("INSERT INTO itemTags VALUES (?,?,0)", id, z.tags[tag])
	}
	switch e.n % 100 {
	case 50:
		z.do("INSERT INTO deletedItems VALUES (?,'')", id)
	case 51:
		pdf := z.item(2, e)
		z.do("INSERT INTO itemAttachments VALUES (?,?,1,'application/pdf','storage:a.pdf')", pdf, id)
		return
	case 52:
		return
	}
	page := z.item(2, e)
	z.do("INSERT INTO itemAttachments VALUES (?,?,1,'text/html','storage:page.html')", page, id)
	folder := filepath.Join(z.folder, "storage", fmt.Sprintf("KEY%05d", page))
	if err := errors.Join(os.MkdirAll(folder, 0o755), os.WriteFile(filepath.Join(folder, "page.html"), []byte("<html><body><article>"+e.html()+"</article></body></html>"), 0o644)); err != nil {
		z.err = errors.Join(z.err, err)
	}
	for _, h := range e.highlights {
		mark := z.item(1, e)
		z.do("INSERT INTO itemAnnotations VALUES (?,?,1,NULL,?,?,'#ff6666','00001')", mark, page, h.quote, h.note)
	}
	if e.n%30 == 1 {
		note := z.item(3, e)
		z.do("INSERT INTO itemNotes VALUES (?,?,'<p>A <b>note</b> of its own.</p>','')", note, id)
	}
}
