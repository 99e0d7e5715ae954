/**
 * One event of a stream, as the HTML standard says how to read them.
 *
 * @typedef {{ id: string | null, event: string, data: string }} StreamEvent
 */

/** Characters without an end of an event that are kept; what is longer is not from this server. */
const LONGEST = 4_000_000;

/**
 * Reads server-sent events from pieces of text, wherever the pieces were cut. Whoever feeds it gets the events that
 * became whole.
 *
 * @returns {(piece: string) => StreamEvent[]}
 */
export function createSseParser() {
  let rest = '';
  let endedInReturn = false;
  /** @type {string | null} */
  let id = null;
  let event = '';
  /** @type {string[]} */
  let data = [];

  return (piece) => {
    // A line may end in CR, LF or both; an LF may come a piece later than its CR.
    const text = endedInReturn && piece.startsWith('\n') ? piece.slice(1) : piece;
    if (piece !== '') endedInReturn = piece.endsWith('\r');
    const lines = (rest + text).split(/\r\n|\r|\n/);
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST) throw new Error('The stream of events does not end its lines.');
    /** @type {StreamEvent[]} */
    const whole = [];
    for (const line of lines) {
      if (line !== '') {
        read(line);
        continue;
      }
      if (data.length > 0) whole.push({ id, event: event === '' ? 'message' : event, data: data.join('\n') });
      event = '';
      data = [];
    }
    return whole;
  };

  /** @param {string} line */
  function read(line) {
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    else if (field === 'event') event = value;
    else if (field === 'id' && !value.includes('\0')) id = value;
  }
}
