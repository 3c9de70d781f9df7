'use client';

import { useRef, useState, type DragEvent } from 'react';
import { BUNDLE_LIMITS } from '@/core/attest/bundleLimits';
import { verifyBundle } from '@/core/attest/verify';
import type { VerificationReport } from '@/core/attest/report';
import { Button } from '@/components/ui/Button';
import { cx } from '@/components/ui/cx';
import { Problem } from '@/components/ui/Field';
import { VerificationResult } from './VerificationResult';
import { PUBLIC_TEXT } from './publicText';

const TEXT = PUBLIC_TEXT.verify;

type Phase =
  | { kind: 'waiting'; problem?: string }
  | { kind: 'working'; name: string }
  | { kind: 'done'; name: string; report: VerificationReport };

/**
 * Verifies a chosen file in this browser with the code that `casewright verify` runs. Makes no call
 * to any server: what the page says of a file depends on the file and the clock alone.
 */
export function VerifyFile() {
  const [phase, setPhase] = useState<Phase>({ kind: 'waiting' });
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  async function check(file: File) {
    if (file.size > BUNDLE_LIMITS.bytes) {
      setPhase({ kind: 'waiting', problem: TEXT.tooLarge });
      return;
    }
    setPhase({ kind: 'working', name: file.name });
    let bytes: Uint8Array;
    try {
      bytes = new Uint8Array(await file.arrayBuffer());
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      setPhase({ kind: 'waiting', problem: TEXT.unreadable });
      return;
    }
    // Lets "Checking…" be drawn before the hashes take the thread.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    const report = verifyBundle(bytes, { now: new Date() });
    setPhase({ kind: 'done', name: file.name, report });
  }

  function dropped(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) void check(file);
  }

  const chooser = (
    <input
      ref={input}
      id="bundle"
      className="visually-hidden"
      type="file"
      accept=".zip,application/zip"
      aria-describedby="bundle-hint"
      onChange={(event) => {
        const file = event.target.files?.[0];
        event.target.value = '';
        if (file) void check(file);
      }}
    />
  );

  if (phase.kind === 'done') {
    return (
      <>
        <VerificationResult name={phase.name} report={phase.report} />
        <p className="mt-4">
          <Button onClick={() => setPhase({ kind: 'waiting' })}>{TEXT.again}</Button>
        </p>
      </>
    );
  }
  return (
    <div
      className={cx('dropzone', over && 'over')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={dropped}
    >
      <p className="stmt">{phase.kind === 'working' ? phase.name : TEXT.drop}</p>
      <p className="mt-2">
        <label className="visually-hidden" htmlFor="bundle">
          {TEXT.choose}
        </label>
        {chooser}
        <Button look="main" busy={phase.kind === 'working'} onClick={() => input.current?.click()}>
          {phase.kind === 'working' ? TEXT.working : TEXT.choose}
        </Button>
      </p>
      <p className="meta mt-2" id="bundle-hint">
        {TEXT.hint}
      </p>
      <div role="status">
        {phase.kind === 'waiting' && phase.problem && <Problem>{phase.problem}</Problem>}
      </div>
    </div>
  );
}
