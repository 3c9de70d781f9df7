-- AlterTable
ALTER TABLE "safety_case" ADD COLUMN     "checked_at" TIMESTAMPTZ(3),
ADD COLUMN     "checked_seq" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "rebuilds" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "thinned_seq" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "case_request" (
    "case_id" TEXT NOT NULL,
    "client_id" BIGINT NOT NULL,
    "request_id" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,

    CONSTRAINT "case_request_pkey" PRIMARY KEY ("case_id","client_id","request_id")
);
