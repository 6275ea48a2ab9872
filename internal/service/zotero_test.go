package service

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// zoteroLibrary is what of Zotero's tables is read, with an item of each sort.
const zoteroLibrary = `
CREATE TABLE itemTypes (itemTypeID INTEGER PRIMARY KEY, typeName TEXT);
INSERT INTO itemTypes VALUES (1,'annotation'),(2,'attachment'),(3,'note'),(4,'webpage');
CREATE TABLE items (itemID INTEGER PRIMARY KEY, itemTypeID INT, dateAdded TEXT, key TEXT);
INSERT INTO items VALUES (1,4,'2017-07-14 02:40:00','ONE'),(2,2,'2017-07-14 02:40:00','PAGE'),(3,1,'2017-07-15 00:00:00','MARK'),(4,1,'','INK'),(5,3,'','NOTE'),
 (6,4,'','STUB'),(7,4,'','PAPER'),(8,2,'','PDF'),(9,4,'','BIN'),(10,2,'','ALONE'),(11,4,'','LINKED'),(12,2,'','OUT');
CREATE TABLE fields (fieldID INTEGER PRIMARY KEY, fieldName TEXT);
INSERT INTO fields VALUES (1,'title'),(2,'url'),(3,'date'),(4,'websiteTitle');
CREATE TABLE itemDataValues (valueID INTEGER PRIMARY KEY, value);
INSERT INTO itemDataValues VALUES (1,'One'),(2,'https://a.example/1'),(3,'2016-05-00 May 2016'),(4,'A'),(5,'Stub'),(6,'https://a.example/6'),(7,'Paper'),(8,'Alone'),(9,'https://a.example/11');
CREATE TABLE itemData (itemID INT, fieldID INT, valueID INT);
INSERT INTO itemData VALUES (1,1,1),(1,2,2),(1,3,3),(1,4,4),(6,1,5),(6,2,6),(7,1,7),(10,1,8),(11,2,9);
CREATE TABLE creators (creatorID INTEGER PRIMARY KEY, firstName TEXT, lastName TEXT);
INSERT INTO creators VALUES (1,'Ann','Roe'),(2,'','The Moss Society');
CREATE TABLE itemCreators (itemID INT, creatorID INT, orderIndex INT);
INSERT INTO itemCreators VALUES (1,2,1),(1,1,0);
CREATE TABLE collections (collectionID INTEGER PRIMARY KEY, collectionName TEXT, parentCollectionID INT);
INSERT INTO collections VALUES (1,'Sea',2),(2,'Water',1);
CREATE TABLE collectionItems (collectionID INT, itemID INT);
CREATE TABLE tags (tagID INTEGER PRIMARY KEY, name TEXT);
INSERT INTO tags VALUES (1,'reef'),(2,'mark');
CREATE TABLE itemTags (itemID INT, tagID INT);
INSERT INTO itemTags VALUES (1,1),(3,2);
CREATE TABLE itemNotes (itemID INTEGER PRIMARY KEY, parentItemID INT, note TEXT);
INSERT INTO itemNotes VALUES (5,1,'<p>A <b>note</b>.</p>');
CREATE TABLE itemAttachments (itemID INTEGER PRIMARY KEY, parentItemID INT, contentType TEXT, path TEXT);
INSERT INTO itemAttachments VALUES (2,1,'text/html','storage:page.html'),(8,7,'application/pdf','storage:a.pdf'),(10,NULL,'text/html','storage:alone.html'),(12,11,'text/html','storage:../../../secret.html');
CREATE TABLE itemAnnotations (itemID INTEGER PRIMARY KEY, parentItemID INT, type INT, text TEXT, comment TEXT, color TEXT, sortIndex TEXT);
INSERT INTO itemAnnotations VALUES (3,2,1,'the lamp','why','#ff6666','1'),(4,2,4,NULL,NULL,'#000000','2');
CREATE TABLE deletedItems (itemID INTEGER PRIMARY KEY);
INSERT INTO deletedItems VALUES (9);
`

func zoteroFolder(t *testing.T, set string) (folder string, db *sql.DB) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "Zotero")
	for name, text := range map[string]string{"storage/PAGE/page.html": "<p>The lamp.</p>", "storage/ALONE/alone.html": "<p>Alone.</p>", "../secret.html": "<p>secret</p>"} {
		name = filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	db, err := sql.Open("sqlite", filepath.Join(folder, zoteroName))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(set + zoteroLibrary); err != nil {
		t.Fatal(err)
	}
	return folder, db
}

var zoteroItems = []string{
	`https://a.example/1 "One" 2017-07-14T02:40:00Z ["reef"] “the lamp” why ["mark"] “” A **note**. page.html: <p>The lamp.</p>`,
	`https://a.example/6 "Stub"`,
	` "Alone" page.html: <p>Alone.</p>`,
	`https://a.example/11 ""`,
}

// TestZotero reads its folder, its database by itself, and both while another
// program holds the database, in each way in which it can.
func TestZotero(t *testing.T) {
	t.Parallel()
	for name, set := range map[string]string{"at rest": "", "in use": "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=DELETE;", "with a log": "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder, db := zoteroFolder(t, set)
			if set == "" {
				db.Close()
			}
			before, err := os.ReadDir(folder)
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range []string{folder, filepath.Join(folder, zoteroName)} {
				e := read(t, name, Options{})
				var got []string
				for _, i := range e.Items {
					got = append(got, brief(t, i))
				}
				if diff := cmp.Diff(zoteroItems, got); diff != "" {
					t.Error(diff)
				}
				if diff := cmp.Diff([]Left{{Bin, "webpage BIN"}, {PDF, "Paper"}}, e.Left); diff != "" {
					t.Error(diff)
				}
				if e.Items[0].Author != "Ann Roe, The Moss Society" || e.Items[0].Notes[0].Kind != "important" || e.Items[0].Published.Format("2006-01") != "2016-05" {
					t.Errorf("%+v", e.Items[0])
				}
			}
			after, err := os.ReadDir(folder)
			if err != nil || len(after) != len(before) {
				t.Errorf("there are %d files in the folder, not %d: %v", len(after), len(before), err)
			}
		})
	}
}
