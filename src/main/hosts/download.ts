import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

/** Sends a claimed file as a download and deletes it afterwards, whether or not it arrived. */
export async function sendDownload(response: ServerResponse, claimed: { readonly path: string; readonly name: string }): Promise<void> {
  try {
    const { size } = await stat(claimed.path);
    response.writeHead(200, {
      'Content-Type': 'application/octet-stream',
      'Content-Length': size,
      'Content-Disposition': attachment(claimed.name),
    });
    await pipeline(createReadStream(claimed.path), response);
  } finally {
    await rm(claimed.path, { force: true });
  }
}

/** RFC 6266: the name in UTF-8, and in plain letters for whoever cannot read that. */
export function attachment(name: string): string {
  const plain = name.toWellFormed().replace(/[^A-Za-z0-9._ -]/gu, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
