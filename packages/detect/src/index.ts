export type { Detection, DetectionKind, ScanResult, Severity } from './detection.js';
