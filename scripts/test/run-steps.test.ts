import { describe, expect, it } from 'vitest';
import { runSteps } from '../house/run-steps.mjs';
import { StepFailure } from '../house/step-failure.mjs';

const good = { name: 'good', about: '', run: () => Promise.resolve() };
const bad = { name: 'bad', about: '', run: () => Promise.reject(new StepFailure('what is wrong')) };
const counted = {
  name: 'counted',
  about: '',
  run: () => Promise.resolve({ passed: 7, failed: 2, report: 'two' }),
};

describe('running steps', () => {
  it('goes on after a failure, counts every part and reports every failure at the end', async () => {
    const said: string[] = [];
    expect(await runSteps([bad, good, counted], (text) => said.push(text))).toEqual({ passed: 8, failed: 3 });
    const text = said.join('');
    expect(text.indexOf('✓ good')).toBeGreaterThan(text.indexOf('✗ bad'));
    expect(text.indexOf('what is wrong')).toBeGreaterThan(text.indexOf('✗ counted'));
    expect(text).toContain('two');
  });

  it('counts a step that breaks as a failure and says where', async () => {
    const said: string[] = [];
    const broken = { name: 'broken', about: '', run: () => Promise.reject(new TypeError('oops')) };
    expect(await runSteps([broken], (text) => said.push(text))).toEqual({ passed: 0, failed: 1 });
    expect(said.join('')).toContain('TypeError: oops');
  });

  it('counts what could not run after a step that stops everything', async () => {
    expect(await runSteps([{ ...bad, stops: true }, good, good], () => undefined)).toEqual({
      passed: 0,
      failed: 3,
    });
  });
});
