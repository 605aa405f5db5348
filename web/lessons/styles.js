// The styles of the column of prose. Wide: beside the pictures; narrow: below them, which stay in sight.

const CSS = `
.lab.learning { display: grid; grid-template: minmax(0, 1fr) auto / minmax(340px, 30%) minmax(0, 1fr); }
.lab.learning > .room { grid-area: 1 / 2; }
.lab.learning > .reopened { grid-area: 2 / 2; }
.lessons { grid-area: 1 / 1 / 3 / 2; display: flex; flex-direction: column; min-height: 0; min-width: 0; max-width: 34em;
  border-inline-end: 1px solid color-mix(in srgb, var(--ink) 15%, transparent); --size: 16px; font-size: var(--size); }
.lessons.large { --size: 21px; }
@container (max-width: 759px) {
  .lab.learning { grid-template: minmax(0, 52%) minmax(0, 1fr) auto / minmax(0, 1fr); }
  .lab.learning > .room { grid-area: 1 / 1; }
  .lessons { grid-area: 2 / 1; max-width: none; border: 0; border-top: 1px solid color-mix(in srgb, var(--ink) 15%, transparent); }
  .lab.learning > .reopened { grid-area: 3 / 1; }
}
@container (max-width: 759px) and (max-height: 500px) {
  .lab.learning { grid-template: minmax(0, 1fr) auto / minmax(280px, 45%) minmax(0, 1fr); }
  .lab.learning > .room { grid-area: 1 / 2; }
  .lessons { grid-area: 1 / 1 / 3 / 2; border-inline-end: 1px solid color-mix(in srgb, var(--ink) 15%, transparent); border-top: 0; }
  .lab.learning > .reopened { grid-area: 2 / 2; }
}
.lessons header, .lessons footer { display: flex; align-items: center; gap: 4px; padding: 8px 12px; font-size: 14px; }
.lessons header .where { flex: 1; text-align: end; padding-inline-end: 8px; color: color-mix(in srgb, var(--ink) 75%, transparent); }
.lessons footer { justify-content: space-between; border-top: 1px solid color-mix(in srgb, var(--ink) 12%, transparent); }
.lessons footer[hidden] { display: none; }
.lessons button { min-height: 36px; min-width: 36px; padding: 4px 12px; border: 1px solid transparent; border-radius: 8px;
  font: inherit; background: none; color: var(--ink); cursor: pointer; }
.lessons button[hidden] { display: none; }
.lessons button:disabled { opacity: .45; cursor: default; }
.lessons button:not(:disabled):hover { background: color-mix(in srgb, var(--ink) 8%, transparent); }
.lessons button.primary, .lessons button.primary:hover { background: var(--accent); color: var(--on-accent); }
.lessons .restore { color: var(--accent); border-color: color-mix(in srgb, var(--accent) 45%, transparent); }
.lessons :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.lessons .page { flex: 1; min-height: 0; overflow-y: auto; padding: 4px 20px 20px; outline: none; overflow-wrap: break-word; }
.lessons h2 { margin: 4px 0 0; font-size: .875em; font-weight: 600; color: color-mix(in srgb, var(--ink) 75%, transparent); }
.lessons h3 { margin: 4px 0 .5em; font-size: 1.3em; line-height: 1.3; outline: none; }
.lessons p { margin: 0 0 .75em; }
.lessons code { font: .92em ui-monospace, "Noto Sans Mono", monospace; }
.lessons table { border-collapse: collapse; margin: 0 0 .75em; font-size: .92em; }
.lessons th, .lessons td { padding: 2px 10px 2px 0; text-align: start; border-bottom: 1px solid color-mix(in srgb, var(--ink) 12%, transparent); }
.lessons math[display=block] { margin: .25em 0 .75em; overflow-x: auto; }
.lessons .after:not(:empty) { margin-top: .75em; padding-top: .75em; border-top: 1px solid color-mix(in srgb, var(--ink) 12%, transparent); }
.lessons .question { display: flex; flex-direction: column; align-items: flex-start; gap: 8px; }
.lessons .choice { text-align: start; border-color: color-mix(in srgb, var(--ink) 30%, transparent); }
.lessons .choice p { margin: 0; }
.lessons .choice[aria-pressed=true] { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.lessons .reply { padding: 8px 12px; border-inline-start: 3px solid color-mix(in srgb, var(--ink) 35%, transparent); }
.lessons .reply.right { border-color: var(--accent); }
.lessons .reply[hidden] { display: none; }
.lessons .reply > :last-child, .lessons .after > :last-child { margin-bottom: 0; }
.lessons .guess { display: flex; gap: 8px; }
.lessons input { min-height: 36px; box-sizing: border-box; padding: 0 10px; border: 1px solid color-mix(in srgb, var(--ink) 45%, transparent); border-radius: 8px;
  font: inherit; background: none; color: inherit; width: 9em; }
.lessons input[type=range] { padding: 0; border: 0; accent-color: var(--accent); vertical-align: middle; }
.lessons .list ol { margin: 0; padding: 0; list-style: none; }
.lessons .lesson { display: grid; grid-template-columns: 1fr auto; gap: 0 12px; width: 100%; text-align: start; padding: 8px 12px; margin-inline: -12px; width: calc(100% + 24px); }
.lessons .lesson .summary { color: color-mix(in srgb, var(--ink) 78%, transparent); font-size: .9em; }
.lessons .lesson .count { grid-area: 1 / 2; color: color-mix(in srgb, var(--ink) 72%, transparent); font-size: .85em; white-space: nowrap; }
.lessons .list h2 { font-size: 1.3em; color: inherit; }
.lessons .continue { margin-bottom: 12px; }
hs-number { display: inline-block; font-variant-numeric: tabular-nums; border-radius: 4px; border-bottom: 2px dotted color-mix(in srgb, var(--accent) 70%, transparent); cursor: default; white-space: nowrap; }
hs-number[printed] { border-bottom-style: solid; border-bottom-width: 1px; border-color: color-mix(in srgb, var(--ink) 45%, transparent); }
hs-number.edits { color: var(--accent); font-weight: 600; cursor: ew-resize; touch-action: none; user-select: none; -webkit-user-select: none; }
hs-number.lit, hs-number:hover { background: color-mix(in srgb, var(--accent) 18%, transparent); }
hs-number input { width: 5em; min-height: 1.5em; padding: 0 4px; }
hs-show { color: var(--accent); text-decoration: underline; text-underline-offset: 3px; cursor: pointer; border-radius: 4px; }
hs-slider { display: inline-flex; align-items: center; gap: 8px; vertical-align: middle; }
hs-slider output { font-variant-numeric: tabular-nums; min-width: 3em; }
@media (pointer: coarse) { .lessons button, .lessons input { min-height: 44px; min-width: 44px; } }
`;

/** @type {CSSStyleSheet | undefined} */
let sheet;

/** @param {ShadowRoot} root */
export function applyLessonStyles(root) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
