/** Fails when an import points the wrong way. Part of `npm run lint`. */
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import { brokenRules, type FoundImport } from './import-rules.ts';

function importsOf(file: string): readonly FoundImport[] {
  const source = readFileSync(file, 'utf8');
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} could not be parsed: ${errors[0]?.message}`);
  const found: FoundImport[] = [];
  const add = (specifier: string, typeOnly: boolean, at: number) => {
    const target = specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(file), specifier)) : specifier;
    found.push({ target, typeOnly, line: source.slice(0, at).split('\n').length });
  };
  for (const { moduleRequest, entries, start } of module.staticImports) {
    add(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType), start);
  }
  for (const { entries, start } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) if (moduleRequest) add(moduleRequest.value, isType, start);
  }
  for (const { moduleRequest, start } of module.dynamicImports) {
    const written = source.slice(moduleRequest.start, moduleRequest.end);
    if (/^['"]/.test(written)) add(written.slice(1, -1), false, start);
  }
  return found;
}

const broken: string[] = [];
let files = 0;
for await (const found of glob('src/**/*.{ts,tsx}')) {
  const file = found.split('\\').join('/');
  files += 1;
  broken.push(...brokenRules(file, importsOf(file)));
}
for (const sentence of broken) console.error(sentence);
console.log(`Import rules: ${files} files, ${broken.length} broken.`);
process.exitCode = broken.length > 0 ? 1 : 0;
