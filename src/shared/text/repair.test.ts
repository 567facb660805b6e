import { describe, expect, test } from 'vitest';
import { repairsIn } from './repair.ts';
import { shownText, spansOf } from './spans.ts';

const shown = (raw: string) => shownText(spansOf(raw, { repair: true }));

describe('what is certain is repaired', () => {
  test.each([
    ['consumption by sim75\\% in the prefill', 'consumption by ~75% in the prefill'],
    ['achieves 6.0times higher', 'achieves 6.0× higher'],
    ['10times speedups', '10× speedups'],
    ['a 224times224 crop', 'a 224×224 crop'],
    ['achieving 3.72sim4.11times inference', 'achieving 3.72~4.11× inference'],
    ['a 1.5-2.5times speedup', 'a 1.5–2.5× speedup'],
    ['over 2.2x, or 2.3-3.6x.', 'over 2.2×, or 2.3–3.6×.'],
    ['a 2x-5x speedup', 'a 2×–5× speedup'],
    ['by 2.8-5X, compared', 'by 2.8–5×, compared'],
    ['recall (\\%)', 'recall (%)'],
    ['1.0-9.9\\%', '1.0–9.9%'],
    ['models with leq 4B parameters', 'models with ≤ 4B parameters'],
    ['(e.g., epsilon geq 6)', '(e.g., epsilon ≥ 6)'],
    ['faster for kge3. In', 'faster for k≥3. In'],
    ['for epsilon ge 2', 'for epsilon ≥ 2'],
    ['the It\\^o integral', 'the Itô integral'],
    ["Szemer\\'edi and L\\'evy", 'Szemerédi and Lévy'],
    ['a na\\"ive H\\"{o}lder bound', 'a naïve Hölder bound'],
    ["Jo\\~{a}o, {\\'E}mile, \\c{C}elik, \\v{S}koda", 'João, Émile, Çelik, Škoda'],
    ['Erd\\H{o}s, na\\"{\\i}ve, stra\\ss e'.replace('\\ss e', '\\ss{}e'), 'Erdős, naïve, straße'],
    ['evolving 3200^3 particles in (2.1Gpc)^3', 'evolving 3200³ particles in (2.1Gpc)³'],
    ['k^2 drafts, 10^{-5} and 10^-3', 'k² drafts, 10⁻⁵ and 10⁻³'],
    ['the 4^{th} of A^* at 90^\\circ', 'the 4th of A* at 90°'],
    ['Inference Scaling scriptsizeFLaws', 'Inference Scaling FLaws'],
    ['textbfBold and mathcalL', 'Bold and L'],
    ['our Methodxspace wins', 'our Method wins'],
    ['w_0 and sigma_8', 'w₀ and σ₈'],
    ['F_1 of CO_2 and H_{2}O', 'F₁ of CO₂ and H₂O'],
    ['ell_1 and log_2', 'ℓ₁ and log₂'],
    ['{omega_m,omega_b, sigma_8, h, n_s, w_0}', '{ω_m, ω_b, σ₈, h, n_s, w₀}'],
    ['{omega_m,omega_b,...}', '{ω_m, ω_b, …}'],
    ['of state, {omega_{nu}, w_a}.', 'of state, {ω_ν, w_a}.'],
    ['\\emph{very} and \\textbf{25\\% more}', 'very and 25% more'],
    ['{\\em very} odd', 'very odd'],
    ['an \\alpha-stable \\leq 5 \\ldots', 'an α-stable ≤ 5 …'],
    ['R&amp;D &lt;3 &#233;', 'R&D <3 é'],
    ['CO<sub>2</sub> in <i>E. coli</i>', 'CO₂ in E. coli'],
    ['0.5pm0.1 approx5', '0.5±0.1 ≈5'],
  ])('%s', (raw, expected) => {
    expect(shown(raw)).toBe(expected);
  });
});

describe('what is doubtful stays', () => {
  test.each([
    'many times over, sometimes, 3 times a day, computation times',
    'privacy budgets (epsilon). At epsilon = 10, the alpha channel',
    'a similar simulation, sim2real and sim-to-real',
    'dynamic_llava, foo_1_bar, train_x and my_file_2.py',
    'benchmark_inference_time, v_1.py, a/b_1/c',
    'see https://github.com/a/b_0/c^2?x=leq&y=2times and www.example.org/10times',
    'YOLOv5x, 10x Genomics, 802.11x, 0x1F, 8x7B, 2x2, 16x16 words, ResNeXt-101 32x4d',
    'le 3 mai, the large ge company',
    "isn\\'t what they said",
    'he said \\"only\\" twice',
    'the set {a, b} and {GPU}',
    '\\valueOf, \\constructor and {constructor_1, toString_a}',
    'at ~anonymity link, -- or so',
    '\\unknown{macro} and C:\\temp',
    'at 3 pm 5 people came, approx. 10',
    'someone@w_0.example.org',
  ])('%s', (raw) => {
    expect(repairsIn(raw)).toEqual([]);
  });

  test('formulas that kept their dollars are not touched', () => {
    const spans = spansOf('of $w_0 \\leq 3200^3$ and w_0', { repair: true });
    expect(spans.map(({ kind, shown: text }) => [kind, text])).toEqual([
      ['text', 'of '],
      ['math', 'w_0 \\leq 3200^3'],
      ['text', ' and '],
      ['repair', 'w₀'],
    ]);
  });
});
