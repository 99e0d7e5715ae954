/**
 * How far a text is read beyond the part that is looked at, in UTF-16 units. A stream holds as much of its text, so
 * that it finds what the whole text would give.
 */

/** No rule looks back further than this from where its anchor ends. */
export const LOOK_BACK = 16_384;
/** No rule looks further ahead than this: web tokens with long signatures. */
export const LOOK_AHEAD = 163_840;
/** Encoded text is opened in pieces of this length at most. */
export const LONGEST_PIECE = 1_048_576;
/** What a piece is read with before and behind it, where two characters stand for one. */
export const PIECE_BACK: number = LOOK_BACK * 2;
export const PIECE_AHEAD: number = LOOK_AHEAD * 2;
