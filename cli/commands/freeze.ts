import { fromHex } from '@/core/snapshot/bytes';
import { Refusal } from '@/core/snapshot/refusal';
import { caseFile } from '../caseFile';
import { EXIT, jsonText, readArgs, UsageError } from '../command';
import type { Run } from '../command';
import { freezeLines, freezeReport } from '../freezeReport';

export const runFreeze: Run = async (args, io) => {
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
};

function secretOf(hex: string): Uint8Array {
  if (!/^([0-9a-f]{2})+$/.test(hex)) throw new UsageError('--secret is hex, 64 digits.');
  return fromHex(hex);
}
