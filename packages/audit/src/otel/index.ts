export { exportSpans } from './export-spans.js';
export type { SpanOptions } from './export-spans.js';
