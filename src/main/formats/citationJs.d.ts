/** The small part of Citation.js and the citeproc inside it that Offprint uses; neither ships types. */
declare module '@citation-js/core' {
  interface Register {
    add(name: string, xml: string): void;
    has(name: string): boolean;
    get(name: string): string;
    list(): readonly string[];
  }

  /** Positions in it are citeproc's own. */
  type Cluster = readonly [id: string, noteIndex: number, html: string];

  interface CiteprocEngine {
    readonly opt: { readonly development_extensions: Record<string, boolean> };
    updateItems(ids: readonly string[]): readonly string[];
    /** False for a style without a bibliography. */
    makeBibliography(): readonly [about: { readonly entry_ids: readonly (readonly string[])[] }, entries: readonly string[]] | false;
    rebuildProcessorState(citations: readonly object[], format: 'html', uncited: readonly string[]): readonly Cluster[];
  }

  interface CslPlugin {
    readonly styles: Register;
    readonly locales: Register;
    engine(items: readonly object[], style: string, language: string | undefined, format: 'html'): CiteprocEngine;
  }

  export const plugins: { readonly config: { get(name: '@csl'): CslPlugin } };
}

declare module '@citation-js/plugin-csl';
