/** What main calls an import that came from no file. */
export const PASTED_TEXT = 'Pasted text';
export const STARTER_LIST = 'Starter list';

/** A source's name in the middle of a sentence: "the pasted text", "the starter list", or the file's name as it is. */
export const sourceInSentence = (name: string): string =>
  name === PASTED_TEXT || name === STARTER_LIST ? `the ${name.toLowerCase()}` : name;
