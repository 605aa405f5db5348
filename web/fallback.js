// Runs after the page's own module, as a script browsers load from anywhere: where the module did not arrive, it says why.
import { createFailure, whyNotLoaded } from './failure.js';
import { preferredLanguage } from './messages.js';
import { applyStyles } from './styles.js';

const place = /** @type {HTMLElement | null} */ (document.querySelector('.headscope'));
if (place && place.dataset.started === undefined) {
  const root = place.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
  applyStyles(root);
  root.append(createFailure(whyNotLoaded('web/main.js'), preferredLanguage(navigator.languages)));
}
