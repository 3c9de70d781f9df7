-- AlterTable
ALTER TABLE "person" ADD COLUMN     "handle" TEXT NOT NULL DEFAULT replace((gen_random_uuid())::text, '-'::text, ''::text);

-- CreateIndex
CREATE UNIQUE INDEX "person_handle_key" ON "person"("handle");
