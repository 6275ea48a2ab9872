package page

import "strings"

// symbols are the characters that TeX's commands name.
var symbols = pairs(`alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ
mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω
Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ imath ı jmath ȷ wp ℘
infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ emptyset ∅ varnothing ∅ top ⊤ bot ⊥ angle ∠ degree ° prime ′ Box □ square □ triangle △ checkmark ✓ dagger † ddagger ‡ S § P ¶ copyright ©
pm ± mp ∓ times × div ÷ cdot · ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ wedge ∧ land ∧ vee ∨ lor ∨ cap ∩ cup ∪ sqcap ⊓ sqcup ⊔ setminus ∖ uplus ⊎ amalg ⨿ wr ≀ diamond ⋄ ltimes ⋉ rtimes ⋊
leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ ll ≪ gg ≫ leqslant ⩽ geqslant ⩾ lesssim ≲ gtrsim ≳ equiv ≡ approx ≈ sim ∼ simeq ≃ cong ≅ propto ∝ doteq ≐ prec ≺ succ ≻ preceq ≼ succeq ≽ asymp ≍
in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ nsubseteq ⊈ sqsubseteq ⊑ sqsupseteq ⊒ mid ∣ nmid ∤ parallel ∥ perp ⊥ vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ Vdash ⊩ lt < gt >
to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⟺ implies ⟹ impliedby ⟸ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ mapsto ↦ longmapsto ⟼ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ rightleftharpoons ⇌ leadsto ⇝
sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigvee ⋁ bigwedge ⋀ bigsqcup ⨆ therefore ∴ because ∵
ldots … dots … dotsc … cdots ⋯ dotsb ⋯ vdots ⋮ ddots ⋱ colon : lbrace { rbrace } langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lvert | rvert | vert | Vert ‖ lVert ‖ rVert ‖ backslash \ bmod mod`)

// functions are names that are written as they are.
var functions = set("arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log max min Pr sec sin sinh sup tan tanh")

// accents are marks over a character.
var accents = pairs("hat \u0302 widehat \u0302 bar \u0304 tilde \u0303 widetilde \u0303 vec \u20d7 dot \u0307 ddot \u0308 acute \u0301 grave \u0300 breve \u0306 check \u030c overline \u0305 underline \u0332 mathring \u030a")

// fonts are commands that only change how their argument looks.
var fonts = set("text mathrm mathbf mathit mathsf mathtt mathcal mathfrak mathscr textbf textit textrm textsf texttt operatorname mbox boldsymbol bm pmb mathop mathbin mathrel mathord ensuremath")

// unseenCommands only place or size things.
var unseenCommands = set("left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm middle limits nolimits displaystyle textstyle scriptstyle scriptscriptstyle begin end nonumber notag")

// blackboard are the letters of sets of numbers.
var blackboard = pairs("A 𝔸 C ℂ E 𝔼 F 𝔽 H ℍ K 𝕂 N ℕ P ℙ Q ℚ R ℝ Z ℤ 1 𝟙")

// pairs makes a table of names and what they stand for.
func pairs(list string) map[string]string {
	m := map[string]string{}
	name := ""
	for w := range strings.FieldsSeq(list) {
		if name == "" {
			name = w
			continue
		}
		m[name], name = w, ""
	}
	return m
}
