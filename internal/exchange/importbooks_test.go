package exchange

import (
	"archive/zip"
	"bytes"
	"database/sql"
	"errors"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite" // the driver
)

func TestImportCalibre(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{
		"the viewer's":  "\ufeff" + `{"highlights":[{"highlighted_text":"Kelp grows.","notes":"why","timestamp":"2026-03-02T15:05:06.5Z","uuid":"u1","type":"highlight","style":{"kind":"color","type":"builtin","which":"red"}},{"uuid":"u2","removed":true,"highlighted_text":"x"}],"type":"calibre_highlights","version":1}`,
		"the library's": `{"annotations":[{"book_id":3,"title":"Kelp","authors":["Ann Roe"],"annotation":{"type":"highlight","highlighted_text":"Kelp grows.","notes":"why","uuid":"u1","timestamp":"2026-03-02T15:05:06Z","style":{"which":"red"}}},{"type":"bookmark","title":"here"},{"type":"last-read"}],"type":"calibre_annotation_collection","version":1}`,
	} {
		notes, _, err := Import("", "a.json", []byte(data))
		if err != nil || len(notes) != 1 {
			t.Fatalf("%s: %v %v", name, notes, err)
		}
		if n := notes[0]; n.Anchor.Quote != "Kelp grows." || n.Body != "why" || n.Kind != "important" || n.Made.Format("15:04:05") != "15:05:06" || n.ID != importID("calibre", "u1") || (n.Title == "Kelp") != (name == "the library's") {
			t.Errorf("%s: %+v", name, n)
		}
	}
}

func TestImportAnnotations(t *testing.T) {
	t.Parallel()
	const text = `{"@context":"https://readium.org/annotations/context.jsonld","id":"urn:uuid:1","type":"AnnotationSet","about":{"dc:title":"Kelp","dc:creator":["Ann Roe"]},"items":[{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:uuid:2","type":"Annotation","created":"2026-03-02T15:05:06Z","body":{"type":"TextualBody","value":"why","color":"red","tag":"sea"},"target":{"source":"OEBPS/1.html","selector":[{"type":"TextQuoteSelector","exact":"Kelp grows.","prefix":"So: ","suffix":" It"}]}}]}`
	var zipped bytes.Buffer
	z := zip.NewWriter(&zipped)
	for _, name := range []string{"annotations.json", "cover.png"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"alone": []byte(text), "zipped": zipped.Bytes()} {
		notes, _, err := Import("", "kelp.annotations", data)
		if err != nil || len(notes) != 1 {
			t.Fatalf("%s: %v %v", name, notes, err)
		}
		if n := notes[0]; n.Title != "Kelp" || n.Author != "Ann Roe" || n.Source != "" || n.Anchor.Quote != "Kelp grows." || n.Body != "why" || n.Kind != "important" || len(n.Tags) != 1 {
			t.Errorf("%s: %+v", name, n)
		}
	}
	if _, _, err := Import("", "a.zip", append([]byte("PK\x03\x04"), "broken"...)); err == nil {
		t.Error("a broken archive is read")
	}
}

const koboTables = `
CREATE TABLE content (ContentID TEXT, Title TEXT, Attribution TEXT);
INSERT INTO content VALUES ('book','Kelp','Ann Roe');
CREATE TABLE Bookmark (BookmarkID TEXT, VolumeID TEXT, ContentID TEXT, Text TEXT, Annotation TEXT, Type TEXT, Hidden TEXT, DateCreated TEXT, DateModified TEXT, ChapterProgress REAL, Color INTEGER);
INSERT INTO Bookmark VALUES ('1','book','ch1',' Kelp
	grows.  ','why','note','false','2026-03-02T15:05:06.000','2026-03-02T15:05:07Z',0.1,1),('2','book','ch1','gone','','highlight','true','',NULL,0.2,0),('3','book','ch1',NULL,NULL,'dogear','false','',NULL,0.3,0),('4','book','ch1','It rests.',NULL,'highlight',NULL,NULL,NULL,0.4,NULL);`

func TestImportKobo(t *testing.T) {
	t.Parallel()
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "kobo.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := ImportKobo(t.Context(), db); !errors.Is(err, ErrNoKobo) {
		t.Errorf("an empty database: %v", err)
	}
	if _, err := db.Exec(koboTables); err != nil {
		t.Fatal(err)
	}
	notes, err := ImportKobo(t.Context(), db)
	if err != nil || len(notes) != 2 {
		t.Fatal(notes, err)
	}
	if n := notes[0]; n.Title != "Kelp" || n.Author != "Ann Roe" || n.Anchor.Quote != "Kelp grows." || n.Body != "why" || n.Kind != "important" || n.Made.String() != "2026-03-02 15:05:06 +0000 UTC" || n.Changed.IsZero() {
		t.Errorf("%+v", n)
	}
}
