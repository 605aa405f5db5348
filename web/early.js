// Starts downloading the module while the rest of the page's scripts still arrive.
import { chooseEngine, hasSimd, loadEngine } from './engine.js';

const wish = new URLSearchParams(location.search).get('engine');
// A failure is reported by the laboratory that needs the module.
if (hasSimd()) loadEngine(chooseEngine(wish)).catch(() => {});
