// The few sentences the page says itself: when the module cannot run, and what it refuses before the module sees it.
// Everything else a visitor reads comes from the module.

/** @typedef {'en' | 'zh-Hans'} Language */

const MB = 1e6;
const count = (/** @type {number} */ number) => number.toLocaleString('en');
const bytes = (/** @type {number} */ size, unit = ' bytes') => (size < MB ? `${count(size)}${unit}` : `${Number((size / MB).toFixed(1))} MB`);

const english = {
  title: 'Headscope: a laboratory for multi-head attention',
  name: 'Headscope laboratory',
  noWebAssembly: 'This laboratory computes with WebAssembly SIMD, which this browser does not offer. Any current Chrome, Edge, Firefox or Safari does.',
  noWebGl: 'This laboratory draws with WebGL 2, which this browser does not offer or has switched off. Switching on hardware acceleration, or another browser, helps.',
  failed: 'The laboratory could not be loaded. Check the connection, then reload the page.',
  openedAsFile: 'This page was opened as a file, from which browsers load no modules. Serve its folder, for example with “python3 -m http.server”, and open the address that prints.',
  otherOrigin: 'The laboratory could not be loaded: it comes from another origin, or into a sandboxed frame, and its server does not allow that. The server must send “Access-Control-Allow-Origin”, or the frame be given “allow-same-origin”.',
  broken: (/** @type {string} */ message) => `The laboratory could not start: ${message}`,
  contextLost: 'The browser has taken the graphics memory of this picture away. Nothing that was entered is lost.',
  drawAgain: 'Draw again',
  stopped: 'The laboratory ran out of memory and stopped. Reload the page to go on.',
  reload: 'Reload',
  linkCopied: 'Link copied',
  linkNotCopied: 'The browser did not allow copying. The link is in the address bar.',
  linkNowhere: 'The browser did not allow copying the link.',
  linkTooLong: (/** @type {number} */ size, /** @type {number} */ limit, /** @type {boolean} */ copied) =>
    `The link has ${count(size)} characters; an address may have ${count(limit)}, so no browser would open it. `
    + `${copied ? 'It was copied as text all the same.' : 'The browser did not allow copying it as text, either.'} `
    + 'Fewer numbers changed by hand make a shorter link.',
  reopened: 'Your last document was opened again.',
  startAfresh: 'Start afresh',
  dismiss: 'Dismiss',
  pasteFile: 'A file cannot be pasted here. Paste text: numbers from a spreadsheet, NumPy or PyTorch.',
  pasteRefused: 'The browser did not allow reading the clipboard. Press Ctrl+V (⌘V) instead.',
  pasteTooLarge: (/** @type {number} */ size, /** @type {number} */ limit) =>
    `The pasted text is too large: ${bytes(size)}, the limit is ${bytes(limit)}.`,
  lessonsFailed: 'The lessons could not be loaded. Check the connection, then press “Learn” again.',
  wordsLoading: 'Loading the word vectors…',
  wordsFailed: 'The word vectors could not be loaded; nothing was changed. Check the connection, then choose them again.',
  optionUnknown: (/** @type {string} */ name, /** @type {readonly string[]} */ known) => `There is no option “${name}”. There are: ${known.join(', ')}.`,
  optionValue: (/** @type {string} */ name, /** @type {string} */ value, /** @type {readonly string[]} */ known) =>
    `The option ${name} cannot be ${value}. It may be: ${known.join(', ')}.`,
  optionLink: (/** @type {string} */ reason) => `The option link cannot be opened: ${reason}`,
};

/** @type {typeof english} */
const chinese = {
  title: 'Headscope：多头注意力实验室',
  name: 'Headscope 实验室',
  noWebAssembly: '本实验室用 WebAssembly SIMD 计算，而此浏览器不支持。请使用新版 Chrome、Edge、Firefox 或 Safari。',
  noWebGl: '本实验室用 WebGL 2 绘制，而此浏览器不支持或已将其关闭。请开启硬件加速，或换用其他浏览器。',
  failed: '实验室未能加载。请检查网络连接，然后重新加载页面。',
  openedAsFile: '此页面是作为文件打开的，浏览器不会从文件加载模块。请用服务器提供该文件夹，例如 “python3 -m http.server”，再打开它给出的地址。',
  otherOrigin: '实验室未能加载：它来自另一个源，或被放入沙盒框架，而其服务器不允许这样做。服务器须发送 “Access-Control-Allow-Origin”，或给框架加上 “allow-same-origin”。',
  broken: (message) => `实验室未能启动：${message}`,
  contextLost: '浏览器收回了这幅图的显存。已输入的内容都还在。',
  drawAgain: '重新绘制',
  stopped: '实验室内存不足，已停止。请重新加载页面。',
  reload: '重新加载',
  linkCopied: '链接已复制',
  linkNotCopied: '浏览器不允许复制。链接在地址栏中。',
  linkNowhere: '浏览器不允许复制链接。',
  linkTooLong: (size, limit, copied) => `链接有 ${count(size)} 个字符，而地址最多 ${count(limit)} 个，浏览器无法打开。`
    + `${copied ? '它仍已作为文本复制。' : '浏览器也不允许将它作为文本复制。'}手动改动的数越少，链接越短。`,
  reopened: '已重新打开您上次的文档。',
  startAfresh: '从头开始',
  dismiss: '关闭',
  pasteFile: '这里不能粘贴文件。请粘贴文本：来自电子表格、NumPy 或 PyTorch 的数字。',
  pasteRefused: '浏览器不允许读取剪贴板。请改用 Ctrl+V（⌘V）。',
  pasteTooLarge: (size, limit) => `粘贴的文本过大：${bytes(size, ' 字节')}，上限为 ${bytes(limit, ' 字节')}。`,
  lessonsFailed: '课程未能加载。请检查网络连接，然后再按“课程”。',
  wordsLoading: '正在加载词向量…',
  wordsFailed: '词向量未能加载，未作任何修改。请检查网络连接后重新选择。',
  optionUnknown: (name, known) => `没有选项“${name}”。可用的有：${known.join('、')}。`,
  optionValue: (name, value, known) => `选项 ${name} 不能是 ${value}。可以是：${known.join('、')}。`,
  optionLink: (reason) => `选项 link 无法打开：${reason}`,
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
