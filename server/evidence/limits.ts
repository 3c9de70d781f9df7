/** Larger evaluation logs are kept and not read: their figures would take minutes. */
export const LARGEST_READ = 1024 ** 3;

/** Artefacts of one case, and versions of one artefact, that a list gives at most. */
export const MOST_ARTEFACTS = 500;
export const MOST_VERSIONS = 100;

/** Lines of the access log that the artefact page shows. */
export const MOST_OPENINGS = 50;

/** Hours after which an upload that never ended is given up. */
export const UPLOAD_HOURS = 24;
