/** Names TeX gives to letters and signs, and the letters Unicode has for raised and lowered ones. */

/** A table that knows its own names only: `\constructor` and `\valueOf` are no signs, though every object inherits them. */
export function table(names: Record<string, string>): Readonly<Record<string, string>> {
  Object.setPrototypeOf(names, null);
  return names;
}

export const GREEK = table({
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ϵ',
  varepsilon: 'ε',
  zeta: 'ζ',
  eta: 'η',
  theta: 'θ',
  vartheta: 'ϑ',
  iota: 'ι',
  kappa: 'κ',
  lambda: 'λ',
  mu: 'μ',
  nu: 'ν',
  xi: 'ξ',
  pi: 'π',
  rho: 'ρ',
  sigma: 'σ',
  tau: 'τ',
  upsilon: 'υ',
  phi: 'φ',
  varphi: 'φ',
  chi: 'χ',
  psi: 'ψ',
  omega: 'ω',
  Gamma: 'Γ',
  Delta: 'Δ',
  Theta: 'Θ',
  Lambda: 'Λ',
  Xi: 'Ξ',
  Pi: 'Π',
  Sigma: 'Σ',
  Upsilon: 'Υ',
  Phi: 'Φ',
  Psi: 'Ψ',
  Omega: 'Ω',
});

/** Commands that stand for one sign, for use after a backslash. */
export const SIGNS = table({
  ...GREEK,
  times: '×',
  sim: '~',
  approx: '≈',
  leq: '≤',
  leqslant: '≤',
  le: '≤',
  geq: '≥',
  geqslant: '≥',
  ge: '≥',
  neq: '≠',
  ne: '≠',
  ll: '≪',
  gg: '≫',
  pm: '±',
  mp: '∓',
  cdot: '·',
  cdots: '⋯',
  ldots: '…',
  dots: '…',
  infty: '∞',
  rightarrow: '→',
  to: '→',
  leftarrow: '←',
  leftrightarrow: '↔',
  Rightarrow: '⇒',
  uparrow: '↑',
  downarrow: '↓',
  propto: '∝',
  equiv: '≡',
  in: '∈',
  subset: '⊂',
  cup: '∪',
  cap: '∩',
  forall: '∀',
  exists: '∃',
  partial: '∂',
  nabla: '∇',
  ell: 'ℓ',
  circ: '∘',
  star: '⋆',
  ast: '∗',
  dagger: '†',
  ddagger: '‡',
  degree: '°',
  textdegree: '°',
  textasciitilde: '~',
  textendash: '–',
  textemdash: '—',
  textquotesingle: "'",
  textregistered: '®',
  texttrademark: '™',
  copyright: '©',
  pounds: '£',
  euro: '€',
  S: '§',
  ss: 'ß',
  o: 'ø',
  O: 'Ø',
  l: 'ł',
  L: 'Ł',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  aa: 'å',
  AA: 'Å',
  i: 'ı',
  j: 'ȷ',
});

/** TeX's accent commands as combining marks. */
export const ACCENTS: Readonly<Record<string, string>> = {
  '`': '\u0300',
  "'": '\u0301',
  '^': '\u0302',
  '~': '\u0303',
  '=': '\u0304',
  u: '\u0306',
  '.': '\u0307',
  '"': '\u0308',
  r: '\u030a',
  H: '\u030b',
  v: '\u030c',
  d: '\u0323',
  c: '\u0327',
  k: '\u0328',
};

const RAISED = new Map([...'0123456789+-=()n'].map((char, at) => [char, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ'][at] ?? char]));
const LOWERED = new Map([...'0123456789+-=()'].map((char, at) => [char, [...'₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎'][at] ?? char]));

function mapped(text: string, letters: ReadonlyMap<string, string>): string | null {
  const out = [...text].map((char) => letters.get(char));
  return out.includes(undefined) || out.length === 0 ? null : out.join('');
}

/** The text in superscript letters; null where Unicode lacks one of them. */
export function raised(text: string): string | null {
  return mapped(text, RAISED);
}

/** The text in subscript letters; null where Unicode lacks one of them. */
export function lowered(text: string): string | null {
  return mapped(text, LOWERED);
}
