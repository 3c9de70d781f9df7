/** A command can't be carried out here; the message is one sentence for the operator. */
export class InstallationError extends Error {
  override readonly name = 'InstallationError';
}
