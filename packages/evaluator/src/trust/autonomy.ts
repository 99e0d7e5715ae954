/** Calls in a row without the user from which on autonomy is told of. */
const AUTONOMY_THRESHOLD = 5;

/** Counts calls in a row without the user. */
export interface AutonomyWatch {
  /** A call ran. The length of the row when this call is the one to tell of, else null; once a turn. */
  call(callId: string, approvedByPerson: boolean): Streak | null;
  /** A word of the user: the row ends and a turn begins. */
  turn(): void;
}

/** A row of calls and the last of them, at most ten. */
export interface Streak {
  readonly consecutiveCalls: number;
  readonly calls: readonly string[];
}

/** A person's grant of a call ends the row as a word of the user does; it begins no turn. */
export function createAutonomyWatch(threshold: number = AUTONOMY_THRESHOLD): AutonomyWatch {
  let consecutive = 0;
  let calls: readonly string[] = [];
  let told = false;

  function restart(): void {
    consecutive = 0;
    calls = [];
  }

  return {
    call(callId, approvedByPerson) {
      if (approvedByPerson) {
        restart();
        return null;
      }
      consecutive += 1;
      calls = [...calls.slice(-9), callId];
      if (told || consecutive < threshold) return null;
      told = true;
      return { consecutiveCalls: consecutive, calls };
    },
    turn() {
      restart();
      told = false;
    },
  };
}
