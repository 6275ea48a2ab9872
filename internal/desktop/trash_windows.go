package desktop

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// fileOperation is SHFILEOPSTRUCTW.
type fileOperation struct {
	window   uintptr
	function uint32
	from, to *uint16
	flags    uint16
	aborted  int32
	names    uintptr
	title    *uint16
}

// What SHFileOperationW is asked for: to delete so that it can be undone, and
// to show nothing.
const (
	toDelete     = 3      // FO_DELETE
	undoable     = 0x0040 // FOF_ALLOWUNDO
	withoutAsk   = 0x0010 // FOF_NOCONFIRMATION
	silent       = 0x0004 // FOF_SILENT
	withoutError = 0x0400 // FOF_NOERRORUI
)

var shFileOperation = windows.NewLazySystemDLL("shell32.dll").NewProc("SHFileOperationW")

// trash asks the shell to put a file into the recycle bin. On other drives than
// fixed ones the shell would delete it for good, so there it is refused. Where
// the file lies in the bin is not known: what is in it is kept to put it back.
func trash(path string, _ time.Time, _ func(string) string) (Trashed, error) {
	root, err := windows.UTF16PtrFromString(filepath.VolumeName(path) + `\`)
	if err != nil {
		return Trashed{}, err
	}
	if windows.GetDriveType(root) != windows.DRIVE_FIXED {
		return Trashed{}, errors.New("its drive has no recycle bin")
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return Trashed{}, err
	}
	names, err := windows.UTF16FromString(path)
	if err != nil {
		return Trashed{}, err
	}
	names = append(names, 0) // the list of names ends with an empty one
	op := fileOperation{function: toDelete, from: &names[0], flags: undoable | withoutAsk | silent | withoutError}
	if code, _, _ := shFileOperation.Call(uintptr(unsafe.Pointer(&op))); code != 0 {
		return Trashed{}, fmt.Errorf("the shell refused it with code %#x", code)
	}
	if op.aborted != 0 {
		return Trashed{}, errors.New("the shell gave it up")
	}
	return Trashed{from: path, kept: data}, nil
}
