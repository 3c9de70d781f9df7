-- AlterTable
ALTER TABLE "safety_case" ADD COLUMN     "tidied_seq" INTEGER NOT NULL DEFAULT 0;
