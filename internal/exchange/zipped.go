package exchange

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// What of an archive of notes is read: how many files, and how many bytes of
// each, unpacked.
const (
	maxZipped     = 1000
	maxZippedFile = 64 << 20
)

var zipMagic = []byte("PK\x03\x04")

// unzipped are the texts in an archive of notes, such as a .annotations file;
// the data itself if it is none.
func unzipped(data []byte) ([][]byte, error) {
	if !bytes.HasPrefix(data, zipMagic) {
		return [][]byte{data}, nil
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("it is an archive that can't be read: %w", err)
	}
	if len(z.File) > maxZipped {
		return nil, fmt.Errorf("there are more than %d files in the archive", maxZipped)
	}
	var all [][]byte
	for _, f := range z.File {
		switch strings.ToLower(path.Ext(f.Name)) {
		case ".json", ".jsonld", ".annotations", ".annotation":
		default:
			continue
		}
		text, err := readZipped(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		all = append(all, text)
	}
	if len(all) == 0 {
		return nil, errors.New("there are no notes in the archive")
	}
	return all, nil
}

func readZipped(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, maxZippedFile+1))
	if err == nil && len(text) > maxZippedFile {
		err = fmt.Errorf("it is larger than %d MiB", maxZippedFile>>20)
	}
	return text, err
}
