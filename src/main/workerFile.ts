/**
 * The file of a worker thread, from source (Node runs .ts as it is) or from the build,
 * whose chunks and workers all stand in one folder tree under `out/main`.
 */
export function workerFile(name: 'library' | 'parser' | 'search' | 'export' | 'duplicates' | 'citations'): URL {
  const here = import.meta.url;
  return here.endsWith('.ts') ? new URL(`./workers/${name}.ts`, here) : new URL(`./workers/${name}.js`, here);
}
