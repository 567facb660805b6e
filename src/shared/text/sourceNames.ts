/** What main calls an import that came from no file. */
export const PASTED_TEXT = 'Pasted text';
export const STARTER_LIST = 'Starter list';
export const STANDARD_INPUT = 'Standard input';

const OWN_NAMES: readonly string[] = [PASTED_TEXT, STARTER_LIST];

/** A source's name in the middle of a sentence: "the pasted text", "the starter list", or the file's name as it is. */
export const sourceInSentence = (name: string): string =>
  OWN_NAMES.includes(name) ? `the ${name.toLowerCase()}` : name === STANDARD_INPUT ? name.toLowerCase() : name;

/** Formats are things ("a digest page") or substances ("BibTeX", "JSON lines"). */
export const withArticle = (format: string): string =>
  /(?:BibTeX|JSON|RIS|Refer|XML|annotations|format|lines|text)$/u.test(format)
    ? format
    : `${/^[aeio]/iu.test(format) ? 'an' : 'a'} ${format}`;
