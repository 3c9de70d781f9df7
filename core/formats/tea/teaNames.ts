/** TEA knows no modules of its own; what it holds is one module of this name. */
export const MODULE = 'main';

/** Before the name of an annotation that keeps a field of a TEA file. */
export const TEA = 'tea-';

/** On a context, assumption or justification that its element held as a text. */
export const INLINE = 'tea-inline';

/** The time that stands for none: the same case gives the same bytes whenever it is written. */
export const NO_TIME = '1970-01-01T00:00:00.000Z';

/** Levels of elements in one file: far above any argument, far below what exhausts a reader. */
export const MAX_LEVELS = 200;

/** Levels that are written: indentation makes deeper files grow with the square of their depth. */
export const WRITTEN_LEVELS = 100;
