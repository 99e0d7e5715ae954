import type { EffectSink } from '../effect-sink.js';
import type { Reading } from '../shell/shell-state.js';

/** The same reading with another sink. Its bounds stay those of the whole call: what is spent here is spent there. */
export function withSink(reading: Reading, sink: EffectSink): Reading {
  return {
    ...reading,
    sink,
    get budget(): number {
      return reading.budget;
    },
    set budget(left: number) {
      reading.budget = left;
    },
    get paths(): number {
      return reading.paths;
    },
    set paths(left: number) {
      reading.paths = left;
    },
    get parts(): number {
      return reading.parts;
    },
    set parts(left: number) {
      reading.parts = left;
    },
  };
}
