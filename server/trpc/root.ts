import { commentsRouter } from '@/server/comments/router';
import { evidenceRouter } from '@/server/evidence/router';
import { engagementsRouter } from '@/server/engagements/router';
import { orgsRouter } from '@/server/orgs/router';
import { peopleRouter } from '@/server/people/router';
import { signingRouter } from '@/server/signing/router';
import { createCallerFactory, router } from './init';

export const appRouter = router({
  comments: commentsRouter,
  evidence: evidenceRouter,
  engagements: engagementsRouter,
  orgs: orgsRouter,
  people: peopleRouter,
  signing: signingRouter,
});

export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);

export type AppCaller = ReturnType<typeof createCaller>;
