/** Loaded with `--import`: lets the built entry find the fake wherever it asks for `electron`. */
import { registerHooks } from 'node:module';

const fake = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    return specifier === 'electron' ? { url: fake, shortCircuit: true } : next(specifier, context);
  },
});
