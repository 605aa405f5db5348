// Builds the page: set-up, both modules (plain and relaxed SIMD), and the staged site in build/site/.
import { build } from './cmake.mjs';
import { step } from './setup/run.mjs';
import { setUp } from './setup.mjs';
import { stage } from './stage.mjs';

/** The two builds of the same sources, of which a page loads one. */
export const webPresets = ['web-release', 'web-release-relaxed'];

/** What a release consists of; the tests are other targets of the same builds. */
export const productTargets = ['headscope_app', 'headscope_headless'];

export async function buildSite() {
  await setUp({ tests: false });
  for (const preset of webPresets) await step(`building ${preset}`, () => build(preset, productTargets));
  await step('staging build/site', async () => stage());
}
