import { COLLAB_LIMITS } from './limits';

/** Rejected updates by person and case. A twin is rebuilt for each, so they are not free. */
export class Strikes {
  private readonly records = new Map<string, { times: number[]; bannedUntil: number }>();

  constructor(private readonly now: () => number) {}

  /** @returns whether the person is now kept out for a while */
  add(caseId: string, personId: string): boolean {
    const now = this.now();
    const key = `${caseId} ${personId}`;
    const since = now - COLLAB_LIMITS.strikesWithin;
    const times = [...(this.records.get(key)?.times ?? []), now].filter((time) => time > since);
    const banned = times.length >= COLLAB_LIMITS.strikes;
    this.records.set(key, { times, bannedUntil: banned ? now + COLLAB_LIMITS.banFor : 0 });
    if (this.records.size > 10_000) this.forgetOld(since);
    return banned;
  }

  isBanned(caseId: string, personId: string): boolean {
    return (this.records.get(`${caseId} ${personId}`)?.bannedUntil ?? 0) > this.now();
  }

  private forgetOld(since: number): void {
    for (const [key, { times, bannedUntil }] of this.records) {
      if ((times.at(-1) ?? 0) < since && bannedUntil < this.now()) this.records.delete(key);
    }
  }
}
