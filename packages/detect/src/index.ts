export type { Detection, DetectionKind, ScanResult, Severity } from './detection.js';
export type { HydrationPolicy, HydrationRule } from './redact/hydration-policy.js';
export { createVault } from './redact/vault.js';
export type { Hydration, Redaction, RefusedPlaceholder, Vault, VaultOptions } from './redact/vault.js';
