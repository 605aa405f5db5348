// Joins the headless library's modules into one file, so that a page asks for one instead of thirteen and a fresh process reads
// one: `node tools/join.mjs ENTRY OUTPUT`. Knows the few forms of import and export those modules use and refuses any other.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Names from a neighbour, imported or exported again, or a neighbour alone; on one line or several. */
const kStatement = /^(import|export) (?:\{([^}]*)\} from )?'(\.\/[\w.-]+)';\n/gm;
const kDeclaration = /^export ((?:async )?function|class|const|let) (\w+)/gm;

/** What a module holds besides imports: its code, what it exports, what it takes from whom. @param {string} file */
function read(file) {
  const text = fs.readFileSync(file, 'utf8');
  /** @type {{from: string, names: string[], again: boolean}[]} */
  const imports = [];
  /** @type {string[]} */
  const exported = [];
  let code = text.replace(kStatement, (_, kind, list = '', from) => {
    const names = list.split(',').map((/** @type {string} */ name) => name.trim()).filter(Boolean);
    imports.push({ from: path.join(path.dirname(file), from), names, again: kind === 'export' });
    return '';
  });
  code = code.replace(kDeclaration, (_, kind, name) => {
    exported.push(name);
    return `${kind} ${name}`;
  });
  const left = code.match(/^(?:import|export)\b.*$/m);
  if (left) throw new Error(`${file}: "${left[0]}" is none of the forms of import and export that can be joined`);
  if (imports.some(({ names }) => names.some((name) => / as /.test(name)))) throw new Error(`${file}: a renamed import cannot be joined`);
  return { code, imports, exported };
}

/** Comments of whole lines, and indentation. */
const slim = (/** @type {string} */ code) => code.replace(/^[ \t]*\/\*\*[^]*?\*\/[ \t]*\n?/gm, '').replace(/^[ \t]*\/\/.*\n/gm, '')
  .replace(/^[ \t]+/gm, '').replace(/\n{2,}/g, '\n').trim();

/** One module's text: each joined module is a function that gives back what it exports, so that no names collide.
 * @param {string} entry */
export function join(entry) {
  /** @type {Map<string, string>} file to the name of what it exports */
  const names = new Map();
  /** @type {string[]} */
  const parts = [];
  /** @param {ReturnType<typeof read>} module */
  const taken = ({ imports }) => {
    /** @type {Set<string>} what is imported and exported again comes twice */
    const known = new Set();
    return imports.map((one) => {
      const fresh = one.names.filter((name) => !known.has(name) && known.add(name));
      return fresh.length ? `const { ${fresh.join(', ')} } = ${names.get(one.from)};\n` : '';
    }).join('');
  };
  /** @param {string} file @param {string[]} above */
  const visit = (file, above) => {
    if (above.includes(file)) throw new Error(`${[...above, file].join(' imports ')}: modules that import each other cannot be joined`);
    if (names.has(file)) return;
    const module = read(file);
    for (const { from } of module.imports) visit(from, [...above, file]);
    if (file === entry) {
      const again = module.imports.filter((one) => one.again).flatMap((one) => one.names);
      const own = module.exported.filter((name) => !again.includes(name));
      parts.push(`${taken(module)}${slim(module.code)}\nexport { ${[...own, ...again].join(', ')} };`);
      return;
    }
    names.set(file, `module${names.size}`);
    parts.push(`const ${names.get(file)} = (() => {\n${taken(module)}${slim(module.code)}\nreturn { ${module.exported.join(', ')} };\n})();`);
  };
  visit(entry, []);
  return `// Made from headless/ by tools/join.mjs.\n${parts.join('\n')}\n`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [entry, output] = process.argv.slice(2);
  // The modules lie beside the joined file.
  const text = join(path.resolve(entry)).replaceAll("'../build/core/'", "'./'");
  fs.mkdirSync(path.dirname(output), { recursive: true });
  fs.writeFileSync(output, text);
}
