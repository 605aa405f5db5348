// `npm start`: everything from a clean clone to a page, then serves it until interrupted and prints where.
import { main } from './setup/run.mjs';
import { buildSite } from './site.mjs';
import { serve } from './serve.mjs';

await main(async () => {
  await buildSite();
  const { address } = await serve({ port: Number(process.env.PORT ?? 0) });
  console.log(`\nHeadscope is at ${address}  (Ctrl+C ends it)`);
});
