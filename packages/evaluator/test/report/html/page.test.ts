import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { emptyReport, sampleReport, sampleReportCall, sampleSource } from '../../support/sample-report.js';
import { collectReport, htmlReport } from '../../../src/index.js';
import fc from 'fast-check';
import type { ReportData } from '../../../src/index.js';

/** Elements, attributes and ids are compared: names must not add to any of them. */
function skeleton(page: string): string {
  return page
    .replaceAll(/<style>.*?<\/style>/gs, '<style>')
    .replaceAll(/>[^<]*</g, '><')
    .replaceAll(/"[^"]*"/g, '""');
}

/** A report in which every name that an agent may choose is the given text. */
function namedBy(text: string): ReportData {
  const name = text === '' ? 'x' : text;
  const calls = Array.from({ length: 5 }, (_, index) => ({
    ...sampleReportCall(index),
    tool: `${name}${index}`,
    callId: `${index}${name}`,
    sessionId: name,
  }));
  const source = sampleSource({ calls, sessionId: name, trust: null, signals: [] });
  const notice = {
    code: 'verify-failures',
    text: { en: name, zh: name },
    evidence: [name],
  } as const;
  const profile = { ...source.profile, notices: { warnings: [notice], strengths: [] } };
  return collectReport({ ...source, profile });
}

describe('the page', () => {
  const page = htmlReport(sampleReport());

  it('loads nothing and runs nothing, and says so in its policy', () => {
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    const digest = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(`default-src &#39;none&#39;; style-src &#39;sha256-${digest}&#39;`);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|<object| style=| on\w+=|https?:|@import/i);
    expect(page.match(/url\([^)]*\)/g)?.every((url) => /^url\(#[\w-]+\)$/.test(url))).toBe(true);
  });

  it('links every number to a record that is in it, and has each id once', () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...page.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(150);
    for (const target of targets) expect(ids).toContain(target);
    expect(page.match(/ href="(?!#)/)).toBeNull();
  });

  it('gives each chart a name, a description and a table', () => {
    const charts = [...page.matchAll(/<svg[^>]*class="chart[^>]*>/g)];
    expect(charts).toHaveLength(10);
    for (const [chart] of charts) {
      expect(chart).toContain('role="img"');
      const [title = '', about = ''] = /aria-labelledby="([^"]*)"/.exec(chart)?.[1]?.split(' ') ?? [];
      expect(page).toMatch(
        new RegExp(`<title id="${title}">[^<]+</title>\\s*<desc id="${about}">[^<]+</desc>`),
      );
    }
    expect(page.match(/<details>/g)).toHaveLength(6);
  });

  it('tells two bars of one tool apart by their class', () => {
    const calls = (['LOW', 'HIGH'] as const).map((toolClass, index) => ({
      ...sampleReportCall(index),
      tool: 'exec',
      toolClass,
    }));
    const drawn = htmlReport(sampleReport({ calls }));
    for (const label of ['exec · low', 'exec · high']) expect(drawn).toContain(`>${label}</text`);
    expect(page).not.toContain('exec · ');
  });

  it('names the bands and where they begin', () => {
    for (const band of ['Normal', 'Caution', 'Alert', 'Critical', 'Halt'])
      expect(page).toContain(`>${band}</text`);
    for (const border of ['0.15', '0.30', '0.50', '0.75']) expect(page).toContain(`>${border}</text`);
  });

  it('speaks Chinese, and refuses languages that it does not speak', () => {
    const chinese = htmlReport(sampleReport(), { language: 'zh' });
    expect(chinese).toContain('<html lang="zh-CN">');
    expect(chinese).toContain('信任风险变化');
    expect(chinese).not.toMatch(/Quality|Evidence|undefined|null/);
    expect(() => htmlReport(emptyReport(), { language: 'fr' as 'en' })).toThrow(
      /language must be 'en' or 'zh'/,
    );
  });

  it('of an agent nothing is known of says so', () => {
    const empty = htmlReport(emptyReport());
    expect(empty).toContain('insufficient data');
    expect(empty).toContain('No call has been scored.');
    expect(empty).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  it('says that sessions are halted', () => {
    const trust = { events: [], haltedSessions: ['s1'] };
    expect(htmlReport(sampleReport({ trust }))).toContain('1 session is halted');
    expect(htmlReport(sampleReport({ trust, sessionId: 's1' }))).toContain('Halted: no tool of this session');
  });

  it('has the same elements whatever an agent calls its tools and sessions', () => {
    const plain = skeleton(htmlReport(namedBy('plain')));
    const text = fc
      .array(
        fc.constantFrom(
          '</script>',
          '<svg onload=x>',
          '"',
          "'",
          '&',
          '\0',
          '\u202e',
          '\ud800',
          '\udc00',
          '`',
          '-->',
          '__proto__',
          '#',
          '\n',
          'é',
          '𝒳',
        ),
        { minLength: 1, maxLength: 8 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (name) => {
        const named = htmlReport(namedBy(name));
        expect(skeleton(named)).toBe(plain);
        expect(named).not.toMatch(/[\0\u202e]|\p{Surrogate}/u);
      }),
      { numRuns: 60 },
    );
  });

  it('cuts names of a million characters', () => {
    expect(htmlReport(namedBy('<'.repeat(1_000_000))).length).toBeLessThan(100_000);
  });

  it('is below 2 MB after a hundred thousand calls of ten thousand tools', () => {
    function* calls(): Generator<ReturnType<typeof sampleReportCall>> {
      for (let index = 0; index < 100_000; index += 1) {
        const call = sampleReportCall(index);
        const name = `${'<&"'.repeat(80)}${index % 10_000}`;
        yield {
          ...call,
          tool: name,
          callId: `${name}-${index}`,
          sessionId: name,
          at: call.at + (index % 7) ** 9,
        };
      }
    }
    const large = htmlReport(sampleReport({ calls: calls() }));
    expect(Buffer.byteLength(large)).toBeLessThan(2_000_000);
  });

  it('survives numbers that only a tampered journal holds', () => {
    const call = sampleReportCall(1);
    const odd = [
      { ...call, seq: -1, at: -1e15, score: Number.NaN },
      { ...call, callId: 'b', seq: Number.NaN, at: 8e15, score: 1e308, durationMs: Infinity },
      { ...call, callId: 'c', at: Number.NaN, durationMs: -5 },
    ];
    expect(() => htmlReport(sampleReport({ calls: odd }))).not.toThrow();
  });
});
