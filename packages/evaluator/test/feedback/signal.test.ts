import { expect, it } from 'vitest';
import { SIGNAL_STRENGTHS } from '../../src/index.js';
import { evaluatorIn } from '../support/workbench.js';
import type { FeedbackSignal, FeedbackSource } from '../../src/index.js';

const strengthOf = (signal: FeedbackSignal, source: FeedbackSource = 'explicit', confidence = 1) =>
  evaluatorIn().feedback.record(signal, { sessionId: 's1', source, confidence })?.strength;

it.each([
  ['S2-96', 'user_deleted_code', -0.8],
  ['S2-97', 'user_interrupted', -0.6],
  ['S2-98', 'user_modified_output', -0.5],
  ['S2-99', 'user_repeated_instruction', -0.3],
  ['S2-100', 'user_immediate_continue', 0.3],
  ['S2-101', 'user_explicit_approval', 0.6],
  ['S2-102', 'user_used_result', 0.7],
  ['S2-103', 'user_shared_output', 0.8],
  ['S2-104', 'user_provided_correction', -0.7],
  ['S2-104', 'user_ignored_result', -0.4],
  ['S2-104', 'user_silence_then_praise', 0.2],
  ['S2-104', 'agent_self_corrected', 0.3],
] as const)('[%s] %s has the strength %d', (_, signal, strength) => {
  expect(strengthOf(signal)).toBe(strength);
});

it('[S2-99] user_repeated_instruction is −0.3 when reported and −0.15 when auto-detected', () => {
  expect(strengthOf('user_repeated_instruction', 'explicit')).toBe(-0.3);
  expect(strengthOf('user_repeated_instruction', 'auto-detected')).toBe(-0.15);
});

it('confidence scales the strength', () => {
  expect(strengthOf('user_deleted_code', 'explicit', 0.5)).toBe(-0.4);
  expect(strengthOf('user_deleted_code', 'auto-detected', 0.5)).toBe(-0.2);
});

it('there are twelve signals', () => {
  expect(Object.keys(SIGNAL_STRENGTHS)).toHaveLength(12);
});
