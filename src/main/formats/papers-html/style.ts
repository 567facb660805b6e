/** How the page of papers looks: light and dark, on paper, and narrow. It stands alone, so it has the colours of the reader in itself. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#fefdfb, #1c1b19);
  --raised: light-dark(#f0ede6, #262422);
  --ink: light-dark(#211e1a, #e6e1d8);
  --ink-2: light-dark(#504a41, #bfb8ac);
  --ink-3: light-dark(#696257, #a39c90);
  --line: light-dark(#ddd8cd, #383530);
  --edge: light-dark(#877f72, #7d766b);
  --accent: light-dark(#1c5660, #8cc3c9);
  --star: light-dark(#a8730c, #dcae4e);
  --yellow: light-dark(#b8860b, #c9a227);
  --blue: light-dark(#3f7cb5, #5b9bd5);
  --green: light-dark(#5c9440, #7fb862);
  --orange: light-dark(#c9762a, #e0944a);
  --pink: light-dark(#c25a68, #dd7f8c);
  --found: light-dark(#bfdcdc, #2f5358);
}
* { box-sizing: border-box; margin: 0; padding: 0; }
html { background: var(--ground); color: var(--ink); scroll-padding-top: 80px; }
body { font: 16px/24px system-ui, -apple-system, "Segoe UI", sans-serif; }
.Top { position: sticky; top: 0; z-index: 1; background: var(--ground); border-bottom: 1px solid var(--line); }
.Top-row { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 20px; max-width: 656px; margin: 0 auto; padding: 12px 24px; }
h1 { font: 600 17px/24px system-ui, -apple-system, "Segoe UI", sans-serif; }
.Count { color: var(--ink-3); font-size: 14px; font-variant-numeric: tabular-nums; }
.Search { flex: 1 1 240px; }
.Search input {
  width: 100%; height: 36px; padding: 0 12px; border: 1px solid var(--edge); border-radius: 8px;
  background: var(--ground); color: var(--ink); font: inherit; font-size: 15px;
}
.Search input::placeholder { color: var(--ink-3); opacity: 1; }
main { max-width: 656px; margin: 0 auto; padding: 8px 24px 40px; }
article { padding: 24px 0; border-bottom: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 420px; }
article[hidden] { display: none; }
h2 { font: 600 22px/28px Charter, "Source Serif 4", Georgia, serif; letter-spacing: -0.01em; text-wrap: balance; overflow-wrap: anywhere; }
h2 a { color: inherit; text-decoration: none; }
h2 a:hover { text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 3px; }
h3 { margin-top: 20px; color: var(--ink-3); font-size: 13px; font-weight: 600; line-height: 20px; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.Authors { margin-top: 8px; color: var(--ink-2); overflow-wrap: anywhere; }
.About { color: var(--ink-3); font-size: 14px; overflow-wrap: anywhere; }
.Star { color: var(--star); }
.Tags { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 8px; list-style: none; }
.Tags li { padding: 0 8px; border-radius: 4px; background: var(--raised); color: var(--ink-2); font-size: 13px; line-height: 22px; }
.Abstract { margin-top: 12px; font: 17px/27px Charter, "Source Serif 4", Georgia, serif; hyphens: auto; overflow-wrap: anywhere; }
.Marks { margin-top: 8px; list-style: none; }
.Marks > li { margin-top: 12px; padding-inline-start: 14px; border-inline-start: 3px solid var(--line); }
.Marks > [data-color="yellow"] { border-color: var(--yellow); }
.Marks > [data-color="blue"] { border-color: var(--blue); }
.Marks > [data-color="green"] { border-color: var(--green); }
.Marks > [data-color="orange"] { border-color: var(--orange); }
.Marks > [data-color="pink"] { border-color: var(--pink); }
blockquote { font: italic 16px/25px Charter, "Source Serif 4", Georgia, serif; overflow-wrap: anywhere; }
.Role { color: var(--ink-3); font-size: 13px; }
.Note { margin-top: 8px; white-space: pre-wrap; overflow-wrap: anywhere; }
.Nothing { padding: 48px 0; color: var(--ink-2); text-align: center; }
footer { max-width: 656px; margin: 0 auto; padding: 0 24px 40px; color: var(--ink-3); font-size: 13px; line-height: 20px; }
kbd { padding: 0 4px; border: 1px solid var(--line); border-radius: 4px; font: inherit; }
::highlight(found) { background-color: var(--found); }
@media (max-width: 599px) {
  .Top-row, main, footer { padding-inline: 16px; }
  h2 { font-size: 20px; line-height: 26px; }
}
@media print {
  :root { color-scheme: light; }
  .Top { position: static; }
  .Search, .Keys { display: none; }
  article { content-visibility: visible; }
  h2, .Authors, .About { break-after: avoid; }
  blockquote { break-inside: avoid; }
  h2 a[href]::after { content: " " attr(href); font: 400 11px/16px system-ui, sans-serif; color: var(--ink-3); overflow-wrap: anywhere; }
}
`;
