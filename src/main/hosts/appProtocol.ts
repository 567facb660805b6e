import { APP_ORIGIN, isOurOrigin, securityHeaders } from './policy.ts';
import type { StaticFiles } from './staticFiles.ts';

/** Answers a request to `app://`: the built page, and nothing of the disk besides. */
export async function answerAppRequest(files: StaticFiles, request: Request): Promise<Response> {
  const headers = securityHeaders('electron');
  const refuse = (status: number) => new Response(null, { status, headers });
  if (!isOurOrigin(request.url)) return refuse(403);
  if (request.method !== 'GET') return refuse(405);
  // Cut from the text: parsers differ in how they take apart a scheme that is not the web's own.
  const pathname = request.url.slice(APP_ORIGIN.length).split(/[?#]/)[0] || '/';
  const file = await files.get(pathname);
  if (file === null) return refuse(404);
  return new Response(new Uint8Array(file.bytes), { headers: { ...headers, 'Content-Type': file.type } });
}
