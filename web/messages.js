// The few sentences the page says itself: when the module cannot run, and what it refuses before the module sees it.
// Everything else a visitor reads comes from the module.

/** @typedef {'en' | 'zh-Hans'} Language */

const MB = 1e6;

const english = {
  title: 'Headscope: a laboratory for multi-head attention',
  name: 'Headscope laboratory',
  noWebAssembly: 'This laboratory computes with WebAssembly SIMD, which this browser does not offer. Any current Chrome, Edge, Firefox or Safari does.',
  noWebGl: 'This laboratory draws with WebGL 2, which this browser does not offer or has switched off. Switching on hardware acceleration, or another browser, helps.',
  failed: 'The laboratory could not be loaded. Check the connection, then reload the page.',
  stopped: 'The laboratory ran out of memory and stopped. Reload the page to go on.',
  reload: 'Reload',
  linkCopied: 'Link copied',
  linkNotCopied: 'The browser did not allow copying. The link is in the address bar:',
  pasteFile: 'A file cannot be pasted here. Paste text: numbers from a spreadsheet, NumPy or PyTorch.',
  pasteRefused: 'The browser did not allow reading the clipboard. Press Ctrl+V (⌘V) instead.',
  pasteTooLarge: (/** @type {number} */ size, /** @type {number} */ limit) =>
    `The pasted text is too large: ${(size / MB).toFixed(1)} MB, the limit is ${limit / MB} MB.`,
};

/** @type {typeof english} */
const chinese = {
  title: 'Headscope：多头注意力实验室',
  name: 'Headscope 实验室',
  noWebAssembly: '本实验室用 WebAssembly SIMD 计算，而此浏览器不支持。请使用新版 Chrome、Edge、Firefox 或 Safari。',
  noWebGl: '本实验室用 WebGL 2 绘制，而此浏览器不支持或已将其关闭。请开启硬件加速，或换用其他浏览器。',
  failed: '实验室未能加载。请检查网络连接，然后重新加载页面。',
  stopped: '实验室内存不足，已停止。请重新加载页面。',
  reload: '重新加载',
  linkCopied: '链接已复制',
  linkNotCopied: '浏览器不允许复制。链接在地址栏中：',
  pasteFile: '这里不能粘贴文件。请粘贴文本：来自电子表格、NumPy 或 PyTorch 的数字。',
  pasteRefused: '浏览器不允许读取剪贴板。请改用 Ctrl+V（⌘V）。',
  pasteTooLarge: (size, limit) => `粘贴的文本过大：${(size / MB).toFixed(1)} MB，上限为 ${limit / MB} MB。`,
};

/** @param {Language} language */
export const messagesIn = (language) => (language === 'zh-Hans' ? chinese : english);

/**
 * The first of the visitor's languages that the laboratory speaks; English when it speaks none of them.
 * @param {readonly string[]} languages
 * @returns {Language}
 */
export function preferredLanguage(languages) {
  for (const tag of languages) {
    if (/^zh\b/i.test(tag)) return 'zh-Hans';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}

/** @type {readonly Language[]} */
export const LANGUAGES = ['en', 'zh-Hans'];
