import { createInjectionScanner } from '../injection/injection-scanner.js';
import { createPersonalScanner } from '../personal/personal-scanner.js';
import { SentinelError } from '@sentinel-agentos/core';
import { createSecretScanner } from '../scan/secret-scanner.js';
import { createSessionLedgers } from './session-ledgers.js';
import { callNames } from './call-names.js';
import { labelsOf } from './effect-labels.js';
import { outsideDestinations } from './outside-sinks.js';
import { paramTexts } from './param-texts.js';
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
import type { Confidentiality } from '../flow/labels.js';
import type { Detection, ScanResult } from '../detection.js';
import type { FlowLedgerOptions } from '../flow/ledger-options.js';
import type { FlowSink } from '../flow/flow-ledger.js';
import type { PersonalScannerOptions } from '../personal/personal-scanner.js';
import type { SecretPlace } from './secret-findings.js';
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

  const stepOf = (call: ToolCall, effects: readonly Effect[], text: string) => ({
    callId: call.id,
    effects,
    text,
  });

  return {
    inspect(call, effects): CallDetections {
      const texts = paramTexts(call.params);
      const destinations = outsideDestinations(effects, call.tool);
      const places: SecretPlace[] = [];
      const masked: SecretPlace['evidence'][] = [];
      let incomplete = false;
      for (const { param, text } of texts) {
        const found = secretScanner.scan(text);
        for (const detection of found.detections) {
          const evidence = { param, start: detection.start, end: detection.end };
          places.push({ detection, evidence });
          masked.push(evidence);
        }
        const people = personalScanner?.scan(text) ?? NOTHING;
        for (const { start, end } of people.detections) masked.push({ param, start, end });
        if (found.incomplete || people.incomplete) {
          incomplete = true;
          // What was not looked through is not kept.
          masked.push({ param, start: 0, end: text.length });
        }
      }
      const named = callNames(call, effects).flatMap((name) =>
        [...secretScanner.scan(name).detections, ...(personalScanner?.scan(name).detections ?? [])].map(
          ({ start, end }) => name.slice(start, end),
        ),
      );
      const whole = texts.map(({ text }) => text).join('\n');
      const ledger = ledgers.of(call.sessionId);
      const sinks = destinations.map((destination): FlowSink => ({
        text: whole,
        destination,
        reach: 'outside',
      }));
      const findings: Finding[] = [
        ...secretFindings(places, destinations),
        ...sinks.flatMap((sink) => ledger.check(sink).findings),
        ...ledger.checkChain(stepOf(call, effects, whole)).findings,
      ];
      if (incomplete && destinations.length > 0) findings.push(INCOMPLETE);
      return { findings, secrets: masked, texts: [...new Set(named)] };
    },

    observe(call, effects, run: Run): ResultDetections {
      const ledger = ledgers.of(call.sessionId);
      const whole = paramTexts(call.params)
        .map(({ text }) => text)
        .join('\n');
      for (const destination of outsideDestinations(effects, call.tool)) {
        ledger.sent({ text: whole, destination, reach: 'outside' });
      }
      ledger.record(stepOf(call, effects, whole));

      const { text, whole: isWhole } = resultText(run);
      const secrets = secretScanner.scan(text);
      ledger.label(call.id, text, labelsOf(effects, workspace), secrets.detections);
      const people = personalScanner?.scan(text) ?? NOTHING;
      if (!isWhole || secrets.incomplete || people.incomplete) {
        throw new SentinelError(
          'DETECTOR_FAILED',
          'the result is too large to be looked through for secrets',
        );
      }
      const injected = injectionScanner?.scan(text) ?? NOTHING;
      const texts = new Set(
        [...secrets.detections, ...people.detections].map(({ start, end }) => text.slice(start, end)),
      );
      texts.delete('');
      const findings = [...secrets.detections, ...injected.detections].map(told);
      return { findings: injected.incomplete ? [...findings, NOT_READ] : findings, secrets: [...texts] };
    },
  };
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
