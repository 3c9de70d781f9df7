-- CreateTable
CREATE TABLE "mailed_item" (
    "person_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mailed_item_pkey" PRIMARY KEY ("person_id","item_id")
);

-- CreateTable
CREATE TABLE "mail_preference" (
    "person_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "off" BOOLEAN NOT NULL,

    CONSTRAINT "mail_preference_pkey" PRIMARY KEY ("person_id","kind")
);

-- CreateTable
CREATE TABLE "mail_recipient" (
    "person_id" TEXT NOT NULL,
    "looked_at" TIMESTAMPTZ(3) NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3),

    CONSTRAINT "mail_recipient_pkey" PRIMARY KEY ("person_id")
);
