import fc from 'fast-check';

/**
 * Property tests draw the same data in every run, so that a change is what makes one fail.
 * PROPERTY_SEED=7 draws other data; PROPERTY_SEED=random draws new data each time, and a failure
 * prints the seed that plays it again.
 */
const asked = process.env.PROPERTY_SEED ?? '20261128';
if (asked !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(asked) });
