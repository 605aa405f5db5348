// What the lessons' own controls say. The lessons themselves are in assets/lessons.

/** @typedef {import('../base/messages.js').Language} Language */

const english = {
  learn: 'Learn',
  lessons: 'Lessons',
  intro: 'Each takes about two minutes. Everything stays editable; nothing can be broken.',
  continued: 'Go on where you were',
  steps: (/** @type {number} */ count) => `${count} steps`,
  stepOf: (/** @type {number} */ step, /** @type {number} */ count) => `Step ${step} of ${count}`,
  done: 'done',
  next: 'Next',
  back: 'Back',
  toList: 'All lessons',
  nextLesson: 'Next lesson',
  close: 'Close the lessons',
  restore: 'Back to the lesson’s numbers',
  show: 'Skip this',
  larger: 'Larger type',
  check: 'Check',
  answer: 'Your answer',
  reveal: 'Show the answer',
  notNumber: 'Type a number, such as 0.5 or -2.',
  unknown: (/** @type {string} */ id, /** @type {string[]} */ ids) => `there is no lesson “${id}”; there are: ${ids.join(', ')}.`,
  failed: (/** @type {string} */ reason) => `This lesson could not be opened: ${reason} The laboratory is as it was.`,
};

/** @type {typeof english} */
const chinese = {
  learn: '课程',
  lessons: '课程',
  intro: '每课约两分钟。一切都可以随手修改，不会弄坏什么。',
  continued: '接着上次继续',
  steps: (count) => `${count} 步`,
  stepOf: (step, count) => `第 ${step} 步，共 ${count} 步`,
  done: '已完成',
  next: '下一步',
  back: '上一步',
  toList: '全部课程',
  nextLesson: '下一课',
  close: '关闭课程',
  restore: '恢复本步的数',
  show: '跳过',
  larger: '大号字',
  check: '核对',
  answer: '你的答案',
  reveal: '看答案',
  notNumber: '请输入一个数，例如 0.5 或 -2。',
  unknown: (id, ids) => `没有课程“${id}”，现有：${ids.join('、')}。`,
  failed: (reason) => `这一课打不开：${reason} 实验室保持原样。`,
};

/** @param {Language} language */
export const wordsIn = (language) => (language === 'zh-Hans' ? chinese : english);
