package search

import (
	"slices"
	"testing"

	"manicule/internal/article"
)

// Words are found in other forms in the language that the article is in, and
// the form that was typed comes first.
func TestStemsByLanguage(t *testing.T) {
	m := &memory{docs: map[string]Document{}}
	for path, said := range map[string][2]string{
		"de-1": {"de", "Die Häuser am Fluss."}, "de-2": {"de-CH", "Das Haus am See."},
		"fr-1": {"fr", "Les chevaux aimées galopent."}, "fr-2": {"fr", "Le cheval."},
		"es-1": {"es", "Las organizaciones nuevas."}, "es-2": {"es", "La organización."},
		"it-1": {"it", "I libri sono nuovi."}, "it-2": {"it", "Il libro."},
		"pt-1": {"pt-BR", "As canções antigas."}, "pt-2": {"pt", "Uma canção."},
		"nl-1": {"nl", "De lichamelijke dingen."}, "nl-2": {"nl", "Het ding."},
		"sv-1": {"sv", "Flickorna sjunger."}, "sv-2": {"sv", "En flicka."},
		"ru-1": {"ru", "Новые книги."}, "ru-2": {"ru", "Новый, о книгах."},
		"en-1": {"", "The houses."}, "en-2": {"en", "A house."},
	} {
		m.put(path, said[1])
		d := m.docs[path]
		d.Meta.Language = said[0]
		m.docs[path] = d
	}
	x := Open("")
	refreshed(t, x, m)
	for query, want := range map[string][]string{
		"haus ": {"de-2", "de-1"}, "häuser ": {"de-1", "de-2"}, "HAEUSER ": nil,
		"cheval ": {"fr-2", "fr-1"}, "aimé ": {"fr-1"}, "organización ": {"es-2", "es-1"}, "organizaciones ": {"es-1", "es-2"},
		"libro ": {"it-2", "it-1"}, "canção ": {"pt-2", "pt-1"}, "canções ": {"pt-1", "pt-2"}, "ding ": {"nl-2", "nl-1"},
		"flicka ": {"sv-2", "sv-1"}, "новый ": {"ru-2", "ru-1"}, "книги ": {"ru-1", "ru-2"}, "house ": {"en-2", "en-1"},
		`"das haus" `: {"de-2"}, "die haus ": {"de-1"},
	} {
		if got := foundFirst(t, x.Snapshot(), query); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, not %v", query, got, want)
		}
	}
	q, _ := Parse("haus ", noon)
	text := m.docs["de-1"].Text
	if got := q.Hits(text); len(got) != 0 {
		t.Error("Häuser are a form of Haus in English")
	}
	q.Language = "de"
	if got := slicesOf(text, q.Hits(text)); !slices.Equal(got, []string{"Häuser"}) {
		t.Errorf("the hits are %v", got)
	}
}

func TestLanguageOf(t *testing.T) {
	for tag, want := range map[string]string{"de": "de", "DE-at": "de", "pt-BR": "pt", "nb": "no nb nn", "": "en", "en-GB": "en", "tlh": "en"} {
		if got := languages[languageOf(tag)].names; got != want {
			t.Errorf("%s is %s", tag, got)
		}
	}
}

// What was typed in one writing is found in the other: see folds.
func TestFoldingsInBothDirections(t *testing.T) {
	for _, f := range foldings {
		for _, pair := range f.pairs {
			for _, way := range [][2]string{{pair[0], pair[1]}, {pair[1], pair[0]}} {
				m := &memory{docs: map[string]Document{}}
				m.put("a", article.Clean("It says "+way[0]+" here."))
				x := Open("")
				refreshed(t, x, m)
				if got := foundFirst(t, x.Snapshot(), way[1]+" "); len(got) != 1 {
					t.Errorf("%s: %q is not found in %q", f.name, way[1], way[0])
				}
				q, _ := Parse(way[1]+" ", noon)
				if len(q.Hits(m.docs["a"].Text)) == 0 {
					t.Errorf("%s: %q is no hit in %q", f.name, way[1], way[0])
				}
			}
		}
	}
}

// formsInLanguages are pairs of forms that find each other.
var formsInLanguages = map[string][][2]string{
	"de": {{"Haus", "Häuser"}, {"Regierung", "Regierungen"}, {"Freiheit", "Freiheiten"}, {"Städte", "Stadt"}, {"Männer", "Mann"}, {"arbeiten", "arbeitete"}, {"Auto", "Autos"}, {"Lehrerin", "Lehrer"}, {"Studentin", "Studentinnen"}, {"Thema", "Themen"}},
	"fr": {{"cheval", "chevaux"}, {"français", "française"}, {"liberté", "libertés"}, {"économique", "économiques"}, {"heureux", "heureuse"}, {"loi", "lois"}, {"ami", "amis"}, {"menu", "menus"}, {"photo", "photos"}, {"petit", "petite"}, {"premier", "première"}, {"actif", "active"}, {"public", "publique"}, {"jeu", "jeux"}, {"nouveau", "nouvelle"}},
	"es": {{"canción", "canciones"}, {"mujer", "mujeres"}, {"ciudad", "ciudades"}, {"lápiz", "lápices"}, {"país", "países"}, {"rápido", "rápidamente"}, {"gobierno", "gobiernos"}, {"año", "años"}, {"día", "días"}, {"línea", "líneas"}},
	"it": {{"libro", "libri"}, {"città", "citta"}, {"nazione", "nazioni"}, {"politica", "politiche"}, {"banca", "banche"}, {"lago", "laghi"}, {"italiano", "italiani"}},
	"pt": {{"canção", "canções"}, {"animal", "animais"}, {"mão", "mãos"}, {"pão", "pães"}, {"cidade", "cidades"}, {"jornal", "jornais"}, {"azul", "azuis"}, {"irmã", "irmãs"}, {"museu", "museus"}, {"português", "portuguesa"}},
	"nl": {{"huis", "huizen"}, {"brief", "brieven"}, {"vrijheid", "vrijheden"}, {"kind", "kinderen"}, {"snel", "snelle"}, {"regering", "regeringen"}, {"idee", "ideeën"}},
	"sv": {{"flicka", "flickor"}, {"stad", "städer"}, {"land", "länder"}, {"människa", "människor"}, {"tidning", "tidningar"}, {"hus", "huset"}, {"flicka", "flickan"}, {"ord", "ordet"}, {"arbete", "arbetet"}},
	"ru": {{"книга", "книги"}, {"новый", "новая"}, {"человек", "человека"}, {"свобода", "свободы"}, {"ёлка", "ёлки"}},
}

func TestFormsInBothDirections(t *testing.T) {
	for language, pairs := range formsInLanguages {
		for _, p := range pairs {
			for i := range p {
				m := &memory{docs: map[string]Document{}}
				m.put("there", "Before "+p[i]+" behind.")
				m.put("exact", "Before "+p[1-i]+" behind.")
				m.put("other", "Before and behind.")
				for path, d := range m.docs {
					d.Meta.Language = language
					m.docs[path] = d
				}
				x := Open("")
				refreshed(t, x, m)
				if got := foundFirst(t, x.Snapshot(), p[1-i]+" "); !slices.Equal(got, []string{"exact", "there"}) && terms(p[0])[0] != terms(p[1])[0] {
					t.Errorf("%s: %q finds %v", language, p[1-i], got)
				}
			}
		}
	}
}
