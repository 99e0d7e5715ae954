import { describe, expect, it } from 'vitest';
import { exportSpans, type SpanOptions as ExportOptions } from '../../src/otel/index.js';
import { journalPlace } from '../support/journal-place.js';
import { blocked, intent, outcome } from '../support/records.js';

type Tracer = NonNullable<ExportOptions['tracer']>;
type Span = ReturnType<Tracer['startSpan']>;
type SpanOptions = NonNullable<Parameters<Tracer['startSpan']>[1]>;
type Attributes = NonNullable<SpanOptions['attributes']>;
type HrTime = [number, number];

interface Recorded {
  readonly name: string;
  readonly options: SpanOptions;
  readonly events: { readonly name: string; readonly attributes: Attributes; readonly time: HrTime }[];
  status: unknown;
  end: unknown;
}

/** A tracer that keeps what it is told. */
function recordingTracer(): { readonly tracer: Tracer; readonly spans: Recorded[] } {
  const spans: Recorded[] = [];
  const startSpan = (name: string, options: SpanOptions = {}): Span => {
    const kept: Recorded = { name, options, events: [], status: null, end: null };
    spans.push(kept);
    const span: Span = {
      spanContext: () => ({ traceId: '1'.repeat(32), spanId: '1'.repeat(16), traceFlags: 1 }),
      setAttribute: () => span,
      setAttributes: () => span,
      addEvent: (event, attributes, time) => {
        kept.events.push({ name: event, attributes: attributes as Attributes, time: time as HrTime });
        return span;
      },
      addLink: () => span,
      addLinks: () => span,
      setStatus: (status) => {
        kept.status = status;
        return span;
      },
      updateName: () => span,
      end: (time) => void (kept.end = time),
      isRecording: () => true,
      recordException: () => undefined,
    };
    return span;
  };
  return { tracer: { startSpan, startActiveSpan: () => undefined as never }, spans };
}

function spansOf(captureContent: boolean): Recorded[] {
  const journal = journalPlace().open();
  journal.appendSync(intent('op_1', { params: { command: 'npm test' } }));
  journal.appendSync(outcome('op_1'));
  journal.appendSync(blocked('op_2'));
  journal.appendSync(intent('op_3'));
  journal.appendSync(outcome('op_3', { verify: null, status: 'timed-out', error: 'too slow', result: null }));
  journal.appendSync(intent('op_4'));
  const { tracer, spans } = recordingTracer();
  const count = exportSpans(journal.calls(), {
    tracer,
    captureContent,
    agentName: (id) => (id === 'agent-1' ? 'Coder' : undefined),
  });
  expect(count).toBe(4);
  return spans.reverse();
}

describe('exportSpans', () => {
  it('names spans and attributes as the GenAI conventions say', () => {
    const [passed] = spansOf(false);
    expect(passed?.name).toBe('execute_tool exec');
    expect(passed?.options).toEqual({
      kind: 0,
      root: true,
      startTime: [1_700_000_000, 0],
      attributes: {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'exec',
        'gen_ai.tool.type': 'function',
        'gen_ai.tool.call.id': 'op_1',
        'gen_ai.agent.id': 'agent-1',
        'gen_ai.agent.name': 'Coder',
        'gen_ai.conversation.id': 'session-1',
        'sentinel.seq': 1,
        'sentinel.status': 'PASS',
      },
    });
    expect(passed?.end).toEqual([1_700_000_000, 100_000_000]);
    expect(passed?.status).toBeNull();
  });

  it('tells the decision and what the checks said as events at their times', () => {
    const [passed, denied] = spansOf(false);
    expect(passed?.events.map(({ name, time }) => [name, time])).toEqual([
      ['sentinel.decision', [1_700_000_000, 0]],
      ['sentinel.verification', [1_700_000_000, 100_000_000]],
    ]);
    expect(denied?.events[0]?.attributes).toMatchObject({
      'sentinel.decision.action': 'deny',
      'sentinel.decision.score': 9.18,
      'sentinel.approval.status': 'not-needed',
    });
  });

  it('gives errors a type of few kinds, and a call without an end no length', () => {
    const [passed, denied, slow, unfinished] = spansOf(false);
    const types = [passed, denied, slow, unfinished].map((span) => span?.options.attributes?.['error.type']);
    expect(types).toEqual([undefined, 'denied', 'timeout', undefined]);
    expect(denied?.status).toEqual({ code: 2 });
    expect(slow?.status).toEqual({ code: 2 });
    expect(unfinished?.end).toEqual(unfinished?.options.startTime);
    expect(unfinished?.options.attributes).toMatchObject({ 'sentinel.unfinished': true });
  });

  it('keeps arguments and words out unless they are asked for', () => {
    expect(JSON.stringify(spansOf(false))).not.toMatch(/npm test|too slow|Risk/);
    const [passed, denied, slow] = spansOf(true);
    expect(passed?.options.attributes).toMatchObject({
      'gen_ai.tool.call.arguments': '{"command":"npm test"}',
      'sentinel.result.type': 'string',
      'sentinel.result.bytes': 12,
    });
    expect(denied?.status).toEqual({ code: 2, message: 'Risk 9.18 → DENY' });
    expect(slow?.status).toEqual({ code: 2, message: 'too slow' });
  });

  it('uses the global tracer when none is given, which does nothing until one is set', () => {
    const journal = journalPlace().open();
    journal.appendSync(intent('op_1'));
    expect(exportSpans(journal.calls())).toBe(1);
  });
});
