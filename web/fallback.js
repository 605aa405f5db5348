// A script browsers load from anywhere: where the page's own module did not arrive, it says why. The module belongs to what the
// window's load event waits for; the order of the two scripts themselves is not the same in every browser.
import { createFailure, whyNotLoaded } from './base/failure.js';
import { preferredLanguage } from './base/messages.js';
import { applyStyles } from './base/styles.js';

addEventListener('load', () => {
  const place = /** @type {HTMLElement | null} */ (document.querySelector('.headscope'));
  if (!place || place.dataset.started !== undefined) return;
  const root = place.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
  applyStyles(root);
  root.append(createFailure(whyNotLoaded('web/main.js'), preferredLanguage(navigator.languages)));
});
