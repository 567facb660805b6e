/** A paper's address, `offprint://paper/<uid>`: how notes, exports and other programs name it. */

const ADDRESS = /^offprint:\/\/paper\/([A-Za-z0-9_-]{8,64})$/;

export const paperAddress = (uid: string): string => `offprint://paper/${uid}`;

/** The uid of the paper an address names; null for anything else. */
export const uidOfAddress = (address: string): string | null => ADDRESS.exec(address)?.[1] ?? null;
