import { processIo } from './processIo';
import { runCommand } from './runCommand';

/** `casewright`: the command line. Uses the pure core alone; nothing here needs a server. */
process.exitCode = await runCommand(process.argv.slice(2), processIo());
