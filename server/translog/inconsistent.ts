/** The stored log contradicts itself or what was signed. Nothing is signed until it is understood. */
export class LogInconsistent extends Error {
  override readonly name = 'LogInconsistent';
}
