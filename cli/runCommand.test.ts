import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleBundle } from '@/core/attest/testing/sampleBundle';
import { inMemory } from '@/core/snapshot/byteSource';
import { utf8 } from '@/core/snapshot/bytes';
import { InputError } from './command';
import type { Io } from './command';
import { COMMANDS } from './commands';
import { runCommand } from './runCommand';

const scheming = readFileSync(
  join(import.meta.dirname, '..', 'core', 'templates', 'scheming.yaml'),
);

/** Runs a command line on files that are not on any disk. */
async function run(line: string, files: Record<string, Uint8Array> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const written = new Map<string, Uint8Array>();
  const read = (path: string): Promise<Uint8Array> => {
    const bytes = files[path];
    return bytes ? Promise.resolve(bytes) : Promise.reject(new InputError(`${path}: no such file`));
  };
  const io: Io = {
    read,
    open: async (path) => ({ source: inMemory(await read(path)), close: () => {} }),
    blob: async (path) => new Blob([new Uint8Array(await read(path))]),
    beside: () => (name) => files[name] ?? null,
    write: (path, bytes) => {
      written.set(path, bytes);
      return Promise.resolve();
    },
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    now: () => new Date('2026-11-23T09:04:00Z'),
    env: () => undefined,
  };
  const code = await runCommand(line.split(' ').filter(Boolean), io);
  return { code, out: out.join('\n'), err: err.join('\n'), written };
}

describe('the command line', () => {
  it('teaches every command by example', async () => {
    const overview = (await run('')).out;
    for (const { name } of COMMANDS) {
      expect(overview).toContain(`  ${name} `);
      const help = await run(`help ${name}`);
      expect(help.code).toBe(0);
      expect(help.out).toContain(`  casewright ${name} `);
      expect((await run(`${name} --help`)).out).toBe(help.out);
    }
  });

  it('says what is wrong with a call, and how it is called', async () => {
    expect(await run('frobnicate')).toMatchObject({ code: 64 });
    const wrong = await run('verify a b');
    expect(wrong.code).toBe(64);
    expect(wrong.err).toContain('BUNDLE; 2 were given');
    expect((await run('check --yes x')).code).toBe(64);
    expect((await run('check nowhere.json')).code).toBe(66);
    expect((await run('export x --format jpeg', { x: scheming })).err).toContain(
      'There is no format "jpeg"; it is one of: casewright, ',
    );
    expect((await run('export x --format csv --json', { x: scheming })).code).toBe(64);
    expect((await run('diff - -')).err).toContain('Only one file can be standard input.');
  });

  it('suggests the nearest command', async () => {
    const suggestions: [typed: string, meant: string][] = [
      ['chekc x', 'check'],
      ['exprot', 'export'],
      ['evidence', 'evidence read'],
      ['evidense read x', 'evidence read'],
      ['help verfy', 'verify'],
    ];
    for (const [typed, meant] of suggestions)
      expect((await run(typed)).err).toContain(`did you mean "casewright ${meant}"?`);
    expect((await run('frobnicate')).err).not.toContain('did you mean');
  });

  it('says of every file that it cannot read where it stops', async () => {
    const nested = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    const files: Record<string, [content: Uint8Array, says: RegExp]> = {
      'half.json': [
        utf8('{"schema":"casewright/1","title":"a'),
        /column_\d+ A text is not closed\.$/,
      ],
      'deep.json': [
        utf8(`{"schema":"casewright/1","a":${nested}}`),
        /column_\d+ Nested more than 100/,
      ],
      'deep.yaml': [utf8(`meta:\n  a: ${'['.repeat(10_000)}`), /The file is nested too deeply\.$/],
      'broken.yaml': [utf8('meta:\n  - a\n  b: c'), /^error line_\d+,_column_\d+ .*[^:]$/],
      'wide.json': [Uint8Array.of(0xff, 0xfe, 0x7b, 0x00), /The file is not UTF-8 text\.$/],
      'empty.json': [new Uint8Array(), /line_1,_column_1 The document ends too early\.$/],
    };
    for (const [name, [content, says]] of Object.entries(files))
      for (const command of ['import', 'check', 'freeze', 'layout', 'export --format svg']) {
        const { code, err, out } = await run(`${command} ${name}`, { [name]: content });
        expect(err, `${command} ${name}`).toMatch(says);
        expect({ code, out, lines: err.split('\n').length }).toEqual({
          code: 2,
          out: '',
          lines: 1,
        });
      }
  });
});

describe('casewright verify', () => {
  const bundle = sampleBundle('redacted');

  it('exits 0 on a valid bundle and says what was not checked', async () => {
    const { code, out } = await run('verify bundle.zip', { 'bundle.zip': bundle });
    expect(code).toBe(0);
    expect(out).toMatch(/^not checked {2}later status/m);
    expect(out).toContain('approved-with-conditions by Dr Ines Okafor, Frontier Systems Board');
    expect(out).toMatch(/valid as of checkpoint 12 .* not checked$/);
  });

  it('exits 2 after one byte changed, 3 when it is no bundle or not there', async () => {
    const changed = bundle.slice();
    changed[1000] = (changed[1000] ?? 0) ^ 1;
    const { code, out } = await run('verify - --json', { '-': changed });
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ outcome: 'false' });
    expect((await run('verify x', { x: utf8('hello') })).code).toBe(3);
    expect((await run('verify nowhere.zip')).code).toBe(3);
  });

  it('holds the bundle against the keys that are trusted', async () => {
    const other = `--trust ${'0'.repeat(64)}`;
    expect((await run(`verify ${other} b`, { b: bundle })).code).toBe(2);
  });
});

describe('casewright freeze', () => {
  it('gives the same content digest each time, and a release with a secret', async () => {
    const first = await run('freeze scheming.yaml --json', { 'scheming.yaml': scheming });
    const report = JSON.parse(first.out) as { contentDigest: string; kinds: object };
    expect(report).not.toHaveProperty('root');
    expect(report).toMatchObject({ kinds: { node: 80, text: 80, condition: 12 } });
    const secret = '07'.repeat(32);
    const again = await run(`freeze - --secret ${secret} --json`, { '-': scheming });
    expect(JSON.parse(again.out)).toMatchObject({
      contentDigest: report.contentDigest,
      releaseDigest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      manifest: { case: 'local/case', kind: 'base', number: 1, window: null },
    });
  });

  it('refuses what it cannot freeze', async () => {
    expect((await run('freeze x', { x: utf8('hello') })).code).toBe(2);
    const head = await run('freeze x --secret 00 --case Not/A_Slug', { x: scheming });
    expect(head).toMatchObject({ code: 2, out: '' });
    expect((await run('freeze x --secret zz', { x: scheming })).code).toBe(64);
  });
});

describe('the commands on case files', () => {
  const files = {
    'a.yaml': scheming,
    'b.yaml': utf8(scheming.toString().replace('0.1.0', '0.2.0')),
  };

  it('import writes Casewright JSON that can be frozen, checked and compared', async () => {
    const imported = await run('import a.yaml --out case.json', files);
    expect(imported.code).toBe(0);
    const json = imported.written.get('case.json');
    expect((await run('check case.json', { 'case.json': json! })).code).toBe(1);
    const exported = await run('export a.yaml --format casewright', files);
    expect(exported.written.get('-')).toEqual(json);
    expect((await run('diff a.yaml b.yaml --json', files)).code).toBe(0);
    expect(JSON.parse((await run('layout a.yaml --json', files)).out)).toHaveProperty('boxes');
  });

  it('export and import meet in the formats of other tools', async () => {
    for (const format of ['tea', 'sacm']) {
      const { code, written } = await run(`export a.yaml --format ${format} --out case`, files);
      expect(code).toBe(0);
      const other = { ...files, case: written.get('case')! };
      const report = JSON.parse((await run('import case --json', other)).out) as object;
      expect(report).toMatchObject({ format, nodes: 80 });
      if (format === 'sacm') {
        const diff = JSON.parse((await run('diff a.yaml case --json', other)).out) as object;
        expect(Object.values(diff).flat()).toEqual([]);
      }
    }
  });

  it('reads the files that a file uses', async () => {
    const main = utf8('module: {name: A, uses: [b.yaml]}\nG1: {text: Top, supportedBy: [G2]}\n');
    const used = { 'main.yaml': main, 'b.yaml': utf8('module: {name: B}\nG2: {text: Below}\n') };
    const { code, out, err } = await run('import main.yaml --json', used);
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(JSON.parse(out)).toMatchObject({ format: 'gsn2x', title: 'A', nodes: 3, links: 1 });
    expect((await run('check main.yaml', { 'main.yaml': main })).err).toContain('b.yaml');
  });

  it('evidence read refuses what is no log', async () => {
    expect((await run('evidence read a.yaml', files)).code).toBe(2);
  });
});
