// WebDriver's commands as the few things a test does with a page, whatever carries them to the browser.

/**
 * @typedef {(command: string, parameters: Record<string, unknown>) => Promise<any>} Send answers with the command's value
 * @typedef {object} Driver what a test does with a page, in any engine
 * @property {(address: string) => Promise<void>} open
 * @property {(work: Function | string, argument?: unknown) => Promise<any>} evaluate calls a function, or the text of one, in the page
 * @property {(points: [x: number, y: number][]) => Promise<void>} drag presses at the first point, goes along the others, releases
 * @property {(text: string) => Promise<void>} type key by key, into whatever has the focus
 * @property {(keys: string[]) => Promise<void>} press all held at once: names of WebDriver's KEYS, or characters
 * @property {() => Promise<Buffer>} screenshot a PNG
 * @property {() => Promise<void>} close
 */

/** The private characters that stand for keys. */
const KEYS = /** @type {Record<string, string>} */ ({ Control: '\ue009', Enter: '\ue007', Backspace: '\ue003' });

/**
 * @param {Send} send
 * @param {() => Promise<void>} close
 * @returns {Driver}
 */
export function webDriver(send, close) {
  /** @param {object[]} actions */
  const pointer = (actions) => send('PerformActions', {
    actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }],
  });
  /** @param {{ type: string, value: string }[]} actions */
  const keyboard = (actions) => send('PerformActions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  return {
    open: (address) => send('Navigate', { url: address }),
    async evaluate(work, argument = null) {
      // The function's text stands in the script itself: the page's policy allows nothing to be made of text.
      const script = `const done = arguments[1];
        Promise.resolve((${work})(arguments[0])).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const { value, error } = await send('ExecuteAsyncScript', { script, args: [argument] });
      if (error) throw new Error(error);
      return value;
    },
    drag: ([[x, y], ...others]) => pointer([
      { type: 'pointerMove', duration: 0, x, y }, { type: 'pointerDown', button: 0 },
      // As slow as a hand: a drawing in software takes its time.
      ...others.map(([toX, toY]) => ({ type: 'pointerMove', duration: 200, x: toX, y: toY })), { type: 'pointerUp', button: 0 },
    ]),
    type: (text) => keyboard([...text].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }])),
    press(keys) {
      const values = keys.map((key) => KEYS[key] ?? key);
      return keyboard([...values.map((value) => ({ type: 'keyDown', value })), ...values.toReversed().map((value) => ({ type: 'keyUp', value }))]);
    },
    screenshot: async () => Buffer.from(await send('TakeScreenshot', {}), 'base64'),
    close,
  };
}
