/** Bytes from a random source; injected so that a seeded generator can stand in. */
export type RandomBytes = (length: number) => Uint8Array;

/** Makes new row ids: 24 characters of base 36, starting with a letter, unique without a server. */
export type IdSource = () => string;

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Builds an id source in the shape of cuid2 (a letter, then lower-case base 36; 24 characters,
 * about 123 bits), so that rows made offline keep their id when they reach the server.
 * Bytes above 251 are drawn again, which keeps the distribution flat.
 */
export function createIdSource(random: RandomBytes): IdSource {
  return () => {
    let id = '';
    while (id.length < 24) {
      for (const byte of random(32)) {
        if (byte >= 252 || id.length === 24) continue;
        const character = alphabet[byte % 36] ?? '';
        if (id.length === 0 && character > 'z') continue;
        if (id.length === 0 && character < 'a') continue;
        id += character;
      }
    }
    return id;
  };
}

declare const brand: unique symbol;

/** A string that means one kind of row and cannot be passed for another. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

export type UserId = Id<'User'>;
export type CourseId = Id<'Course'>;
export type QuizId = Id<'Quiz'>;
export type QuestionId = Id<'Question'>;
export type AssignmentId = Id<'Assignment'>;
export type SubmissionId = Id<'Submission'>;
export type ActionId = Id<'Action'>;
