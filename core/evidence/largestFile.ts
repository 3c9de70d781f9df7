/** Bytes of one file of evidence. */
export const LARGEST_FILE = 2 * 1024 ** 3;
