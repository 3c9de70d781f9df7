import { fromHex } from '@/core/snapshot/bytes';
import { Refusal } from '@/core/snapshot/refusal';
import { caseFile } from '../caseFile';
import { EXIT, jsonText, readArgs, UsageError } from '../command';
import type { Command } from '../command';
import { freezeLines, freezeReport } from '../freezeReport';

export const freezeCommand: Command = {
  name: 'freeze',
  usage: 'FILE [--secret HEX] [--case ORG/CASE] [--number N] [--base DIGEST] [--json]',
  summary:
    'Takes a snapshot of a case: its records and their content digest; with a secret, a release.',
  examples: [
    ['casewright freeze case.json', 'record counts and content digest: the same on any machine'],
    [
      `casewright freeze case.json --secret $(openssl rand -hex 32) --case meridian/larch --json`,
      'also root, manifest and release digest',
    ],
  ],
  exits: { 0: 'frozen', 2: 'the file, or what it says, is refused' },
  async run(args, io) {
    const { values, positionals } = readArgs(args, ['FILE'], {
      secret: { type: 'string' },
      case: { type: 'string', default: 'local/case' },
      number: { type: 'string', default: '1' },
      base: { type: 'string' },
      json: { type: 'boolean' },
    });
    if (!/^[1-9]\d{0,8}$/.test(values.number)) throw new UsageError('--number is a whole number.');
    const document = await caseFile(positionals[0] ?? '-', io);
    if (document === null) return EXIT.refused;
    try {
      const report = freezeReport(document, {
        secret: values.secret === undefined ? null : secretOf(values.secret),
        case: values.case,
        number: Number(values.number),
        base: values.base ?? null,
      });
      if (values.json) io.out(jsonText(report));
      else for (const line of freezeLines(report)) io.out(line);
      return EXIT.done;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      io.err(`error ${error.code} ${error.message}`);
      return EXIT.refused;
    }
  },
};

function secretOf(hex: string): Uint8Array {
  if (!/^([0-9a-f]{2})+$/.test(hex)) throw new UsageError('--secret is hex, 64 digits.');
  return fromHex(hex);
}
