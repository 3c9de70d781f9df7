-- AlterTable
ALTER TABLE "evidence_artifact" ADD COLUMN     "access" TEXT NOT NULL DEFAULT 'assessors';

-- CreateTable
CREATE TABLE "log_node" (
    "level" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "log_node_pkey" PRIMARY KEY ("level","index")
);

CREATE TRIGGER log_node_append_only BEFORE UPDATE OR DELETE ON "log_node"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER log_node_no_truncate BEFORE TRUNCATE ON "log_node"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
