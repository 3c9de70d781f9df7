-- AlterTable
ALTER TABLE "signing_key" ADD COLUMN     "approve_statement_id" TEXT,
ADD COLUMN     "enrol_statement_id" TEXT NOT NULL,
ADD COLUMN     "revoke_statement_id" TEXT;
