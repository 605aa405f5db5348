// `npm run build`: everything from a clean clone to build/site/, without serving it.
import { main } from './setup/run.mjs';
import { buildSite } from './site.mjs';

await main(buildSite);
