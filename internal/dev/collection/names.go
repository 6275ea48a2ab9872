package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// What sites and people are called: every word of the one list with every
// word of the other.
var (
	sitesFirst   = strings.Fields("Northern Harbour Evening Quiet Open Civic Meridian Granite")
	sitesSecond  = strings.Fields("Ledger Review Courier Notebook Dispatch Almanac")
	peopleFirst  = strings.Fields("Ada Amir Beatriz Chen Clara Daniel Elif Farah Grace Hugo Ines Jonas Kofi Lena Mateo Nadia Omar Priya Ruth Sven Tomás Ursula Yuki Zoë")
	peopleSecond = strings.Fields("Almeida Bauer Castro Dupont Eriksen Fischer Gupta Haddad Ivanova Jensen Kowalski Lindqvist Mbeki Nakamura Okafor Ramírez")
)

// months are those in which articles are published, from January of firstYear.
const (
	firstYear = 2015
	months    = 140
)

// perFolder is the number of articles in a folder.
const perFolder = 200

// folder is what the articles of one folder have in common.
type folder struct {
	site, slug  string // "Northern Ledger", "northern-ledger"
	year, month int
	round       int // 0; more when every site has a folder for every month
}

// folderOf names the folders so that those beside each other in number are of
// different sites.
func folderOf(number int) folder {
	sites := len(sitesFirst) * len(sitesSecond)
	cell := number * 4567 % (sites * months) // a prime: every cell once
	site, month := cell%sites, cell/sites
	f := folder{year: firstYear + month/12, month: 1 + month%12, round: number / (sites * months)}
	f.site = sitesFirst[site%len(sitesFirst)] + " " + sitesSecond[site/len(sitesFirst)]
	f.slug = slug(f.site)
	return f
}

// name is the folder's in that of its site.
func (f folder) name() string {
	name := fmt.Sprintf("%d-%02d", f.year, f.month)
	if f.round > 0 {
		name += fmt.Sprintf("-part-%d", f.round+1)
	}
	return name
}

// author draws a name; a few people write much.
func author(r *rand.Rand) string {
	all := len(peopleFirst) * len(peopleSecond)
	who := skewed(r, all) * 101 % all
	return peopleFirst[who%len(peopleFirst)] + " " + peopleSecond[who/len(peopleFirst)]
}

// skewed draws a number below n, small ones more often.
func skewed(r *rand.Rand, n int) int {
	u := r.Float64()
	return int(u * u * float64(n))
}

// slug is a title as a file's name.
func slug(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	s := strings.Join(words, "-")
	if len(s) > 70 {
		s = s[:strings.LastIndexByte(s[:70], '-')]
	}
	return s
}

// script is a language that is written without Latin letters.
type script struct {
	words []string
	joint []string // what may stand between two words
	end   string
}

// scripts hold words about reading and places; sentences of them have no
// meaning, but every pair of characters an index has to deal with.
var scripts = []script{
	{strings.Fields("读者 文章 城市 图书馆 历史 经济 研究 技术 发展 世界 问题 社会 报告 政府 市场 记录 语言 翻译 编辑 笔记 港口 铁路 森林 河流 天气 教育 医院 科学 能源 音乐"), []string{"", "的", "与", "在", "和"}, "。"},
	{strings.Fields("読書 記事 都市 図書館 歴史 経済 研究 技術 発展 世界 問題 社会 報告 政府 市場 記録 言語 翻訳 編集 余白 港 鉄道 ノート ページ データ システム 天気 教育 病院 音楽"), []string{"の", "を", "に", "と", "は"}, "です。"},
	{strings.Fields("독자 기사 도시 도서관 역사 경제 연구 기술 발전 세계 문제 사회 보고서 정부 시장 기록 언어 번역 편집 여백 항구 철도 숲 강 날씨 교육 병원 과학 에너지 음악"), []string{" ", "의 ", "를 ", "와 "}, "이다. "},
}

// paragraph appends a few sentences.
func (s script) paragraph(to []byte, r *rand.Rand) []byte {
	for range 3 + r.IntN(5) {
		for i := range 5 + r.IntN(8) {
			if i > 0 {
				to = append(to, s.joint[r.IntN(len(s.joint))]...)
			}
			to = append(to, s.words[skewed(r, len(s.words))]...)
		}
		to = append(to, s.end...)
	}
	return to
}
