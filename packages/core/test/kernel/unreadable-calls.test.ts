import { describe, expect, it, vi } from 'vitest';
import { bench } from './bench-of-ports.js';

describe('a call that cannot be read', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  it.each([
    [{ tool: 'ask', params: undefined }, 'params must be a plain object, got undefined'],
    [{ tool: 'ask', params: null }, 'params must be a plain object, got null'],
    [{ tool: 'ask', params: 'text' }, 'params must be a plain object, got a string'],
    [{ tool: 'ask', params: [1] }, 'params must be a plain object, got an array'],
    [{ tool: 'ask', params: cyclic }, 'params.self refers back to itself'],
    [{ tool: '', params: {} }, 'tool must be a name'],
    [{ tool: undefined as never, params: {} }, 'tool must be a name'],
    [{ tool: 'a\u0000b', params: {} }, 'tool must be a name'],
    [{ tool: 'x'.repeat(257), params: {} }, 'tool must be a name'],
    [{ tool: 'ask', params: {}, claims: [{ path: 1 }] as never }, 'claims.0 must be'],
    [{ tool: 'ask', params: {}, claims: [null] as never }, 'claims.0 must be'],
    [{ tool: 'ask', params: {}, claims: [{ path: 'a', change: 'read' }] as never }, 'claims.0 must be'],
    [{ tool: 'ask', params: {}, claims: [{ path: 'a', change: 'delete' }, {}] as never }, 'claims.1 must be'],
  ])('is denied, recorded and explained: %j', async (broken, reason) => {
    const tool = vi.fn();
    const { kernel, journal } = bench();
    const receipt = await kernel.execute(broken, tool);
    expect(receipt).toMatchObject({ status: 'denied', risk: 'deny' });
    expect(receipt.reason).toContain(reason);
    expect(tool).not.toHaveBeenCalled();
    expect(journal.records).toMatchObject([{ kind: 'blocked', decision: { rules: ['call.invalid'] } }]);
  });

  it('is denied when reading it fails in a way of its own', async () => {
    const params = new Proxy({}, { ownKeys: () => { throw new Error('trap'); } }); // prettier-ignore
    const { kernel } = bench();
    expect((await kernel.execute({ tool: 'ask', params }, vi.fn())).reason).toBe('params could not be read');
  });
});
