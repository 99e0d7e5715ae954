/** File name of the first segment: the journal itself. */
export const FIRST_SEGMENT = 'segment-000000.jsonl';
