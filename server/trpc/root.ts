import { casesRouter } from '@/server/cases/router';
import { commentsRouter } from '@/server/comments/router';
import { evidenceRouter } from '@/server/evidence/router';
import { engagementsRouter } from '@/server/engagements/router';
import { inboxRouter } from '@/server/inbox/router';
import { mailRouter } from '@/server/mail/router';
import { monitorsRouter } from '@/server/monitors/router';
import { orgsRouter } from '@/server/orgs/router';
import { peopleRouter } from '@/server/people/router';
import { publicationRouter } from '@/server/publication/router';
import { releasesRouter } from '@/server/releases/router';
import { reviewsRouter } from '@/server/reviews/router';
import { signingRouter } from '@/server/signing/router';
import { signoffsRouter } from '@/server/signoffs/router';
import { supplementsRouter } from '@/server/supplements/router';
import { tourRouter } from '@/server/tour/router';
import { createCallerFactory, router } from './init';

export const appRouter = router({
  cases: casesRouter,
  comments: commentsRouter,
  evidence: evidenceRouter,
  engagements: engagementsRouter,
  inbox: inboxRouter,
  mail: mailRouter,
  monitors: monitorsRouter,
  orgs: orgsRouter,
  people: peopleRouter,
  publication: publicationRouter,
  releases: releasesRouter,
  reviews: reviewsRouter,
  signing: signingRouter,
  signoffs: signoffsRouter,
  supplements: supplementsRouter,
  tour: tourRouter,
});

export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);

export type AppCaller = ReturnType<typeof createCaller>;
