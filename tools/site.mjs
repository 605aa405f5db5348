// Builds the page: set-up, the modules of both engines (plain and relaxed SIMD), and the staged site in build/site/.
import { build, engines } from './cmake.mjs';
import { step } from './setup/run.mjs';
import { setUp } from './setup.mjs';
import { stage } from './stage.mjs';

/** What a release consists of; the tests are other targets of the same build. */
export const productTargets = engines.flatMap(({ suffix }) => [`headscope_app${suffix}`, `headscope_headless${suffix}`]);

export async function buildSite() {
  await setUp({ tests: false });
  await step('building both engines', () => build('web-release', productTargets));
  await step('staging build/site', stage);
}
