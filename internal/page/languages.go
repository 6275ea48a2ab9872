package page

import "strings"

// language tells how to read a programming language's words.
type language struct {
	names        string // as fences write them, between spaces
	lineComments []string
	blockComment [2]string
	quotes       string // what strings stand in
	keywords     string // between spaces, as are types and constants
	types        string
	constants    string
	chars        bool // an apostrophe quotes one character only
	triple       bool // strings in three quotes
	preproc      bool // #words are directives
	dollar       bool // $words are variables
	dashes       bool // names may hold dashes
	commands     bool // words mean something only where a command may begin
	nocase       bool // words are in lower case here
	keys         bool // "key:" and "key =" name what follows
}

// findLanguage looks a language up by one of its names; nil if unknown.
func findLanguage(name string) *language {
	if name == "" {
		return nil
	}
	for i := range languages {
		for n := range strings.FieldsSeq(languages[i].names) {
			if n == name {
				return &languages[i]
			}
		}
	}
	return nil
}

var (
	slashes = []string{"//"}
	hash    = []string{"#"}
	starred = [2]string{"/*", "*/"}
)

var languages = []language{
	{
		names: "go golang", lineComments: slashes, blockComment: starred, quotes: "\"'`", chars: true,
		keywords:  "break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var",
		types:     "any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr",
		constants: "true false nil iota append cap clear close copy delete len make max min new panic print println recover",
	},
	{
		names: "rust rs", lineComments: slashes, blockComment: starred, quotes: "\"'", chars: true,
		keywords:  "as async await break const continue crate dyn else enum extern fn for gen if impl in let loop macro_rules match mod move mut pub ref return static struct super trait type union unsafe use where while yield",
		types:     "bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize Self String Vec Option Result Box",
		constants: "true false self None Some Ok Err",
	},
	{
		names: "c h cpp c++ cc cxx hpp objc objective-c arduino cuda", lineComments: slashes, blockComment: starred, quotes: "\"'", chars: true, preproc: true,
		keywords:  "alignas alignof asm auto break case catch class co_await co_return co_yield concept const consteval constexpr const_cast continue decltype default delete do dynamic_cast else enum explicit export extern final for friend goto if import inline module mutable namespace new noexcept operator override private protected public register reinterpret_cast requires restrict return sizeof static static_assert static_cast struct switch template this thread_local throw try typedef typeid typename union using virtual volatile while",
		types:     "bool char char8_t char16_t char32_t double float int int8_t int16_t int32_t int64_t long ptrdiff_t short signed size_t ssize_t string uint8_t uint16_t uint32_t uint64_t unsigned vector void wchar_t",
		constants: "true false nullptr NULL",
	},
	{
		names: "java kotlin kt kts scala groovy gradle dart", lineComments: slashes, blockComment: starred, quotes: "\"'", triple: true,
		keywords:  "abstract as assert async await break by case catch class companion const continue data def default do else enum exports extends extension final finally for fun given goto if implements import in init inner instanceof interface internal is late lateinit lazy let match mixin module native new object of open operator override package private protected public record required requires return sealed static strictfp super suspend switch synchronized this throw throws trait transient try type typealias using val var vararg volatile when where while with yield",
		types:     "Any Array Boolean Byte Char Double Float Int Integer List Long Map Nothing Object Option Set Short String Unit boolean byte char double dynamic float int long num short void",
		constants: "true false null it",
	},
	{
		names: "js javascript jsx mjs cjs ts typescript tsx node", lineComments: slashes, blockComment: starred, quotes: "\"'`",
		keywords:  "abstract as asserts async await break case catch class const continue debugger declare default delete do else enum export extends finally for from function get if implements import in infer instanceof interface is keyof let module namespace new of override private protected public readonly return satisfies set static super switch this throw try type typeof var void while with yield",
		types:     "any Array bigint boolean Date Error Map never number object Promise RegExp Set string symbol unknown",
		constants: "true false null undefined NaN Infinity console document globalThis window",
	},
	{
		names: "cs csharp c# fsharp f#", lineComments: slashes, blockComment: starred, quotes: "\"'", chars: true, preproc: true,
		keywords:  "abstract as async await base break case catch checked class const continue default delegate do else enum event explicit extern finally fixed for foreach from function get goto if implicit in init interface internal is let lock match member module mutable namespace new of open operator out override params partial private protected public readonly record ref required return sealed select set sizeof stackalloc static struct switch then this throw try type typeof unchecked unsafe using val var virtual volatile when where while with yield",
		types:     "bool byte char decimal double dynamic float int long nint object sbyte short string uint ulong unit ushort void",
		constants: "true false null",
	},
	{
		names: "swift zig", lineComments: slashes, blockComment: starred, quotes: "\"", triple: true,
		keywords:  "actor any as associatedtype async await break case catch class comptime const continue convenience default defer deinit do else enum errdefer error export extension extern fallthrough fileprivate fn for func guard if import in indirect infix init inline inout internal is lazy let mutating nonisolated open operator orelse override package postfix precedencegroup prefix private protocol pub public repeat required rethrows return self some static struct subscript super switch test throw throws try typealias union unowned unreachable usingnamespace var volatile weak where while",
		types:     "Array Bool Character Dictionary Double Float Int Int8 Int16 Int32 Int64 Optional Self Set String UInt Void anyerror bool f32 f64 i8 i16 i32 i64 isize type u8 u16 u32 u64 usize void",
		constants: "true false nil null undefined",
	},
	{
		names: "php", lineComments: []string{"//", "#"}, blockComment: starred, quotes: "\"'", dollar: true,
		keywords:  "abstract and array as break callable case catch class clone const continue declare default do echo else elseif empty enddeclare endfor endforeach endif endswitch endwhile enum exit extends final finally fn for foreach function global goto if implements include include_once instanceof insteadof interface isset list match namespace new or print private protected public readonly require require_once return static switch throw trait try unset use var while xor yield",
		types:     "bool float int iterable mixed never object self string void",
		constants: "true false null this",
	},
	{
		names: "python py python3 py3 pycon starlark bazel", lineComments: hash, quotes: "\"'", triple: true,
		keywords:  "and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try type while with yield",
		types:     "bool bytes dict float frozenset int list object set str tuple type",
		constants: "True False None self cls print len range super",
	},
	{
		names: "ruby rb erb crystal elixir ex exs", lineComments: hash, quotes: "\"'`", triple: true,
		keywords:  "alias and after begin break case catch class cond def defimpl defmacro defmodule defp defprotocol defstruct do else elsif end ensure extend fn for if import in include loop module next not or private protected public quote raise receive redo require rescue retry return super then throw try undef unless unquote until use when while with yield",
		constants: "true false nil self puts",
	},
	{
		names: "sh bash shell zsh ksh fish", lineComments: hash, quotes: "\"'`", dollar: true, dashes: true, commands: true,
		keywords:  "break case continue do done elif else end esac exec exit export fi for function if in let local return select set shift source then trap unset until while",
		constants: "alias cd chmod chown cp curl docker echo eval git grep kill mkdir mv printf read rm sed sudo test true false",
	},
	{
		names: "dockerfile docker makefile make just nix", lineComments: hash, quotes: "\"'`", dollar: true, dashes: true,
		keywords:  "assert define else endef endif export if ifdef ifeq ifndef ifneq import in include inherit let rec then with ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL RUN SHELL USER VOLUME WORKDIR",
		constants: "true false null",
	},
	{
		names: "powershell ps1 pwsh bat cmd", lineComments: []string{"#", "::", "REM "}, blockComment: [2]string{"<#", "#>"}, quotes: "\"'", dollar: true, dashes: true, nocase: true,
		keywords: "begin break call catch class continue data do else elseif end exit filter finally for foreach function goto if in param process return set switch throw trap try until using while",
	},
	{
		names: "sql mysql postgres postgresql psql plsql sqlite tsql", lineComments: []string{"--"}, blockComment: starred, quotes: "\"'`", nocase: true,
		keywords:  "add all alter analyze and any as asc begin between by cascade case check column commit constraint create cross database default delete desc distinct drop else end except exists explain foreign from full function grant group having if in index inner insert intersect into is join key left like limit natural not null offset on or order outer over partition primary procedure references returning revoke right rollback select set table then to transaction trigger truncate union unique update using values view when where window with",
		types:     "bigint blob boolean bytea char date decimal double float int integer interval json jsonb numeric real serial smallint text time timestamp timestamptz uuid varchar",
		constants: "true false null",
	},
	{
		names: "lua", lineComments: []string{"--"}, blockComment: [2]string{"--[[", "]]"}, quotes: "\"'",
		keywords:  "and break do else elseif end for function goto if in local not or repeat return then until while",
		constants: "true false nil self",
	},
	{
		names: "haskell hs elm purescript ocaml ml ada vhdl", lineComments: []string{"--"}, blockComment: [2]string{"{-", "-}"}, quotes: "\"",
		keywords: "and as begin case class data default deriving do else end exception family forall foreign fun function functor hiding if import in infix infixl infixr instance let match module mutable newtype of open qualified rec sig struct then try type val where with",
		types:    "Bool Char Double Either Float IO Int Integer Maybe String bool char float int list option string unit",
	},
	{
		names: "lisp clojure clj cljs scheme racket elisp emacs-lisp commonlisp", lineComments: []string{";"}, quotes: "\"", dashes: true,
		keywords:  "cond cons def defmacro defn defun defvar do fn for if lambda let letrec loop ns or and not quote recur require set setq when while",
		constants: "nil t true false",
	},
	{
		names: "r julia jl perl pl raku", lineComments: hash, quotes: "\"'", dollar: true,
		keywords:  "abstract baremodule begin break catch const continue do else elseif elsif end export finally for foreach function global if import in last let library local macro module my mutable next our package quote repeat require return struct sub try unless until use using where while",
		constants: "TRUE FALSE NULL NA true false nothing undef self",
	},
	{
		names: "css scss sass less", lineComments: slashes, blockComment: starred, quotes: "\"'", dashes: true, keys: true, dollar: true,
		constants: "auto inherit initial none unset",
	},
	{
		names: "json json5 jsonc jsonl ndjson", lineComments: slashes, blockComment: starred, quotes: "\"", keys: true,
		constants: "true false null",
	},
	{
		names: "yaml yml", lineComments: hash, quotes: "\"'", keys: true, dashes: true,
		constants: "true false null yes no on off",
	},
	{
		names: "toml ini cfg conf config properties editorconfig desktop systemd env dotenv", lineComments: []string{"#", ";"}, quotes: "\"'", triple: true, keys: true, dashes: true,
		constants: "true false",
	},
	{
		names: "hcl terraform tf proto protobuf graphql thrift cmake", lineComments: []string{"#", "//"}, blockComment: starred, quotes: "\"", keys: true, dashes: true,
		keywords:  "data enum extend fragment function if else for import input interface locals macro message mutation module oneof option output package provider public query repeated required reserved resource returns rpc scalar schema service subscription syntax type union variable",
		types:     "Boolean Float ID Int String bool bytes double fixed32 fixed64 float int32 int64 list map number sint32 sint64 string uint32 uint64",
		constants: "true false null",
	},
	{
		names: "asm assembly nasm x86asm llvm wasm wat", lineComments: []string{";", "#", "//"}, quotes: "\"",
		keywords: "add and bl br call cmp define function global i32 i64 jmp je jne lea load mov module param pop push result ret section store sub test xor",
	},
}
