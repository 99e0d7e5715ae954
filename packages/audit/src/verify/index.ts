export { anchorPath, readAnchor } from '../anchor/anchor.js';
export type { Anchor, AnchorReading } from '../anchor/anchor.js';
export type { BadRecord, DamageReason } from '../read/locate.js';
export { verifyJournal } from './verify-journal.js';
export type { VerifyOptions } from './verify-journal.js';
export type { LevelResult, Levels, VerifyReport } from './report.js';
export { verifyProof } from './verify-proof.js';
export type { ProofReport, ProofToVerify } from './verify-proof.js';
