// The laboratory's styles, inside its shadow root: nothing leaks out of it and little leaks in.
// A constructed sheet rather than a style element, because a strict style-src forbids the latter.

const CSS = `
:host {
  all: initial; display: block; position: relative; width: 100%; height: 100%; contain: content; container-type: size;
  --paper: #f7f6f3; --ink: #1d2230; --accent: #3b5bdb; --on-accent: #fff;
  font: 16px/1.5 system-ui, "Noto Sans", "Noto Sans SC", sans-serif; color-scheme: light;
}
@media (prefers-color-scheme: dark) {
  :host, .lab:not([data-theme=light]) { --paper: #12141b; --ink: #e8eaf2; --accent: #8ea6ff; --on-accent: #12141b; color-scheme: dark; }
}
.lab, .failure { position: absolute; inset: 0; background: var(--paper); color: var(--ink); }
.lab { overflow: clip; display: flex; flex-direction: column; }
.room { position: relative; flex: 1; min-height: 0; }
.lab[data-theme=light] { --paper: #f7f6f3; --ink: #1d2230; --accent: #3b5bdb; --on-accent: #fff; color-scheme: light; }
.lab[data-theme=dark] { --paper: #12141b; --ink: #e8eaf2; --accent: #8ea6ff; --on-accent: #12141b; color-scheme: dark; }

.stage, canvas { position: absolute; inset: 0; width: 100%; height: 100%; }
.stage {
  outline: none;
  user-select: none; -webkit-user-select: none; -webkit-touch-callout: none; -webkit-tap-highlight-color: transparent;
}

/* The mirror: real controls where the pictures of them are. Seen by assistive technology, passed through by pointers. */
.mirror, .mirror * {
  margin: 0; padding: 0; border: 0; font: inherit; opacity: 0; pointer-events: none; overflow: hidden; white-space: nowrap;
}
.mirror { position: absolute; inset: 0; opacity: 1; overflow: clip; }
.mirror [data-id], .mirror [role=gridcell] { position: absolute; min-width: 1px; min-height: 1px; }
.mirror .set { opacity: 1; overflow: visible; }

/* Sixteen pixels: a phone zooms the page into any field with smaller text. */
.agent { position: absolute; width: 2px; padding: 0; border: 0; margin: 0; resize: none; outline: none; font-size: 16px;
  opacity: 0; pointer-events: none; white-space: pre; overflow: hidden; background: transparent; caret-color: transparent; }
.agent:disabled { display: none; }

.live, .offscreen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.reopened { display: flex; align-items: center; gap: .75em; padding: .25em 1em; font-size: 14px;
  border-top: 1px solid color-mix(in srgb, var(--ink) 18%, transparent); }
.reopened p { flex: 1; margin: 0; text-align: end; }
.reopened button { min-height: 28px; padding: 0 .75em; border: 1px solid color-mix(in srgb, var(--ink) 30%, transparent);
  border-radius: 8px; font: inherit; background: none; color: var(--accent); cursor: pointer; }
.reopened .dismiss { border-color: transparent; color: inherit; font-size: 18px; }
@media (pointer: coarse) { .reopened button { min-height: 44px; min-width: 44px; } }

.failure { display: grid; place-content: center; gap: 1em; padding: 2em; }
.failure p { margin: 0; max-width: 36em; }
.failure button { justify-self: start; padding: .5em 1em; border: 1px solid transparent; border-radius: 8px; font: inherit;
  background: var(--accent); color: var(--on-accent); cursor: pointer; }
`;

/** Shared by every laboratory of the page. @type {CSSStyleSheet | undefined} */
let sheet;

/** @param {ShadowRoot} root */
export function applyStyles(root) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
  }
  root.adoptedStyleSheets = [sheet];
}
