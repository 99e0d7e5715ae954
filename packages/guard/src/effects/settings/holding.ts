/**
 * What the value of a setting is to the program that reads it: a variable of the environment, a line of a
 * configuration, an option. This is the vocabulary of the tables of settings.
 *
 * | holding | the value is |
 * |---|---|
 * | `command` | a command that the program starts by itself: a pager, an editor, a compiler. Honest ones are everyday |
 * | `transport` | the program through which it talks to another machine: some `ssh`, or a script of the project |
 * | `shell` | the shell in which it runs commands |
 * | `code` | program text, or a file of it, that nobody has a reason to give this way |
 * | `file` | a file of code that runs before anything else |
 * | `library` | a library that is loaded into whatever starts |
 * | `prompt` | a prompt: a shell runs the substitutions in it |
 * | `vim` | commands of vi |
 * | `options` | options of the program; each kind that brings code in has a row of `carried` |
 * | `place` | a file, a folder or a list of them, from which settings or code are taken |
 * | `authority` | a file of certificates whose word is taken |
 * | `unchecked` | a switch that ends the check of certificates |
 * | `unchecked-hosts` | machines whose certificates are not checked |
 * | `proxy` | the address through which everything goes: seen are hosts, and what is not encrypted |
 * | `service` | the address of the service that is handed everything, with the credentials for it |
 */
export type Holding =
  | 'command'
  | 'transport'
  | 'shell'
  | 'code'
  | 'file'
  | 'library'
  | 'prompt'
  | 'vim'
  | 'options'
  | 'place'
  | 'authority'
  | 'unchecked'
  | 'unchecked-hosts'
  | 'proxy'
  | 'service';

/** One setting, as data. */
export interface Held {
  readonly holds: Holding;
  /** Only values like this count; any other is an ordinary setting. */
  readonly when?: RegExp;
  /** For `options`: what is brought in by an option, as the first group that matched. Patterns have the flag `g`. */
  readonly carried?: readonly (readonly [option: RegExp, holds: Holding])[];
}
