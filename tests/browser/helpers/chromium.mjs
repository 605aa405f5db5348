// The installed Chromium, with WebGL 2 in software and without its own errands on the network.
import fs from 'node:fs';

export const CHROMIUM_FLAGS = [
  '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** Named by the test runner, else where systems keep it; undefined leaves the choice to Playwright. */
export function chromiumPath() {
  const places = [process.env.HEADSCOPE_CHROMIUM, ...['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map((name) => `/usr/bin/${name}`)];
  return places.find((file) => file && fs.existsSync(file));
}
