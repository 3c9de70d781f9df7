-- AlterTable
ALTER TABLE "safety_case" ADD COLUMN     "base_digest" TEXT;

-- AlterTable
ALTER TABLE "assignment" ADD COLUMN     "contract" TEXT;

-- CreateTable
CREATE TABLE "release_indicator" (
    "release_id" TEXT NOT NULL,
    "indicator_id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "comparator" TEXT NOT NULL,
    "amber" TEXT NOT NULL,
    "red" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "grace" TEXT NOT NULL,
    "critical" BOOLEAN NOT NULL,

    CONSTRAINT "release_indicator_pkey" PRIMARY KEY ("release_id","indicator_id")
);

-- CreateTable
CREATE TABLE "reading" (
    "id" BIGSERIAL NOT NULL,
    "case_id" TEXT NOT NULL,
    "indicator_id" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "person_id" TEXT NOT NULL,
    "token_id" TEXT,

    CONSTRAINT "reading_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "context_verdict" (
    "round_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "away_id" TEXT NOT NULL,
    "context_id" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "context_verdict_pkey" PRIMARY KEY ("round_id","person_id","away_id","context_id")
);

-- CreateTable
CREATE TABLE "release_citation" (
    "release_id" TEXT NOT NULL,
    "element_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,

    CONSTRAINT "release_citation_pkey" PRIMARY KEY ("release_id","element_id","record_id")
);

-- CreateTable
CREATE TABLE "acknowledgement" (
    "id" TEXT NOT NULL,
    "release_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "statement_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "acknowledgement_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reading_case_id_indicator_id_received_at_idx" ON "reading"("case_id", "indicator_id", "received_at");

-- CreateIndex
CREATE UNIQUE INDEX "reading_case_id_indicator_id_at_key" ON "reading"("case_id", "indicator_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_token_hash_key" ON "api_token"("token_hash");

-- CreateIndex
CREATE INDEX "api_token_case_id_idx" ON "api_token"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "acknowledgement_statement_id_key" ON "acknowledgement"("statement_id");

-- CreateIndex
CREATE INDEX "acknowledgement_release_id_kind_idx" ON "acknowledgement"("release_id", "kind");

-- CreateIndex
CREATE INDEX "safety_case_base_digest_idx" ON "safety_case"("base_digest");

-- CreateIndex
CREATE INDEX "release_base_digest_idx" ON "release"("base_digest");

-- AddForeignKey
ALTER TABLE "release_indicator" ADD CONSTRAINT "release_indicator_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "context_verdict" ADD CONSTRAINT "context_verdict_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "review_round"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_citation" ADD CONSTRAINT "release_citation_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "acknowledgement" ADD CONSTRAINT "acknowledgement_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was frozen, read, or acknowledged is never changed.
DO $$
DECLARE
  target text;
BEGIN
  FOREACH target IN ARRAY ARRAY[
    'release_citation', 'release_indicator', 'reading', 'acknowledgement'
  ] LOOP
    EXECUTE format(
      'CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
      target || '_append_only', target);
    EXECUTE format(
      'CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      target || '_no_truncate', target);
  END LOOP;
END $$;
