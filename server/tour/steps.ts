/** The steps of the tour of the worked example, in order; their words are in components/tour. */
export const TOUR_STEPS = ['inbox', 'terms', 'reason', 'builders', 'cited', 'check'] as const;
export type TourStep = (typeof TOUR_STEPS)[number];
