-- AlterTable
ALTER TABLE "organisation" ADD COLUMN     "example" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "example" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "tour" (
    "person_id" TEXT NOT NULL,
    "found" TEXT[],
    "hidden" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "tour_pkey" PRIMARY KEY ("person_id")
);

-- AddForeignKey
ALTER TABLE "tour" ADD CONSTRAINT "tour_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
