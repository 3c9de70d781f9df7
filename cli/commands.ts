import type { Command } from './command';
import { checkCommand } from './commands/check';
import { diffCommand } from './commands/diff';
import { evidenceReadCommand } from './commands/evidenceRead';
import { exportCommand } from './commands/export';
import { freezeCommand } from './commands/freeze';
import { importCommand } from './commands/import';
import { layoutCommand } from './commands/layout';
import { verifyCommand } from './commands/verify';

/** All commands, in the order in which help lists them. */
export const COMMANDS: readonly Command[] = [
  importCommand,
  exportCommand,
  checkCommand,
  diffCommand,
  freezeCommand,
  evidenceReadCommand,
  verifyCommand,
  layoutCommand,
];
