import { clockConformance, idsConformance } from '@sentinel-agentos/core/testing';
import { describe, it } from 'vitest';
import { createCallIds } from '../src/call-ids.js';
import { systemClock } from '../src/system-clock.js';

describe('the system clock', () => {
  it.each(clockConformance(() => systemClock))('$name', async ({ run }) => run());
});

describe('[S2-61] call ids', () => {
  it.each(idsConformance(createCallIds))('$name', async ({ run }) => run());
});
