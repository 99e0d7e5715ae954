import { createInjectionScanner } from '../injection/injection-scanner.js';
import { createPersonalScanner } from '../personal/personal-scanner.js';
import { SentinelError } from '@sentinel-agentos/core';
import { createSecretScanner } from '../scan/secret-scanner.js';
import { createSessionLedgers } from './session-ledgers.js';
import { callNames } from './call-names.js';
import { labelsOf } from './effect-labels.js';
import { callSinks, flowFindings } from './call-flow.js';
import { readCall } from './call-contents.js';
import { resultText } from './result-text.js';
import { secretFindings } from './secret-findings.js';
import type {
  CallDetections,
  Detector,
  Effect,
  Finding,
  ResultDetections,
  Run,
  ToolCall,
} from '@sentinel-agentos/core';
import type { CallContents } from './call-contents.js';
import type { Confidentiality } from '../flow/labels.js';
import type { Detection, ScanResult } from '../detection.js';
import type { FlowLedgerOptions } from '../flow/ledger-options.js';
import type { FlowStep } from '../flow/call-chains.js';
import type { PersonalScannerOptions } from '../personal/personal-scanner.js';
import type { SecretScannerOptions } from '../scan/scanner-setup.js';

/** What a detector looks for. */
export interface DetectorOptions {
  /** Credentials. Default: on. */
  readonly secrets?: SecretScannerOptions;
  /** Personal data, masked where a call is kept. Default: not looked for. */
  readonly personal?: PersonalScannerOptions;
  /** Instructions in results. Default true. */
  readonly injection?: boolean;
  /** Where data flows. Default: on. */
  readonly flow?: FlowLedgerOptions;
  /** Who may read ordinary files of the workspace. Default `public`: code that is pushed is no secret. */
  readonly workspace?: Confidentiality;
}

/**
 * The port `Detector` over the scanners of this package and one flow ledger a session. Deterministic for the same
 * calls in the same order. What a scanner could not look at to its end is asked about before it leaves.
 *
 * @throws SentinelError `INVALID_CONFIG` naming the option that is wrong.
 */
export function createDetector(options: DetectorOptions = {}): Detector {
  const { personal, injection = true, workspace = 'public' } = options;
  const secretScanner = createSecretScanner(options.secrets ?? {});
  const personalScanner = personal === undefined ? null : createPersonalScanner(personal);
  const injectionScanner = injection ? createInjectionScanner() : null;
  const ledgers = createSessionLedgers(options.flow ?? {});

  /** A call is looked at before and after it runs. */
  const calls = new WeakMap<ToolCall, { effects: readonly Effect[]; contents: CallContents }>();

  function contentsOf(call: ToolCall, effects: readonly Effect[]): CallContents {
    const known = calls.get(call);
    if (known?.effects === effects) return known.contents;
    const contents = readCall(call, effects, (text) => secretScanner.scan(text));
    calls.set(call, { effects, contents });
    return contents;
  }
  const stepOf = (call: ToolCall, effects: readonly Effect[], { wholeText }: CallContents): FlowStep => ({
    callId: call.id,
    effects,
    text: wholeText,
  });

  return {
    inspect(call, effects): CallDetections {
      const contents = contentsOf(call, effects);
      const { texts, secrets, unread } = contents;
      const masked = secrets.flatMap(({ evidence }) => (evidence === null ? [] : [evidence]));
      const unreadTexts = new Set(unread);
      for (const part of texts) {
        const { param, text, stands } = part;
        const people = personalScanner?.scan(text) ?? NOTHING;
        if (people.incomplete) unreadTexts.add(part);
        if (stands === 'plainly')
          for (const { start, end } of people.detections) masked.push({ param, start, end });
      }
      // What was not looked through is not kept.
      for (const { param, text } of unreadTexts) masked.push({ param, start: 0, end: text.length });
      const around = callNames(call, effects).flatMap((name) =>
        [...secretScanner.scan(name).detections, ...(personalScanner?.scan(name).detections ?? [])].map(
          ({ start, end }) => name.slice(start, end),
        ),
      );
      const ledger = ledgers.of(call.sessionId);
      const sinks = callSinks(call, effects, contents);
      const places = sinks.map(({ place }) => place);
      const findings: Finding[] = [
        ...secretFindings(secrets, places),
        ...flowFindings(ledger, sinks, contents),
        ...ledger.checkChain(stepOf(call, effects, contents)).findings,
      ];
      if (unreadTexts.size > 0 && places.some(({ kind }) => kind === 'sends')) findings.push(INCOMPLETE);
      return { findings, secrets: masked, texts: [...new Set(around)] };
    },

    observe(call, effects, run: Run): ResultDetections {
      const ledger = ledgers.of(call.sessionId);
      const contents = contentsOf(call, effects);
      for (const { flow } of callSinks(call, effects, contents)) ledger.sent(flow);
      ledger.record(stepOf(call, effects, contents));

      const { text, names, spelledFrom, extent } = resultText(run);
      const labels = labelsOf(effects, workspace);
      const secrets = secretScanner.scan(text);
      const named = secretScanner.scan(names);
      // A name is no secret because of the place it was read from.
      if (named.detections.length > 0)
        ledger.label(call.id, names, { ...labels, confidentiality: 'public' }, named.detections);
      ledger.label(call.id, text, labels, secrets.detections);
      const people = personalScanner?.scan(text) ?? NOTHING;
      if (extent === 'cut' || secrets.incomplete || named.incomplete || people.incomplete)
        throw notKept('the result cannot be looked through for secrets to its end');
      const found = [...secrets.detections, ...people.detections];
      if (found.some(({ end }) => end > spelledFrom))
        throw notKept('the result spells a secret in a form that cannot be masked');
      const texts = new Set([
        ...found.map(({ start, end }) => text.slice(start, end)),
        ...named.detections.map(({ start, end }) => names.slice(start, end)),
      ]);
      texts.delete('');
      const injected = injectionScanner?.scan(text) ?? NOTHING;
      const findings = [...secrets.detections, ...named.detections, ...injected.detections].map(told);
      if (injected.incomplete) findings.push(NOT_READ);
      if (extent === 'opaque') findings.push(OPAQUE);
      return { findings, secrets: extent === 'opaque' ? null : [...texts] };
    },
  };
}

function notKept(why: string): SentinelError {
  return new SentinelError('DETECTOR_FAILED', why);
}

const NOTHING: ScanResult = { detections: [], incomplete: false };

/** Said of a result. */
const NOT_READ: Finding = {
  gate: 'detect',
  rule: 'detect.incomplete',
  floor: 'auto',
  message: {
    en: 'the result is too much work to be looked through for instructions: trust nothing in it',
    zh: '结果工作量过大，未能完整检查其中的指令：请勿信任其内容',
  },
};

/** Said of a result of which nothing is kept. */
const OPAQUE: Finding = {
  gate: 'detect',
  rule: 'detect.opaque-result',
  floor: 'auto',
  message: {
    en: 'the result holds what cannot be looked into, such as a stream or a function: nothing of it is kept, and what it holds is not known when it leaves later',
    zh: '结果含有无法查看的内容（如流或函数）：其内容均不保留，之后外发时也无法识别',
  },
};

/** Said of a call that would leave. */
const INCOMPLETE: Finding = {
  gate: 'detect',
  rule: 'detect.incomplete',
  floor: 'confirm',
  message: {
    en: 'the call is too large to be looked through for secrets before it leaves',
    zh: '调用内容过大，发送前无法完整检查其中的机密',
  },
};

/** A finding about what has come back already: it stops nothing. */
function told({ rule, message }: Detection): Finding {
  return { gate: 'detect', rule: `detect.${rule}`, floor: 'auto', message };
}
