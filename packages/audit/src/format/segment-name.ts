/** File name of the first segment of a journal. */
export const FIRST_SEGMENT = 'segment-000000.jsonl';

const DIGITS = 6;
const SEGMENT_NAME = new RegExp(`^segment-([0-9]{${DIGITS}})\\.jsonl$`);
/** More segments than this have no name: at 64 MiB each that is 64 TB. */
export const MAX_SEGMENTS: number = 10 ** DIGITS;

/** File name of the segment with a number, counted from 0. */
export function segmentName(index: number): string {
  return `segment-${String(index).padStart(DIGITS, '0')}.jsonl`;
}

/** Number of the segment that a file name names; null when it is no segment's, however close it comes. */
export function segmentIndex(name: string): number | null {
  const match = SEGMENT_NAME.exec(name);
  return match === null ? null : Number(match[1]);
}
