import { shape } from '../effect-shape.js';
import { SOMETHING, type Data } from '../shell/data.js';
import { note, type Invocation } from './invocation.js';

const DESTROY = shape('infra.destroy', 'shared', 'hard', 'sensitive');
const CHANGE = shape('net.send', 'shared', 'partial', 'normal');
const LOOK = shape('net.fetch', 'shared', 'pure', 'normal');
const SECRET = shape('secret.read', 'process', 'irreversible', 'critical');
const STOP = shape('infra.destroy', 'shared', 'partial', 'normal');

/** Verbs of cloud command lines, as a word of their own or before a dash (`delete-table`). */
const DESTROYS =
  /^(?:delete|destroy|remove|rm|rb|terminate|purge|deregister|erase|wipe|drop|revoke|uninstall|schedule-key-deletion|batch-delete|force-delete|rmi|del|undelete-not)(?:-|$)/;
const STOPS =
  /^(?:stop|disable|detach|cancel|suspend|pause|scale|reboot|restart|reset|abort|evict|drain|cordon|archive|disassociate|unpublish|rotate|modify|move)(?:-|$)/;
const LOOKS =
  /^(?:list|ls|get|describe|show|view|status|head|search|find|help|version|info|logs?|tail|lookup|query|diff|history|check|validate|wait|filter|scan|read|download|export-view|test|estimate|simulate|preview|doctor|top|events?|config|configure|account|whoami|completion|alias|explain|browse|batch-get|batch-describe|select|inspect|usage|ps|open|generate|print|verify|detect|discover|summarize|count|auth|login|logout|profile|init)(?:-|$)/;
const SECRETS =
  /^(?:get-secret-value|batch-get-secret-value|print-access-token|print-identity-token|get-access-token)$/;

/** A cloud command line: `aws SERVICE VERB-NOUN`, `gcloud GROUP… VERB`, `az GROUP… VERB`. The verb decides. */
export function readCloud(invocation: Invocation): Data {
  const words = invocation.operands.map((operand) => operand.text);
  const target = words.join(' ');
  const verbs = words.slice(invocation.name === 'aws' ? 1 : 0, 6);
  if (words.at(-1) === 'help' || words.some((word) => word === '--dry-run' || word === '--dryrun'))
    return SOMETHING;
  if (invocation.options.some(({ name }) => /^--(?:dry-?run|help|no-execute|what-if)$/.test(name)))
    return SOMETHING;
  if (
    verbs.some((word) => SECRETS.test(word)) ||
    /\b(?:keyvault secret (?:show|download)|secrets versions access)\b/.test(target)
  )
    note(invocation, SECRET, target);
  else if (verbs.some((word) => DESTROYS.test(word))) note(invocation, DESTROY, target);
  else if (verbs.some((word) => LOOKS.test(word))) note(invocation, LOOK, target);
  else if (verbs.some((word) => STOPS.test(word))) note(invocation, STOP, target);
  else note(invocation, words.length <= 1 ? LOOK : CHANGE, target);
  return SOMETHING;
}
