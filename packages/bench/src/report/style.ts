// The look of the HTML report. Colours are told apart by lightness too, for print and for eyes that do not tell hues apart.

export const STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1f24; --faint: #5b6470; --line: #e3e7eb;
  --session: #0b6bcb; --jwt: #c2410c; --recipe: #6b7280; --part-1: #c9d1d9; --part-2: #0b6bcb; --part-3: #b91c1c;
  --series-1: #0b6bcb; --series-2: #c2410c; --series-3: #15803d; --series-4: #7e22ce; --series-5: #6b7280; --series-6: #0e7490; }
@media (prefers-color-scheme: dark) { :root { --paper: #14181d; --ink: #e6e9ec; --faint: #98a1ab; --line: #2b323a;
  --session: #60a5fa; --jwt: #fb923c; --recipe: #9ca3af; --part-1: #4b5560; --part-2: #60a5fa; --part-3: #f87171;
  --series-1: #60a5fa; --series-2: #fb923c; --series-3: #4ade80; --series-4: #c084fc; --series-5: #9ca3af; --series-6: #22d3ee; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header, main { max-width: 900px; margin: 0 auto; padding: 0 20px; }
h1 { font-size: 1.7rem; margin: 28px 0 4px; } h2 { font-size: 1.15rem; margin: 36px 0 6px; }
.verdict { margin: 0 0 8px; font-weight: 600; } .valid { color: var(--series-3); }
.unstable, .untrusted, .invalid { color: var(--part-3); }
.answer { font-size: 1.1rem; margin: 10px 0; }
figure { margin: 0 0 18px; } figcaption, .note { color: var(--faint); font-size: .9rem; }
svg { width: 100%; height: auto; display: block; } .narrow { display: none; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .86rem; min-width: 100%; }
th, td { text-align: left; padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
ul { padding-left: 20px; overflow-wrap: anywhere; }
@media (max-width: 600px) { .wide { display: none; } .narrow { display: block; } }
@media print { body { font-size: 12px; } section { break-inside: avoid; } .scroll { overflow: visible; } }
`;
