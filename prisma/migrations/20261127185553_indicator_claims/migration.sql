-- AlterTable
ALTER TABLE "release_indicator" ADD COLUMN     "claim" TEXT NOT NULL DEFAULT '';
