package markdown

import (
	"strings"

	"manicule/internal/pattern"
)

// maybeEmoji reports whether there is what may be the name of a character.
func maybeEmoji(text string) bool {
	for {
		_, rest, ok := strings.Cut(text, ":")
		if !ok {
			return false
		}
		n := 0
		for n < len(rest) && n < maxEmoji && inEmoji[rest[n]] {
			n++
		}
		if n > 0 && n < len(rest) && rest[n] == ':' {
			return true
		}
		text = rest[n:]
	}
}

// maxEmoji is the longest name of a character, of inEmoji's bytes.
const maxEmoji = 40

var inEmoji = func() (in [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyz0123456789_+-") {
		in[c] = true
	}
	return in
}()

// iconName is the name of a drawing that no character stands for.
var iconName = pattern.Lazy(`^(?:material|octicons|fontawesome|simple)-[a-z0-9-]+$`)

// emoji puts the character in place of a name such as ":smile:" that is not a
// part of a word or of a time.
func (d *rewriting) emoji(i, from, end int) {
	n := strings.IndexByte(d.text[i+1:min(end, i+42)], ':')
	if n < 1 {
		return
	}
	stop := i + n + 2
	if name := d.text[i+1 : stop-1]; iconName().MatchString(name) {
		d.hide(i, stop)
		d.pos = stop
		return
	}
	r, known := emojis[d.text[i+1:stop-1]]
	if !known || i > from && ascii(rune(d.text[i-1])) || stop < end && ascii(rune(d.text[stop])) || len(r)+1 >= stop-i {
		return
	}
	d.write(i, string(emojiName)+r)
	d.hide(i+1+len(r), stop)
	d.pos = stop
}

// Emoji is the character of a name between colons, ":smile:"; "" where there
// is none.
func Emoji(name string) string {
	inner, ok := strings.CutPrefix(name, ":")
	inner, shut := strings.CutSuffix(inner, ":")
	if !ok || !shut {
		return ""
	}
	return emojis[inner]
}

// emojis are the names that GitHub has for the characters used most.
var emojis = func() map[string]string {
	fields := strings.Fields("smile 😄 smiley 😃 grinning 😀 grin 😁 laughing 😆 joy 😂 rofl 🤣 wink 😉 blush 😊 slightly_smiling_face 🙂 " +
		"heart_eyes 😍 kissing_heart 😘 yum 😋 sunglasses 😎 smirk 😏 thinking 🤔 neutral_face 😐 expressionless 😑 unamused 😒 roll_eyes 🙄 " +
		"confused 😕 worried 😟 disappointed 😞 cry 😢 sob 😭 angry 😠 rage 😡 scream 😱 flushed 😳 sleeping 😴 innocent 😇 " +
		"thumbsup 👍 thumbsdown 👎 clap 👏 wave 👋 pray 🙏 muscle 💪 ok_hand 👌 point_right 👉 point_left 👈 point_up_2 👆 point_down 👇 raised_hands 🙌 " +
		"heart ❤ broken_heart 💔 blue_heart 💙 green_heart 💚 yellow_heart 💛 purple_heart 💜 star ⭐ star2 🌟 sparkles ✨ fire 🔥 tada 🎉 rocket 🚀 " +
		"warning ⚠ exclamation ❗ question ❓ bulb 💡 memo 📝 pencil2 ✏ book 📖 books 📚 bookmark 🔖 link 🔗 lock 🔒 unlock 🔓 key 🔑 mag 🔍 " +
		"white_check_mark ✅ heavy_check_mark ✔ ballot_box_with_check ☑ no_entry ⛔ no_entry_sign 🚫 construction 🚧 rotating_light 🚨 " +
		"information_source ℹ bug 🐛 wrench 🔧 hammer 🔨 gear ⚙ package 📦 art 🎨 zap ⚡ boom 💥 coffee ☕ beer 🍺 pizza 🍕 cake 🍰 apple 🍎 " +
		"sunny ☀ cloud ☁ umbrella ☔ snowflake ❄ rainbow 🌈 ocean 🌊 earth_africa 🌍 seedling 🌱 herb 🌿 four_leaf_clover 🍀 cherry_blossom 🌸 rose 🌹 sunflower 🌻 tulip 🌷 " +
		"dog 🐶 cat 🐱 mouse 🐭 rabbit 🐰 bear 🐻 panda_face 🐼 turtle 🐢 snake 🐍 bird 🐦 penguin 🐧 fish 🐟 whale 🐳 octopus 🐙 butterfly 🦋 bee 🐝 snail 🐌 " +
		"eyes 👀 ear 👂 speech_balloon 💬 email 📧 envelope ✉ phone ☎ computer 💻 camera 📷 calendar 📅 date 📅 clock3 🕒 hourglass ⌛ watch ⌚ bell 🔔 " +
		"arrow_right ➡ arrow_left ⬅ arrow_up ⬆ arrow_down ⬇ trophy 🏆 gift 🎁 balloon 🎈 musical_note 🎵 moneybag 💰 chart_with_upwards_trend 📈 100 💯 skull 💀 ghost 👻 robot 🤖 see_no_evil 🙈")
	all := map[string]string{}
	for i := 0; i+1 < len(fields); i += 2 {
		all[fields[i]] = fields[i+1]
	}
	return all
}()
