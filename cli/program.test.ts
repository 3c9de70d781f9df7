import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The program as it is installed: files, pipes and exit codes of a real process. */
const program = join(import.meta.dirname, 'casewright.mjs');
const template = join(import.meta.dirname, '..', 'core', 'templates', 'ai-control.yaml');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'casewright-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function casewright(args: string[], input?: Uint8Array) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    ...(input && { input }),
    encoding: 'utf8',
    maxBuffer: 1e9,
    // No more than a small machine has for it.
    env: { ...process.env, NODE_OPTIONS: '--max-old-space-size=256' },
  });
  return { status, stdout, stderr };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('the program', () => {
  it('answers bad input with one sentence and an exit code', () => {
    const sparse = file('nothing.json', '');
    truncateSync(sparse, 100_000_000);
    const nested = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    const cases: [args: string[], status: number, says: RegExp][] = [
      [['check', join(folder, 'nowhere.json')], 66, /^There is no file .*nowhere\.json\.$/],
      [['check', folder], 66, /is a folder, not a file\.$/],
      [['import', sparse], 2, /is larger than 64 MiB\.$/],
      [
        ['check', file('deep.json', `{"schema":"casewright/1","a":${nested}}`)],
        2,
        /levels deep\.$/,
      ],
      [
        ['export', template, '--format', 'csv', '--out', join(folder, 'no', 'x')],
        66,
        /^There is no file/,
      ],
    ];
    for (const [args, status, says] of cases) {
      const ended = casewright(args);
      expect(ended.stderr.trim(), args.join(' ')).toMatch(says);
      expect(ended.stderr.trim().split('\n'), args.join(' ')).toHaveLength(1);
      expect(ended.status, args.join(' ')).toBe(status);
      expect(ended.stdout).toBe('');
    }
  });

  it('reads standard input, as much as it reads of a file', () => {
    const { status, stdout } = casewright(
      ['import', '-', '--format', 'casewright', '--json'],
      Buffer.from('{}'),
    );
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ format: 'casewright', nodes: 0 });
    const nothing = casewright(['check', '-'], new Uint8Array(70 * 1024 * 1024));
    expect(nothing).toMatchObject({ status: 2, stderr: 'Standard input is larger than 64 MiB.\n' });
  });

  it('ends quietly when nobody reads on', () => {
    const line = `"${process.execPath}" "${program}" layout "${template}" --json | head -n 1`;
    const { stdout, stderr } = spawnSync('sh', ['-c', line], { encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: '{\n', stderr: '' });
  });

  it('draws a picture with every typeface in it', () => {
    const out = join(folder, 'case.png');
    const { status, stdout } = casewright([
      'export',
      template,
      '--format',
      'png',
      '--out',
      out,
      '--json',
    ]);
    expect(status).toBe(0);
    const report = JSON.parse(stdout) as { bytes: number };
    expect(report).toMatchObject({ format: 'png', out });
    // Without typefaces the same picture has a fifth of that.
    expect(report.bytes).toBeGreaterThan(300_000);
  });
});
