/** Who a message is from or for. */
export interface MailAddress {
  name: string;
  address: string;
}

const ADDRESS = String.raw`[\w.!#$%&'*+/=?^\x60{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}`;
/** `cases@example.org`, or `Safety cases <cases@example.org>`. */
const WRITTEN = new RegExp(
  String.raw`^(?:(?<bare>${ADDRESS})|(?<name>[^<>"@,;:\\\p{Cc}\p{Cf}]{0,100})<(?<address>${ADDRESS})>)$`,
  'u',
);

/** Reads one address as people write it; null when it is none, or more than one. */
export function readMailAddress(written: string): MailAddress | null {
  const found = WRITTEN.exec(written.trim())?.groups;
  const address = found?.['bare'] ?? found?.['address'];
  return address === undefined ? null : { name: found?.['name']?.trim() ?? '', address };
}
