-- Merged states of earlier moments, so that a past state is read without replaying the whole log.
-- Derived from the log, like case_snapshot.
CREATE TABLE "case_checkpoint" (
    "case_id" TEXT NOT NULL,
    "doc" TEXT NOT NULL,
    "upto" INTEGER NOT NULL,
    "data" BYTEA NOT NULL,

    CONSTRAINT "case_checkpoint_pkey" PRIMARY KEY ("case_id","doc","upto")
);
