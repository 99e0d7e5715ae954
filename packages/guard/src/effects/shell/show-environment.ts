import { ENVIRONMENT, type Data } from './data.js';
import { shape } from '../effect-shape.js';
import type { Evidence } from '@sentinel-agentos/core';
import type { EffectSink } from '../effect-sink.js';

/** Credentials may be among the variables; nobody knows before they are shown, and then they are. */
const ALL = shape('secret.read', 'process', 'hard', 'sensitive');
/** As the content of a file of secrets is. */
const CREDENTIAL = shape('secret.read', 'process', 'irreversible', 'critical');

/**
 * A program prints all variables of the environment, or one that is named for a credential: whoever reads what it prints
 * is told. Gives what it prints.
 */
export function showEnvironment(which: 'all' | 'credential', sink: EffectSink, evidence: Evidence): Data {
  sink.effect(which === 'all' ? ALL : CREDENTIAL, '', evidence);
  return ENVIRONMENT;
}
