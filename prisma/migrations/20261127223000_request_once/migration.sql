-- A page numbers its requests; the log takes each number of a client id once, so that what was sent
-- again after a lost answer is not stored again. Acts of the server have no number.
ALTER TABLE "case_update" ADD COLUMN "request_id" INTEGER;

CREATE UNIQUE INDEX "case_update_request_once" ON "case_update"("case_id", "client_id", "request_id");
