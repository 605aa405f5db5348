// `npm run lessons`: checks every lesson of assets/lessons with the built module, and says what is wrong, file, line and cell.
import { faultsOf, plainText } from './lessons/check.mjs';
import { laboratories } from './lessons/laboratory.mjs';
import { languages, lessonIds, readLesson } from './lessons/read.mjs';
import { Failure, main } from './setup/run.mjs';

/** The longest prose of a step, in words, and in Chinese characters; see “How a lesson reads” in assets/lessons/README.md. */
const MOST = { en: 60, 'zh-Hans': 120 };

/** @param {string} text @param {keyof typeof MOST} language */
const length = (text, language) => (language === 'en' ? text.split(/\s+/).filter(Boolean).length : (text.match(/\p{Script=Han}/gu) ?? []).length);

/** @param {string[]} [ids] */
export async function checkLessons(ids = lessonIds()) {
  const laboratory = await laboratories();
  /** @type {string[]} */
  const faults = [];
  let steps = 0;
  for (const id of ids) {
    for (const language of languages) {
      const lesson = readLesson(id, language);
      if (lesson.steps.length < 4 || lesson.steps.length > 12) faults.push(`${id}: a lesson has 4 to 12 steps, not ${lesson.steps.length}`);
      for (const step of lesson.steps) {
        for (const part of [step.body, step.after ?? []]) {
          const words = length(plainText(part), language);
          if (words > MOST[language]) faults.push(`${id}/${language}.md, step “${step.id}”: ${words} words at once; ${MOST[language]} are the most`);
        }
      }
      faults.push(...(await faultsOf(lesson, laboratory)).map((fault) => `${language}: ${fault}`));
      steps += lesson.steps.length;
    }
  }
  if (faults.length > 0) throw new Failure(faults.join('\n'));
  return `${ids.length} lessons, ${steps / languages.length} steps, each in ${languages.length} languages`;
}

if (process.argv[1] === import.meta.filename) {
  await main(async () => { console.log(await checkLessons(process.argv.length > 2 ? process.argv.slice(2) : undefined)); });
}
