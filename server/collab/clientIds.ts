import type { Query } from './query';

/** Whose a yjs client id is. */
export interface Holder {
  caseId: string;
  personId: string;
  deviceId: string;
}

/**
 * Gives out a client id that the case has never seen, bound for ever to the person and device.
 * yjs believes whatever id an update carries; this table is what makes authorship true.
 *
 * @param draw a whole number below 2³², another one each time
 */
export async function assignClientId(
  query: Query,
  holder: Holder,
  draw: () => number,
): Promise<number> {
  for (;;) {
    const clientId = draw();
    const added = await query<{ client_id: string }>(
      `INSERT INTO case_client (case_id, client_id, person_id, device_id)
       VALUES ($1, $2::bigint, $3, $4) ON CONFLICT DO NOTHING RETURNING client_id::text`,
      [holder.caseId, clientId, holder.personId, holder.deviceId],
    );
    if (added.length > 0) return clientId;
  }
}

/** Whether the id was given to this person on this device. */
export async function isHeldBy(query: Query, clientId: number, holder: Holder): Promise<boolean> {
  const rows = await query<{ held: boolean }>(
    `SELECT true AS held FROM case_client
     WHERE case_id = $1 AND client_id = $2::bigint AND person_id = $3 AND device_id = $4`,
    [holder.caseId, clientId, holder.personId, holder.deviceId],
  );
  return rows.length > 0;
}
