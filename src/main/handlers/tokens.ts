import { randomBytes } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';

export interface NamedFile {
  readonly path: string;
  readonly name: string;
}

/** Opaque names for files of this machine: pages never see or send a path. Each works once. */
export class Tokens {
  readonly #files = new Map<string, NamedFile>();

  add(file: NamedFile): string {
    const token = randomBytes(24).toString('base64url');
    this.#files.set(token, file);
    return token;
  }

  /** @throws {AppError} `not-found` for a token that was used or never given */
  take(token: string): NamedFile {
    const file = this.#files.get(token);
    if (!file) throw new AppError('not-found', 'This file is not at hand any more. Please choose it again.');
    this.#files.delete(token);
    return file;
  }
}
