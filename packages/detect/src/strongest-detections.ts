import type { Detection } from './detection.js';

function isStronger(one: Detection, other: Detection): boolean {
  if (one.severity !== other.severity) return one.severity > other.severity;
  return one.end - one.start > other.end - other.start;
}

/**
 * Of detections that overlap keeps the strongest: the more severe one, then the longer one, then the one
 * that came first. The answer is in order of start and no two of it overlap. Sorts, so n·log n.
 */
export function strongestDetections(detections: readonly Detection[]): readonly Detection[] {
  const sorted = [...detections].sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Detection[] = [];
  for (const detection of sorted) {
    const last = kept.at(-1);
    if (last === undefined || detection.start >= last.end) kept.push(detection);
    else if (isStronger(detection, last)) {
      // Whatever stood before `last` ended before `last` began, so the stronger one, which begins later,
      // cannot reach back into it.
      kept[kept.length - 1] = detection;
    }
  }
  return kept;
}
